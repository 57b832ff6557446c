// The half of LlamaGeneration that goes on with a recorded run: it brings the caches to where they
// stood before the first token that is to be written.
#include "decode/kvpolicyswitch.h"
#include "decode/llamageneration.h"
#include "decode/stopwatch.h"

#include <algorithm>
#include <utility>

namespace exitscope {
namespace {

bool holdsKeysAndValues(CellState state)
{
    return state == CellState::Computed || state == CellState::CaughtUp;
}

/// Layers, from the first on, that a token's row has passed.
int layersPassed(const TokenTrace& token)
{
    const auto end = std::ranges::find_if_not(token.cells, holdsKeysAndValues);
    return static_cast<int>(end - token.cells.begin());
}

/// Layers whose K/V the token's own pass left.
int layersOfItsPass(const TokenTrace& token)
{
    const auto end = std::ranges::find_if_not(
        token.cells, [](CellState state) { return state == CellState::Computed; });
    return std::max(1, static_cast<int>(end - token.cells.begin()));
}

} // namespace

LlamaGeneration::LlamaGeneration(std::shared_ptr<const LlamaModel> model,
                                 std::shared_ptr<const Tokenizer> tokenizer, Run kept,
                                 std::optional<int> replacement)
    : LlamaGeneration(std::move(model), std::move(tokenizer), kept.promptIds)
{
    m_replacement = replacement;
    for (const TokenTrace& token : kept.tokens) {
        m_ids.push_back(token.id);
        m_stopWords.push(bytesOf(token.id), {});
    }
    m_prefillSeconds = kept.prefillSeconds;
    m_decodeSeconds = kept.decodeSeconds;
    if (!kept.tokens.empty())
        m_kept = std::move(kept);
}

/// Makes the caches what writing the kept tokens made them; false when cancelled. `next`: settings
/// of the token that follows.
bool LlamaGeneration::restore(const Settings& next, const CancelCheck& cancelled)
{
    const Stopwatch watch;
    const int last = static_cast<int>(m_kept->tokens.size()) - 1;
    const KvPolicy policy = m_kept->settingsAt(last).kvPolicy;
    m_sequence.columns.begin(0, 0, 0);
    m_sequence.staircase.truncate(0);
    m_policy = KvPolicy::Exact;
    m_copiedDepth = 0;
    m_mustRebuild = false;
    bool finished = true;
    if (policy == KvPolicy::Exact)
        finished = restoreRows(cancelled);
    else if (next.kvPolicy == KvPolicy::Exact)
        m_policy = policy; // then the whole text runs again anyway
    else
        finished = repeatPasses(cancelled);
    m_late = {}; // the kept tokens' own record tells of it
    if (finished)
        m_kept.reset();
    m_prefillSeconds += watch.milliseconds() / 1000;
    return finished;
}

/// Rows that had run before token `token` was written, by their ids.
std::span<const int> LlamaGeneration::rowsBefore(int token) const
{
    const std::size_t rows = token == 0 ? 0 : m_promptIds.size() + static_cast<std::size_t>(token);
    return std::span(m_ids).first(rows == 0 ? 0 : rows - 1);
}

/// Under `exact` K/V do not hang on when they were made, so that rows which wait at the same door
/// run together, the deepest first.
bool LlamaGeneration::restoreRows(const CancelCheck& cancelled)
{
    const std::vector<TokenTrace>& tokens = m_kept->tokens;
    const std::span<const int> ids = rowsBefore(static_cast<int>(tokens.size()));
    std::vector<int> depths(ids.size());
    int deepest = 0; // of the rows that come later: no row has passed less than a newer one
    for (std::size_t row = ids.size(); row-- > 0;) {
        const std::size_t prompt = m_promptIds.size();
        deepest = std::max(deepest, layersPassed(tokens[row < prompt ? 0 : row - prompt + 1]));
        depths[row] = deepest;
    }
    for (std::size_t first = 0; first < ids.size();) {
        std::size_t end = first;
        while (end < ids.size() && depths[end] == depths[first])
            ++end;
        m_sequence.staircase.append(ids.subspan(first, end - first));
        if (!catchUp(m_sequence, depths[first], cancelled).finished)
            return false;
        first = end;
    }
    return true;
}

/// Under `holes` and `copy` each row hangs on where those before it left: from the last token that
/// was written under `exact` on, every pass is made again, as deep as it was.
bool LlamaGeneration::repeatPasses(const CancelCheck& cancelled)
{
    const int count = static_cast<int>(m_kept->tokens.size());
    int first = count;
    while (first > 0 && m_kept->settingsAt(first - 1).kvPolicy != KvPolicy::Exact)
        --first;
    if (first > 0 &&
        !rebuild(m_sequence, rowsBefore(first), m_sequence.layers(), cancelled).finished)
        return false;
    for (int token = first; token < count; ++token) {
        if (!adoptPolicy(m_kept->settingsAt(token), rowsBefore(token), cancelled) ||
            !repeatPass(token, cancelled))
            return false;
    }
    return true;
}

bool LlamaGeneration::repeatPass(int token, const CancelCheck& cancelled)
{
    Staircase& staircase = m_sequence.staircase;
    const Settings& settings = m_kept->settingsAt(token);
    const int kept = layersOfItsPass(m_kept->tokens[static_cast<std::size_t>(token)]);
    const int depth = settings.depth(m_sequence.layers());
    const bool isCopied = settings.kvPolicy == KvPolicy::Copy && token > 0 && kept < depth;
    staircase.append(rowsBefore(token + 1).subspan(rowsBefore(token).size()));
    m_sequence.columns.begin(staircase.positions() - 1, isCopied ? 1 : 0, 0);
    if (!catchUp(m_sequence, kept, cancelled).finished)
        return false;
    if (isCopied)
        m_sequence.columns.copyOnward(staircase, kept - 1, depth);
    staircase.dropWaiting();
    return true;
}

/// Puts the user's token in the place of what was chosen, where one waits.
void LlamaGeneration::replaceChoice(Choice& choice) const
{
    if (m_replacement)
        choice.id = *m_replacement;
}

} // namespace exitscope

#include "decode/continuationscorer.h"

#include "decode/cancelcheck.h"
#include "decode/previewdecision.h"
#include "decode/promptobstacle.h"
#include "decode/sequence.h"
#include "model/enginefailure.h"
#include "model/llamamodel.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

/// Rows that run together. Under a rule the states of all layers are held for them.
constexpr int blockRows = 512;
constexpr int ruleBlockRows = 64;

std::vector<LikelyToken> likeliest(std::span<const float> logits, double logSum, int count)
{
    std::vector<int> ids(logits.size());
    std::iota(ids.begin(), ids.end(), 0);
    const auto end = ids.begin() + std::min<std::ptrdiff_t>(count, std::ssize(ids));
    std::partial_sort(ids.begin(), end, ids.end(), [&](int a, int b) {
        return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
    });
    std::vector<LikelyToken> result;
    for (auto id = ids.begin(); id != end; ++id)
        result.push_back({*id, double{logits[static_cast<std::size_t>(*id)]} - logSum});
    return result;
}

/// Adds what `logits` say of `id` at `layer`.
void addToken(ContinuationScore& score, std::span<const float> logits, int layer, int id,
              int topCount)
{
    const auto best = std::ranges::max_element(logits);
    const double largest = *best;
    double sum = 0;
    for (const float z : logits)
        sum += std::exp(z - largest);
    const double logSum = largest + std::log(sum);
    if (!std::isfinite(logSum))
        throw Error(ErrorCode::FileDamaged,
                    "Token " + std::to_string(score.exitLayers.size() + 1) +
                        " of a continuation could not be scored: the logits of layer " +
                        std::to_string(layer) +
                        " are not numbers; the checkpoint is damaged, or needs fp32.");
    score.logProbabilities.push_back(double{logits[static_cast<std::size_t>(id)]} - logSum);
    score.exitLayers.push_back(layer);
    score.isGreedy = score.isGreedy && best - logits.begin() == id;
    score.top.push_back(topCount > 0 ? likeliest(logits, logSum, topCount)
                                     : std::vector<LikelyToken>());
}

/// Why these cannot be scored; nothing where they can.
std::optional<Error> obstacleToScoring(const std::vector<int>& context,
                                       std::span<const std::vector<int>> continuations,
                                       const Settings& settings, const ModelConfig& config)
{
    if (context.empty())
        return Error(ErrorCode::PromptEmpty,
                     "The context is empty, and the first token of a text has no probability "
                     "without one before it; begin the context with the token that begins texts.");
    if (settings.kvPolicy != KvPolicy::Exact && !settings.speculates() && settings.ruleApplies())
        return Error(ErrorCode::Unsupported,
                     std::string("Under the K/V policy ") + fieldName(settings.kvPolicy) +
                         " a token's score would hang on where earlier ones left; choose exact.");
    if (auto obstacle = obstacleTo(context, config))
        return obstacle;
    for (const std::vector<int>& continuation : continuations) {
        if (auto obstacle = foreignId(continuation, config, "A continuation"))
            return obstacle;
        if (context.size() + continuation.size() >
            static_cast<std::size_t>(config.contextLength) + 1)
            return Error(ErrorCode::PromptTooLong,
                         "A context of " + std::to_string(context.size()) +
                             " tokens and a continuation of " +
                             std::to_string(continuation.size()) +
                             " do not fit the model's context of " +
                             std::to_string(config.contextLength) + "; shorten the context.");
    }
    return std::nullopt;
}

} // namespace

struct ContinuationScorer::Private
{
    explicit Private(const std::shared_ptr<const LlamaModel>& model)
        : sequence(model)
    {}

    bool usesRule(const Settings& settings) const
    {
        return !settings.speculates() && settings.ruleApplies();
    }
    void keepCommon(const std::vector<int>& context, int layers);
    void cut(std::size_t rows);
    bool runBlock(std::span<const int> block, const CancelCheck& cancelled);
    bool runContext(const std::vector<int>& context, const Settings& settings,
                    const CancelCheck& cancelled);
    bool runContinuation(ContinuationScore& score, std::span<const int> ids,
                         const Settings& settings, int topCount, const CancelCheck& cancelled);
    void beginColumns(int first, int count, const Settings& settings);
    int exitOf(int column, const Settings& settings);
    std::pair<std::span<const float>, int> read(int column, const Settings& settings);
    std::optional<std::vector<ContinuationScore>>
    score(const std::vector<int>& context, std::span<const std::vector<int>> continuations,
          const Settings& settings, int topCount, const CancelCheck& cancelled);

    Sequence sequence;
    std::vector<int> ids; ///< rows that have passed layers [0, depth)
    int depth = 0;
};

/// Keeps the rows that `context` shares with what is there. Its last one runs in any case: its
/// states are read.
void ContinuationScorer::Private::keepCommon(const std::vector<int>& context, int layers)
{
    if (layers != depth)
        ids.clear();
    depth = layers;
    const auto common = std::ranges::mismatch(ids, context).in1 - ids.begin();
    cut(std::min(static_cast<std::size_t>(common), context.size() - 1));
}

void ContinuationScorer::Private::cut(std::size_t rows)
{
    ids.resize(rows);
    sequence.staircase.truncate(static_cast<int>(rows));
}

/// False when cancelled; then the block is taken back.
bool ContinuationScorer::Private::runBlock(std::span<const int> block, const CancelCheck& cancelled)
{
    Staircase& staircase = sequence.staircase;
    const int first = staircase.positions();
    staircase.append(block);
    for (int layer = 0; layer < depth; ++layer) {
        if (cancelled()) {
            staircase.truncate(first);
            return false;
        }
        const int rows = staircase.advance(layer);
        sequence.columns.keep(staircase, layer, first, rows);
    }
    staircase.dropWaiting(); // at the door of the first layer that does not run
    ids.insert(ids.end(), block.begin(), block.end());
    return true;
}

void ContinuationScorer::Private::beginColumns(int first, int count, const Settings& settings)
{
    sequence.columns.begin(first, count, usesRule(settings) ? 0 : depth - 1, depth);
}

bool ContinuationScorer::Private::runContext(const std::vector<int>& context,
                                             const Settings& settings, const CancelCheck& cancelled)
{
    keepCommon(context, settings.modelDepth(sequence.layers()));
    beginColumns(static_cast<int>(context.size()) - 1, 1, settings);
    while (ids.size() < context.size()) {
        const std::size_t count = std::min<std::size_t>(blockRows, context.size() - ids.size());
        if (!runBlock(std::span(context).subspan(ids.size(), count), cancelled))
            return false;
    }
    return true;
}

/// All tokens but the first, whose row is the context's last.
bool ContinuationScorer::Private::runContinuation(ContinuationScore& score,
                                                  std::span<const int> tokens,
                                                  const Settings& settings, int topCount,
                                                  const CancelCheck& cancelled)
{
    const std::size_t most = usesRule(settings) ? ruleBlockRows : blockRows;
    for (std::size_t first = 0; first + 1 < tokens.size(); first += most) {
        const std::size_t count = std::min(most, tokens.size() - 1 - first);
        beginColumns(sequence.staircase.positions(), static_cast<int>(count), settings);
        if (!runBlock(tokens.subspan(first, count), cancelled))
            return false;
        for (std::size_t column = 0; column < count; ++column) {
            if (cancelled())
                return false;
            const auto [logits, layer] = read(static_cast<int>(column), settings);
            addToken(score, logits, layer, tokens[first + column + 1], topCount);
        }
    }
    return true;
}

/// Where the rule lets the column's token out, as TokenPass would.
int ContinuationScorer::Private::exitOf(int column, const Settings& settings)
{
    LayerReader& reader = sequence.reader;
    const Rule& rule = settings.rule;
    const ModelShape shape{sequence.layers(), sequence.vocabulary()};
    sequence.columns.show(column, reader);
    if (settings.scoring == Scoring::Preview && includes(rule.needs(), Needs::Head) &&
        reader.canEstimate()) {
        PreviewDecision decision(reader, rule, shape);
        for (int layer = 0; layer < depth - 1; ++layer) {
            if (decision.firesAt(layer))
                return layer;
        }
        return depth - 1;
    }
    std::vector<LayerStatistics> known;
    for (int layer = 0; layer < depth - 1; ++layer) {
        known.push_back(reader.statistics(layer, rule.needs(), rule.entropyTemperature()));
        if (rule.fires(known, shape))
            return layer;
    }
    return depth - 1;
}

/// The column's logits, until the next read, and the layer that they are of.
std::pair<std::span<const float>, int> ContinuationScorer::Private::read(int column,
                                                                         const Settings& settings)
{
    if (!usesRule(settings))
        return {sequence.columns.logits(column), depth - 1};
    const int layer = exitOf(column, settings);
    return {sequence.reader.logits(layer), layer};
}

std::optional<std::vector<ContinuationScore>> ContinuationScorer::Private::score(
    const std::vector<int>& context, std::span<const std::vector<int>> continuations,
    const Settings& settings, int topCount, const CancelCheck& cancelled)
{
    if (!runContext(context, settings, cancelled))
        return std::nullopt;
    std::vector<ContinuationScore> scores(continuations.size());
    const auto [logits, layer] = read(0, settings);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!continuations[i].empty())
            addToken(scores[i], logits, layer, continuations[i].front(), topCount);
    }
    for (std::size_t i = 0; i < scores.size(); ++i) {
        cut(context.size());
        if (!runContinuation(scores[i], continuations[i], settings, topCount, cancelled))
            return std::nullopt;
    }
    return scores;
}

ContinuationScorer::ContinuationScorer(std::shared_ptr<const LlamaModel> model)
    : d(new Private(model))
{}

ContinuationScorer::~ContinuationScorer() = default;

Result<std::optional<std::vector<ContinuationScore>>>
ContinuationScorer::score(const std::vector<int>& context,
                          std::span<const std::vector<int>> continuations, const Settings& settings,
                          int topCount, std::stop_token stop)
{
    const ModelConfig& config = d->sequence.staircase.model().config();
    try {
        validate(settings, config.layers);
    } catch (const Error& error) {
        return error;
    }
    if (auto obstacle = obstacleToScoring(context, continuations, settings, config))
        return std::move(*obstacle);
    try {
        return d->score(context, continuations, settings, topCount,
                        [&stop] { return stop.stop_requested(); });
    } catch (...) {
        d->cut(0);
        return describeFailure("A text could not be scored after " +
                               std::to_string(context.size()) + " tokens");
    }
}

long long ContinuationScorer::rowsRun() const
{
    return d->sequence.staircase.rowsRun();
}

std::size_t ContinuationScorer::memoryBytes() const
{
    return d->sequence.staircase.memoryBytes();
}

} // namespace exitscope

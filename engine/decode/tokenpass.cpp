#include "decode/tokenpass.h"

#include "decode/stopwatch.h"

#include <cmath>

namespace exitscope {

TokenPass::TokenPass(Sequence& sequence, const Settings& settings, PassKind kind, int rows)
    : m_sequence(sequence)
    , m_staircase(sequence.staircase)
    , m_reader(sequence.reader)
    , m_settings(settings)
    , m_shape{sequence.layers(), sequence.vocabulary()}
    , m_kind(kind)
    , m_rows(rows)
    , m_depth(settings.depth(sequence.layers()))
    , m_watch(settings.watch && kind != PassKind::Draft)
    , m_read(promptRead())
{
    m_result.statistics.resize(static_cast<std::size_t>(m_shape.layers));
}

PassResult TokenPass::run(const CancelCheck& cancelled)
{
    // A prompt stops at its exit only where the original did (under holes, when asked to).
    const bool stopsAtExit = m_kind != PassKind::Prompt || m_settings.promptExit;
    const int runDepth = m_watch ? m_shape.layers : m_depth;

    m_reader.begin(ruleSeesEveryRow() ? m_rows : 1);
    if (usesPreview())
        m_preview.emplace(m_reader, m_settings.rule, m_shape);
    // The state at the exit is copied once the exit is known, which is after the last layer when
    // watching.
    const bool isCopied = m_settings.kvPolicy == KvPolicy::Copy && m_kind == PassKind::Token;
    if (m_kind != PassKind::Draft)
        m_sequence.columns.begin(m_staircase.positions() - 1, isCopied ? 1 : 0, 0);
    m_sequence.steps.begin({.settings = m_settings,
                            .isPrompt = m_kind == PassKind::Prompt || m_rows > 1,
                            .isWatched = m_watch,
                            .rows = ruleSeesEveryRow() ? m_rows : 1,
                            .read = m_read});
    for (int layer = 0; layer < runDepth; ++layer) {
        if (cancelled()) {
            m_result.cancelled = true;
            return m_result;
        }
        runLayerAndObserve(layer);
        const bool leaves = !m_watch && m_result.exitLayer < 0 && firesAt(layer);
        if (leaves)
            m_result.exitLayer = layer;
        const bool isLast = (leaves && stopsAtExit) || layer == runDepth - 1;
        if (!tell(layer, isLast, cancelled)) {
            m_result.cancelled = true;
            return m_result;
        }
        if (isLast)
            break;
    }
    if (m_watch && !scoreAll(cancelled)) {
        m_result.cancelled = true;
        return m_result;
    }
    if (m_result.exitLayer < 0)
        m_result.exitLayer = m_depth - 1;
    m_result.layersKept = m_result.layersRun;
    if (m_settings.kvPolicy != KvPolicy::Exact)
        endLayersHere();
    return m_result;
}

/// Only what needs the head is estimated, and only of single rows.
bool TokenPass::usesPreview() const
{
    return m_settings.scoring == Scoring::Preview && m_settings.ruleApplies() &&
           includes(m_settings.rule.needs(), Needs::Head) && !ruleSeesEveryRow() &&
           m_reader.canEstimate();
}

bool TokenPass::ruleSeesEveryRow() const
{
    return m_read.everyCosine || m_read.meanEntropy;
}

/// What the rule draws over a whole prompt where it may end the prompt's pass too.
PromptRead TokenPass::promptRead() const
{
    PromptRead read;
    if (m_kind != PassKind::Prompt || !m_settings.promptExit)
        return read;
    for (const Condition& condition : m_settings.rule.conditions) {
        const PromptPass pass = condition.criterion->promptPass;
        read.everyCosine = read.everyCosine || pass == PromptPass::EveryPosition;
        read.meanEntropy = read.meanEntropy || pass == PromptPass::MeanPosition;
    }
    return read;
}

void TokenPass::runLayerAndObserve(int layer)
{
    const Stopwatch watch;
    const int first = m_staircase.firstMissing(layer);
    const int rows = m_staircase.advance(layer);
    ++m_result.layersRun;
    m_sequence.columns.keep(m_staircase, layer, first, rows);
    m_reader.observe(m_staircase, layer);
    const double milliseconds = watch.milliseconds();
    m_result.layersMs += milliseconds;
    if (rows > m_rows) {
        m_result.carried.push_back({layer, first, first + rows - m_rows - 1});
        m_result.carriedMs += milliseconds;
        ++m_result.carriedPasses;
    }
}

/// Tells whoever watches the layers; false when cancelled meanwhile.
bool TokenPass::tell(int layer, bool isLast, const CancelCheck& cancelled)
{
    if (!m_sequence.steps.isActive())
        return true;
    m_sequence.steps.tell(m_staircase, m_result.exitLayer == layer, isLast);
    return !cancelled();
}

bool TokenPass::firesAt(int layer)
{
    if (!m_settings.ruleApplies())
        return false;
    const Stopwatch watch;
    const bool fires = m_preview ? firesByPreview(layer) : firesByHead(layer);
    m_result.scoringMs += watch.milliseconds();
    return fires;
}

bool TokenPass::firesByHead(int layer)
{
    const Rule& rule = m_settings.rule;
    m_result.statistics[layer] =
        m_reader.statistics(layer, rule.needs(), rule.entropyTemperature(), m_read);
    const std::span<const LayerStatistics> known(m_result.statistics.data(),
                                                 static_cast<std::size_t>(layer) + 1);
    noteTie(known);
    return rule.fires(known, m_shape);
}

bool TokenPass::firesByPreview(int layer)
{
    const bool isLast = layer == m_depth - 1; // where the token leaves in any case
    const bool fires = isLast || m_preview->firesAt(layer);
    if (isLast)
        m_preview->makeExact(layer);
    for (int known = 0; known <= layer; ++known)
        m_result.statistics[known] = m_preview->exact()[static_cast<std::size_t>(known)];
    if (m_preview->isExact(layer))
        noteTie(m_preview->exact().first(static_cast<std::size_t>(layer) + 1));
    return fires;
}

/// Where the token would have left without being watched.
int TokenPass::previewExit()
{
    for (int layer = 0; layer < m_depth - 1; ++layer) {
        if (m_preview->firesAt(layer))
            return layer;
    }
    return m_depth - 1;
}

/// False when cancelled: over a whole prompt each layer has many rows to score.
bool TokenPass::scoreAll(const CancelCheck& cancelled)
{
    const Stopwatch watch;
    const Rule& rule = m_settings.rule;
    m_reader.applyHead();
    for (int layer = 0; layer < m_reader.observedLayers(); ++layer) {
        if (ruleSeesEveryRow() && cancelled())
            return false;
        m_result.statistics[layer] =
            m_reader.statistics(layer, Needs::Everything, rule.entropyTemperature(), m_read);
    }
    m_result.exitLayer = exitLayer(rule, m_result.statistics, m_depth, m_shape);
    for (int layer = 0; layer <= m_result.exitLayer; ++layer)
        noteTie(std::span(m_result.statistics).first(static_cast<std::size_t>(layer) + 1));
    if (m_preview)
        m_result.previewExitLayer = previewExit();
    m_result.scoringMs += watch.milliseconds();
    return true;
}

void TokenPass::noteTie(std::span<const LayerStatistics> known)
{
    const int layer = static_cast<int>(known.size()) - 1;
    for (const Condition& condition : m_settings.rule.conditions) {
        // Scores that count layers are whole numbers and meet their threshold exactly.
        if (condition.criterion->range == ScoreRange::LayerCount ||
            layer < condition.criterion->firstLayer)
            continue;
        const double score = condition.score(known);
        const double threshold = condition.threshold(layer, m_shape);
        if (std::abs(score - threshold) < tieWidth)
            m_result.ties.push_back({0, layer, score, threshold});
    }
}

/// Policies `holes` and `copy`: nothing waits, and what ran past the exit was scratch.
void TokenPass::endLayersHere()
{
    const Stopwatch watch;
    // A prompt keeps what its full depth made unless the rule may end it too.
    const bool isWhole = m_kind == PassKind::Prompt && !m_settings.promptExit;
    const int kept = isWhole ? m_depth : m_result.exitLayer + 1;
    m_staircase.discardNewest(kept, m_rows);
    m_result.layersKept = kept;
    if (m_settings.kvPolicy == KvPolicy::Copy && kept < m_depth) {
        m_sequence.columns.copyOnward(m_staircase, m_result.exitLayer, m_depth);
        m_result.copyMs = watch.milliseconds();
    }
    m_staircase.dropWaiting();
}

} // namespace exitscope

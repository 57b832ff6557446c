#include "decode/tokenpass.h"

#include "decode/stopwatch.h"

#include <cmath>

namespace exitscope {

TokenPass::TokenPass(Staircase& staircase, LayerReader& reader, const Settings& settings,
                     PassKind kind, int rows)
    : m_staircase(staircase)
    , m_reader(reader)
    , m_settings(settings)
    , m_shape{staircase.layers(), staircase.model().config().vocabulary}
    , m_prompt(kind == PassKind::Prompt)
    , m_rows(rows)
    , m_depth(settings.depth(staircase.layers()))
{
    m_result.statistics.resize(static_cast<std::size_t>(m_shape.layers));
}

PassResult TokenPass::run(const CancelCheck& cancelled)
{
    const bool exact = m_settings.kvPolicy == KvPolicy::Exact;
    // A prompt stops at its exit only where the original did: under holes, when asked to.
    const bool stopsAtExit = !m_prompt || (m_settings.promptExit && !exact);
    const int runDepth = m_settings.watch ? m_shape.layers : m_depth;

    m_reader.begin(ruleSeesEveryRow() ? m_rows : 1);
    for (int layer = 0; layer < runDepth; ++layer) {
        if (cancelled()) {
            m_result.cancelled = true;
            return m_result;
        }
        runLayerAndObserve(layer);
        if (!m_settings.watch && m_result.exitLayer < 0 && firesAt(layer)) {
            m_result.exitLayer = layer;
            if (stopsAtExit)
                break;
        }
    }
    if (m_settings.watch && !scoreAll(cancelled)) {
        m_result.cancelled = true;
        return m_result;
    }
    if (m_result.exitLayer < 0)
        m_result.exitLayer = m_depth - 1;
    if (!exact)
        leaveHoles();
    return m_result;
}

bool TokenPass::ruleSeesEveryRow() const
{
    return m_prompt && m_settings.kvPolicy == KvPolicy::Holes && m_settings.promptExit &&
           m_settings.rule.criterion &&
           m_settings.rule.criterion->promptPass != PromptPass::LastPosition;
}

void TokenPass::runLayerAndObserve(int layer)
{
    const Stopwatch watch;
    const int first = m_staircase.firstMissing(layer);
    const int rows = m_staircase.advance(layer);
    if (rows > m_rows)
        m_result.carried.push_back({layer, first, first + rows - m_rows - 1});
    ++m_result.layersRun;
    m_reader.observe(m_staircase, layer);
    m_result.layersMs += watch.milliseconds();
}

bool TokenPass::firesAt(int layer)
{
    const Rule& rule = m_settings.rule;
    if (!rule.criterion)
        return false;
    const Stopwatch watch;
    const PromptPass pass =
        ruleSeesEveryRow() ? rule.criterion->promptPass : PromptPass::LastPosition;
    m_result.statistics[layer] =
        m_reader.statistics(layer, rule.needs(), rule.entropyTemperature(), pass);
    noteTie(layer);
    const std::span<const LayerStatistics> known(m_result.statistics.data(),
                                                 static_cast<std::size_t>(layer) + 1);
    const bool fires = rule.fires(known, m_shape);
    m_result.scoringMs += watch.milliseconds();
    return fires;
}

/// False when cancelled: over a whole prompt each layer has many rows to score.
bool TokenPass::scoreAll(const CancelCheck& cancelled)
{
    const Stopwatch watch;
    const Rule& rule = m_settings.rule;
    const PromptPass pass =
        ruleSeesEveryRow() ? rule.criterion->promptPass : PromptPass::LastPosition;
    m_reader.applyHead();
    for (int layer = 0; layer < m_reader.observedLayers(); ++layer) {
        if (ruleSeesEveryRow() && cancelled())
            return false;
        m_result.statistics[layer] =
            m_reader.statistics(layer, Needs::Everything, rule.entropyTemperature(), pass);
    }
    m_result.exitLayer = exitLayer(rule, m_result.statistics, m_depth, m_shape);
    for (int layer = 0; layer <= m_result.exitLayer; ++layer)
        noteTie(layer);
    m_result.scoringMs += watch.milliseconds();
    return true;
}

void TokenPass::noteTie(int layer)
{
    const Rule& rule = m_settings.rule;
    // Scores that count layers are whole numbers and meet their threshold exactly.
    if (!rule.criterion || rule.criterion->range == ScoreRange::LayerCount ||
        layer < rule.criterion->firstLayer)
        return;
    const double score =
        rule.score({m_result.statistics.data(), static_cast<std::size_t>(layer) + 1});
    const double threshold = rule.threshold(layer, m_shape);
    if (std::abs(score - threshold) < tieWidth)
        m_result.ties.push_back({0, layer, score, threshold});
}

void TokenPass::leaveHoles()
{
    // A prompt keeps what its full depth made unless the rule may end it too.
    const int kept = m_prompt && !m_settings.promptExit ? m_depth : m_result.exitLayer + 1;
    m_staircase.discardNewest(kept, m_rows);
    m_staircase.dropWaiting();
}

} // namespace exitscope

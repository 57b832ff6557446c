#include "decode/previewdecision.h"

namespace exitscope {

PreviewDecision::PreviewDecision(LayerReader& reader, const Rule& rule, const ModelShape& shape)
    : m_reader(reader)
    , m_rule(rule)
    , m_shape(shape)
    , m_needs(rule.needs())
    , m_temperature(rule.entropyTemperature())
    , m_estimates(static_cast<std::size_t>(shape.layers))
    , m_exact(m_estimates.size())
    , m_isExact(m_estimates.size())
{}

bool PreviewDecision::firesAt(int layer)
{
    m_estimates[layer] = m_reader.estimate(layer, m_needs, m_temperature);
    const auto count = static_cast<std::size_t>(layer) + 1;
    if (!m_rule.fires(std::span(m_estimates).first(count), m_shape))
        return false;
    makeExact(firstThatCounts(layer), layer);
    const std::span<const LayerStatistics> exact = std::span(m_exact).first(count);
    std::optional<bool> verdict = m_rule.verdict(exact, m_shape);
    if (!verdict) { // the exact scores hang on layers that the estimates could do without
        makeExact(0, layer);
        verdict = m_rule.verdict(exact, m_shape);
    }
    return verdict.value_or(false);
}

/// The first of the layers up to `layer` on whose estimates the rule's firing there rests.
int PreviewDecision::firstThatCounts(int layer) const
{
    std::vector<LayerStatistics> some(static_cast<std::size_t>(layer) + 1);
    for (int first = layer; first > 0; --first) {
        some[first] = m_estimates[first];
        if (m_rule.fires(some, m_shape))
            return first;
    }
    return 0;
}

void PreviewDecision::makeExact(int first, int last)
{
    const bool looksBack = includes(m_needs, Needs::Divergence);
    if (includes(m_needs, Needs::Head))
        m_reader.applyHead(looksBack && first > 0 ? first - 1 : first);
    for (int layer = first; layer <= last; ++layer) {
        if (m_isExact[layer])
            continue;
        m_exact[layer] = m_reader.statistics(layer, m_needs, m_temperature);
        m_isExact[layer] = true;
    }
}

} // namespace exitscope

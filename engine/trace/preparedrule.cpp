#include "trace/preparedrule.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

PreparedCondition::PreparedCondition(const Condition& condition, const ModelShape& shape)
    : m_condition(&condition)
{
    for (int layer = 0; layer < shape.layers; ++layer)
        m_thresholds.push_back(condition.threshold(layer, shape));
}

Truth PreparedCondition::holds(std::span<const LayerStatistics> layers) const
{
    const std::size_t layer = layers.size() - 1;
    const Criterion& criterion = *m_condition->criterion;
    if (static_cast<int>(layer) < criterion.firstLayer)
        return Truth::False;
    const float score = m_condition->score(layers);
    if (std::isnan(score))
        return Truth::Unknown;
    return criterion.passes(score, m_thresholds[layer]) ? Truth::True : Truth::False;
}

PreparedConditions::PreparedConditions(const Rule& rule, const Condition* leftOut,
                                       const ModelShape& shape)
    : m_isAny(rule.combine == Combine::Any)
{
    for (const Condition& condition : rule.conditions) {
        if (&condition != leftOut)
            m_conditions.emplace_back(condition, shape);
    }
}

Truth PreparedConditions::hold(std::span<const LayerStatistics> layers) const
{
    const Truth decides = m_isAny ? Truth::True : Truth::False;
    Truth whole = m_isAny ? Truth::False : Truth::True;
    for (const PreparedCondition& condition : m_conditions) {
        const Truth own = condition.holds(layers);
        if (own == decides)
            return own;
        whole = m_isAny ? std::max(whole, own) : std::min(whole, own);
    }
    return whole;
}

PreparedRule::PreparedRule(const Rule& rule, const ModelShape& shape, int depth)
    : m_rule(&rule)
    , m_depth(depth)
    , m_conditions(rule, nullptr, shape)
{}

std::optional<int> PreparedRule::exitLayer(std::span<const LayerStatistics> layers) const
{
    if (!m_rule->mayExit())
        return m_depth - 1;
    int lastFalse = -1;
    int lastUnknown = -1;
    for (int layer = 0; layer < m_depth - 1; ++layer) {
        const auto count = static_cast<std::size_t>(layer) + 1;
        if (count > layers.size())
            return std::nullopt;
        const Truth truth = m_conditions.hold(layers.first(count));
        if (truth == Truth::False)
            lastFalse = layer;
        else if (truth == Truth::Unknown)
            lastUnknown = layer;
        const int oldest = layer - m_rule->patience + 1; // of the layers that must hold in a row
        if (layer < m_rule->minimumLayer || oldest < 0 || lastFalse >= oldest)
            continue;
        return lastUnknown >= oldest ? std::nullopt : std::optional(layer);
    }
    return m_depth - 1;
}

} // namespace exitscope

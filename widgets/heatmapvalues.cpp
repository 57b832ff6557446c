#include "widgets/heatmapvalues.h"

#include "widgets/recordedscore.h"
#include "widgets/roundstep.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
void HeatmapValues::rebuild(const Run& run, const HeatmapQuantity& quantity)
{
    m_quantity = quantity;
    m_rule = quantity.shownRule(run);
    m_layers = run.model.layers;
    m_tokens = 0;
    m_values.clear();
    m_least = unknownScore;
    m_greatest = unknownScore;
    append(run);
}

bool HeatmapValues::changesColumns(const Run& run, const Rule& rule) const
{
    const auto leads = [](const Rule& one) {
        return one.mayExit() ? one.leading()->criterion : nullptr;
    };
    // A score depends on nothing else of its rule.
    if (leads(rule) != leads(m_rule) || rule.entropyTemperature() != m_rule.entropyTemperature())
        return true;
    if (!m_quantity.isDiverging() || rule == m_rule)
        return false;
    // Columns of other criteria take the newest thresholds.
    return !hasCriteriaOf(rule, m_rule) ||
           std::ranges::any_of(run.settings, [&rule](const SettingsChange& change) {
               return !hasCriteriaOf(ruleInForce(change.settings), rule);
           });
}

void HeatmapValues::append(const Run& run)
{
    Rule rule = m_quantity.shownRule(run);
    if (m_tokens > 0 && changesColumns(run, rule))
        return rebuild(run, HeatmapQuantity(m_quantity));
    m_rule = std::move(rule);
    const auto layers = static_cast<std::size_t>(m_layers);
    // The vector's own growth doubles its capacity; resizing token by token would not lose that.
    m_values.resize(run.tokens.size() * layers);
    for (; m_tokens < static_cast<int>(run.tokens.size()); ++m_tokens) {
        const std::span<float> column(m_values.data() + static_cast<std::size_t>(m_tokens) * layers,
                                      layers);
        m_quantity.fillColumn(run, m_tokens, m_rule, column);
        for (const float value : column) {
            if (std::isinf(value))
                continue;
            // fmin and fmax pass over NaN.
            m_least = std::fmin(m_least, value);
            m_greatest = std::fmax(m_greatest, value);
        }
    }
}

float HeatmapValues::mean(int first, int last, int layer) const
{
    if (first == last)
        return at(first, layer);
    double sum = 0;
    int known = 0;
    for (int token = first; token <= last; ++token) {
        const float value = at(token, layer);
        if (!std::isnan(value)) {
            sum += value;
            ++known;
        }
    }
    return known ? static_cast<float>(sum / known) : unknownScore;
}

ColorRange HeatmapValues::range() const
{
    using Kind = HeatmapQuantity::Kind;
    if (m_quantity.kind() == Kind::EmittedProbability)
        return {};
    if (m_quantity.kind() == Kind::PredictionChanged)
        return {0, 1, 1};
    if (std::isnan(m_least))
        return m_quantity.isDiverging() ? ColorRange{-1, 1, 0.5} : ColorRange{};
    if (m_quantity.isDiverging()) {
        const double reach = std::max({std::abs(m_least), std::abs(m_greatest), 1e-3F});
        const double step = roundStep(reach / 3);
        const double end = step * std::ceil(reach / step - 1e-6);
        return {-end, end, step};
    }
    const double length = std::max<double>(m_greatest - m_least, 1e-3);
    const double step = roundStep(length / 5);
    const double lower = step * std::floor(m_least / step + 1e-6);
    const double upper = step * std::ceil(m_greatest / step - 1e-6);
    return {lower, std::max(upper, lower + step), step};
}

} // namespace exitscope

#include "widgets/heatmapvalues.h"

#include "widgets/recordedscore.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

using Kind = HeatmapQuantity::Kind;

HeatmapValues HeatmapValues::shapeOnly(int tokens, int layers)
{
    HeatmapValues values;
    values.m_quantity = HeatmapQuantity(Kind::PredictionChanged); // needs no range
    values.m_tokens = tokens;
    values.m_layers = layers;
    return values;
}

void HeatmapValues::rebuild(const Run& run, const HeatmapQuantity& quantity)
{
    m_quantity = quantity;
    m_rule = quantity.shownRule(run);
    m_shape = run.model.shape();
    m_layers = run.model.layers;
    m_tokens = 0;
    m_values.clear();
    m_tallies.reset(m_layers);
    m_extents.clear();
    m_whole = {};
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
    RulesInForce rules;
    for (; m_tokens < static_cast<int>(run.tokens.size()); ++m_tokens) {
        const auto token = static_cast<std::size_t>(m_tokens);
        const std::span<float> column(m_values.data() + token * layers, layers);
        m_quantity.fillColumn(run, m_tokens, m_rule, rules.at(run, m_tokens), column);
        m_tallies.append(column, run.tokens[token].cells);
        Extent& extent = m_extents.emplace_back();
        for (const float value : column)
            extent.add(value);
        m_whole.add(extent);
    }
    updateRange();
}

void HeatmapValues::updateStates(const Run& run, int first)
{
    const auto layers = static_cast<std::size_t>(m_layers);
    first = std::clamp(first, 0, m_tokens);
    m_tallies.truncate(first);
    for (auto token = static_cast<std::size_t>(first); token < std::size_t(m_tokens); ++token)
        m_tallies.append(std::span(m_values.data() + token * layers, layers),
                         run.tokens[token].cells);
}

float HeatmapValues::mean(int first, int last, int layer) const
{
    return first == last ? at(first, layer) : tally(first, last, layer).mean();
}

void HeatmapValues::setScale(const ScaleChoice& scale)
{
    m_scale = scale;
    updateRange();
}

void HeatmapValues::setShown(int first, int last)
{
    if (first == m_firstShown && last == m_lastShown)
        return;
    m_firstShown = first;
    m_lastShown = last;
    if (m_scale.range == RangeKind::Screen)
        updateRange();
}

bool HeatmapValues::mayBeLogarithmic() const
{
    return !m_quantity.isDiverging() && m_quantity.kind() != Kind::PredictionChanged &&
           !(m_whole.least < 0);
}

QString HeatmapValues::rangeText() const
{
    switch (m_scale.range) {
    case RangeKind::Run:
        return tr("range of the run");
    case RangeKind::Screen:
        return tr("range of the tokens shown");
    case RangeKind::Full:
        return tr("full range");
    }
    return {};
}

Extent HeatmapValues::shownExtent() const
{
    Extent extent;
    for (int token = std::max(0, m_firstShown); token <= std::min(m_lastShown, m_tokens - 1);
         ++token)
        extent.add(m_extents[static_cast<std::size_t>(token)]);
    return extent;
}

ColorRange HeatmapValues::linearRange(const Extent& values) const
{
    if (m_quantity.isDiverging())
        return values.isEmpty()
                   ? ColorRange{-1, 1, 0.5}
                   : signedRange(std::max(std::abs(values.least), std::abs(values.greatest)));
    return values.isEmpty()
               ? ColorRange{}
               : roundRange(values.least, values.greatest, m_quantity.isCount(m_rule) ? 1 : 0);
}

ColorRange HeatmapValues::fullRange() const
{
    const ColorRange ofRun = linearRange(m_whole);
    auto [lower, upper] = m_quantity.limits(m_rule, m_shape);
    // Scores with another limit, or with none, show it by their values.
    if (m_whole.least < lower)
        lower = m_quantity.isDiverging() ? ofRun.lower : -1;
    if (!(m_whole.greatest <= upper) && !m_whole.isEmpty())
        upper = ofRun.upper;
    if (m_quantity.isDiverging())
        return signedRange(std::max(-lower, upper));
    if (!(upper > lower))
        return ofRun;
    ColorRange full = roundRange(lower, upper, m_quantity.isCount(m_rule) ? 1 : 0);
    full.lower = lower;
    full.upper = upper;
    return full;
}

void HeatmapValues::updateRange()
{
    if (m_quantity.kind() == Kind::PredictionChanged) {
        m_range = {0, 1, 1};
        return;
    }
    const Extent values = m_scale.range == RangeKind::Screen ? shownExtent() : m_whole;
    m_range = m_scale.range == RangeKind::Full ? fullRange() : linearRange(values);
    if (m_scale.logarithmic && mayBeLogarithmic())
        m_range = logarithmicRange(m_range, values, m_quantity.isCount(m_rule));
}

} // namespace exitscope

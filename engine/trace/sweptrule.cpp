#include "trace/sweptrule.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

constexpr double always = std::numeric_limits<double>::infinity();

const Condition& conditionOn(const Rule& rule, const Criterion* criterion)
{
    if (const Condition* found = criterion ? rule.find(criterion) : nullptr)
        return *found;
    throw Error(ErrorCode::WrongUse,
                "The rule \"" + rule.name() + "\" has no condition on " +
                    (criterion ? std::string(criterion->name) : "no criterion") +
                    " whose threshold could be varied; add it to the rule.");
}

bool firesAbove(Comparison comparison)
{
    return comparison == Comparison::Above || comparison == Comparison::AtLeast;
}

double unitOf(const Condition& condition, const ModelShape& shape)
{
    const auto unit = condition.criterion->unit;
    return unit ? unit(shape, condition.parameters) : 1;
}

/// Whether the one parameter of `condition` is its threshold at all layers and may be `value`.
bool isItsParameter(const Condition& condition, double value, const ModelShape& shape)
{
    const auto infos = condition.criterion->parametersUnder(condition.parameters);
    if (infos.size() != 1 || !condition.thresholds.empty())
        return false;
    const ParameterInfo& info = infos.front();
    if (!(value >= info.minimum && value <= info.maximum) ||
        (info.decimals == 0 && value != std::round(value)))
        return false;
    const ParameterValues values{{std::string(info.name), value}};
    for (int layer = 0; layer < shape.layers; ++layer) {
        if (condition.criterion->threshold(layer, shape, values) != value)
            return false;
    }
    return true;
}

} // namespace

Rule withThreshold(const Rule& rule, const Criterion* varied, Sweep sweep, double value,
                   const ModelShape& shape)
{
    const Condition& given = conditionOn(rule, varied);
    Condition changed = given;
    if (sweep == Sweep::Shift) {
        changed.thresholds.clear();
        for (int layer = 0; layer < shape.layers; ++layer)
            changed.thresholds.push_back(given.threshold(layer, shape) / unitOf(given, shape) +
                                         value);
    } else {
        changed.thresholds.clear();
        if (isItsParameter(changed, value, shape))
            changed.parameters.begin()->second = value;
        else
            changed.thresholds = {value};
    }
    Rule result = rule;
    result.conditions[static_cast<std::size_t>(&given - rule.conditions.data())] =
        std::move(changed);
    return result;
}

SweptRule::SweptRule(const Rule& rule, const Criterion* varied, Sweep sweep,
                     const ModelShape& shape, int depth)
    : m_rule(&rule)
    , m_varied(&conditionOn(rule, varied))
    , m_others(rule, m_varied, shape)
    , m_unit(unitOf(*m_varied, shape))
    , m_sign(firesAbove(varied->comparison) ? 1 : -1)
    , m_isStrict(varied->comparison == Comparison::Above || varied->comparison == Comparison::Below)
    , m_isScore(sweep == Sweep::Constant && m_unit == 1)
    , m_depth(depth)
{
    for (int layer = 0; layer < shape.layers; ++layer)
        m_offsets.push_back(sweep == Sweep::Shift ? m_varied->threshold(layer, shape) / m_unit : 0);
}

SweptRule::Reach SweptRule::ownReach(std::span<const LayerStatistics> layers) const
{
    const std::size_t layer = layers.size() - 1;
    if (static_cast<int>(layer) < m_varied->criterion->firstLayer)
        return {-always, -always};
    const double score = m_varied->score(layers);
    if (std::isnan(score))
        return {-always, always};
    const double reach = m_sign * (score / m_unit - m_offsets[layer]);
    return {reach, reach};
}

/// Of the whole combination at the last of `layers`.
SweptRule::Reach SweptRule::reachAt(std::span<const LayerStatistics> layers) const
{
    const bool isAny = m_rule->combine == Combine::Any;
    const Truth others = m_others.hold(layers);
    if (others == (isAny ? Truth::True : Truth::False))
        return isAny ? Reach{always, always} : Reach{-always, -always};
    Reach reach = ownReach(layers);
    if (others == Truth::Unknown)
        (isAny ? reach.possible : reach.certain) = isAny ? always : -always;
    return reach;
}

SweptRule::Reach SweptRule::reachInARow(std::span<const Reach> reaches, int layer) const
{
    const int oldest = layer - m_rule->patience + 1;
    if (layer < m_rule->minimumLayer || oldest < 0)
        return {-always, -always};
    Reach row{always, always};
    for (int l = oldest; l <= layer; ++l) {
        row.certain = std::min(row.certain, reaches[static_cast<std::size_t>(l)].certain);
        row.possible = std::min(row.possible, reaches[static_cast<std::size_t>(l)].possible);
    }
    return row;
}

void SweptRule::stepsOf(std::span<const LayerStatistics> layers, std::vector<ExitStep>& steps) const
{
    steps.clear();
    std::vector<Reach> reaches;
    double passed = -always; // up to here an earlier layer has settled the exit
    const auto settle = [&](double upTo, int layer) {
        if (upTo > passed)
            steps.push_back({passed = upTo, layer});
    };
    for (int layer = 0; layer < m_depth - 1 && passed < always; ++layer) {
        const auto count = static_cast<std::size_t>(layer) + 1;
        if (count > layers.size())
            return settle(always, -1);
        reaches.push_back(reachAt(layers.first(count)));
        const Reach row = reachInARow(reaches, layer);
        settle(row.certain, layer);
        settle(row.possible, -1);
    }
    settle(always, m_depth - 1);
}

} // namespace exitscope

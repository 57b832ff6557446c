#include "widgets/recordedscore.h"

#include <algorithm>
#include <utility>

namespace exitscope {

const Rule& ruleInForce(const Settings& settings)
{
    static const Rule none;
    return settings.ruleApplies() ? settings.rule : none;
}

const Rule& RulesInForce::at(const Run& run, int token)
{
    const Rule& rule = ruleInForce(run.settingsAt(token));
    const ModelShape shape = run.model.shape();
    if (rule == m_rule && shape.layers == m_shape.layers && shape.vocabulary == m_shape.vocabulary)
        return m_ready;
    m_rule = rule;
    m_ready = rule;
    m_shape = shape;
    for (Condition& condition : m_ready.conditions) {
        const Criterion& criterion = *condition.criterion;
        // In another unit they would have to be converted back at each look-up.
        if (criterion.unit && criterion.unit(shape, condition.parameters) != 1)
            continue;
        std::vector<double> thresholds;
        for (int layer = 0; layer < shape.layers; ++layer)
            thresholds.push_back(condition.threshold(layer, shape));
        condition.thresholds = std::move(thresholds);
    }
    return m_ready;
}

bool hasCriteriaOf(const Rule& rule, const Rule& other)
{
    return std::ranges::equal(rule.conditions, other.conditions, {}, &Condition::criterion,
                              &Condition::criterion) &&
           (rule.combine == other.combine || rule.conditions.size() < 2);
}

bool shapesThreshold(const Criterion& criterion, const ParameterInfo& info)
{
    constexpr ModelShape shape{8, 32000};
    ParameterValues low = criterion.defaults();
    ParameterValues high = low;
    low[std::string(info.name)] = info.minimum;
    high[std::string(info.name)] = info.maximum;
    for (int layer = 0; layer < shape.layers; ++layer) {
        if (criterion.threshold(layer, shape, low) != criterion.threshold(layer, shape, high))
            return true;
    }
    return false;
}

float recordedScore(const Run& run, int token, const Condition& condition, int layer)
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const auto count = static_cast<std::size_t>(layer) + 1;
    if (layer < 0 || count > trace.layers.size())
        return unknownScore;
    return condition.score(std::span(trace.layers).first(count));
}

std::optional<int> recordedExit(const Run& run, int token, const Rule& rule, int depth)
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    return knownExitLayer(rule, trace.layers, depth, run.model.shape());
}

const Condition* decisiveAtExit(const Run& run, int token, const Rule& rule)
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const auto count = static_cast<std::size_t>(trace.exitLayer + 1);
    const Condition* decisive =
        count <= trace.layers.size()
            ? rule.decisive(std::span(trace.layers).first(count), run.model.shape())
            : nullptr;
    return decisive ? decisive : rule.leading();
}

} // namespace exitscope

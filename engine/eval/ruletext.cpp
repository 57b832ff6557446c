#include "eval/ruletext.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace exitscope {

namespace {

/// The shortest digits that give `value` back.
std::string digits(double value)
{
    char buffer[64];
    return {buffer, std::to_chars(std::begin(buffer), std::end(buffer), value).ptr};
}

std::string parameterOptions(const Condition& condition, const ModelShape& shape)
{
    std::string text;
    for (const ParameterInfo& info : condition.criterion->parameters) {
        if (!condition.thresholds.empty() && movesOnlyThresholds(condition, info.name, shape))
            continue;
        const double value = parameter(condition.parameters, info.name);
        text += " --" + std::string(info.name) + ' ';
        text += info.isSwitch ? std::string(value != 0 ? "true" : "false") : digits(value);
    }
    return text;
}

std::string thresholdOptions(const Condition& condition, bool isNamed)
{
    std::string list;
    for (const double threshold : condition.thresholds)
        list.append(list.empty() ? "" : ",").append(digits(threshold));
    if (list.empty())
        return {};
    return std::string(" --thresholds ")
        .append(isNamed ? condition.name() + ':' : std::string())
        .append(list);
}

} // namespace

bool movesOnlyThresholds(const Condition& condition, std::string_view name, const ModelShape& shape)
{
    const Criterion& criterion = *condition.criterion;
    const auto infos = criterion.parametersUnder(condition.parameters);
    const auto info = std::ranges::find(infos, name, &ParameterInfo::name);
    if (info == infos.end())
        return false;
    ParameterValues least = condition.parameters;
    ParameterValues greatest = condition.parameters;
    least[std::string(name)] = info->minimum;
    greatest[std::string(name)] = info->maximum;
    if (criterion.unit && criterion.unit(shape, least) != criterion.unit(shape, greatest))
        return false;
    for (int layer = 0; layer < shape.layers; ++layer) {
        if (criterion.threshold(layer, shape, least) != criterion.threshold(layer, shape, greatest))
            return true;
    }
    return false;
}

std::string ruleAsOptions(const Rule& rule, const ModelShape& shape)
{
    const bool isJoined = rule.conditions.size() > 1;
    std::string text = "--criteria " + rule.name();
    if (isJoined)
        text += std::string(" --combine ") + fieldName(rule.combine);
    for (const Condition& condition : rule.conditions)
        text += parameterOptions(condition, shape) + thresholdOptions(condition, isJoined);
    if (rule.patience != 1)
        text += " --patience " + std::to_string(rule.patience);
    if (rule.minimumLayer != 0)
        text += " --minimum_layer " + std::to_string(rule.minimumLayer);
    return text;
}

} // namespace exitscope

#include "exit/rule.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace exitscope {

namespace {

std::string criterionNames()
{
    std::string names;
    for (const Criterion* criterion : allCriteria())
        names += std::string(criterion->name) + ", ";
    return names + "none";
}

const ParameterInfo& parameterInfo(const Criterion& criterion, std::string_view name)
{
    const auto found = std::ranges::find(criterion.parameters, name, &ParameterInfo::name);
    if (found != criterion.parameters.end())
        return *found;
    std::string known;
    for (const ParameterInfo& info : criterion.parameters)
        known += (known.empty() ? "" : ", ") + std::string(info.name);
    throw Error(ErrorCode::WrongUse, std::string(criterion.name) + " has no parameter \"" +
                                         std::string(name) + "\"; it has " + known + '.');
}

void checkRange(const ParameterInfo& info, double value)
{
    std::ostringstream sentence;
    sentence << info.name << " is " << value << ", but must be ";
    if (!(value >= info.minimum && value <= info.maximum)) {
        sentence << "between " << info.minimum << " and " << info.maximum << '.';
        throw Error(ErrorCode::WrongUse, sentence.str());
    }
    if (info.decimals == 0 && value != std::round(value))
        throw Error(ErrorCode::WrongUse, sentence.str() + "a whole number.");
}

} // namespace

float Rule::score(std::span<const LayerStatistics> layers) const
{
    return criterion ? criterion->score(layers, parameters) : unknownScore;
}

double Rule::threshold(int layer, const ModelShape& shape) const
{
    return criterion ? criterion->threshold(layer, shape, parameters)
                     : std::numeric_limits<double>::quiet_NaN();
}

bool Rule::fires(std::span<const LayerStatistics> layers, const ModelShape& shape) const
{
    const int layer = static_cast<int>(layers.size()) - 1;
    return criterion && layer >= criterion->firstLayer &&
           criterion->passes(score(layers), threshold(layer, shape));
}

double Rule::entropyTemperature() const
{
    const auto found = parameters.find("entropy_temp");
    return found == parameters.end() ? 1 : found->second;
}

Rule makeRule(std::string_view criterion, const ParameterValues& values)
{
    Rule rule;
    if (criterion.empty() || criterion == "none") {
        if (!values.empty())
            throw Error(ErrorCode::WrongUse,
                        values.begin()->first +
                            " is set, but no criterion is chosen that uses it.");
        return rule;
    }
    rule.criterion = findCriterion(criterion);
    if (!rule.criterion)
        throw Error(ErrorCode::WrongUse, "There is no criterion \"" + std::string(criterion) +
                                             "\"; the known ones are " + criterionNames() + '.');
    rule.parameters = rule.criterion->defaults();
    for (const auto& [name, value] : values) {
        checkRange(parameterInfo(*rule.criterion, name), value);
        rule.parameters[name] = value;
    }
    return rule;
}

int exitLayer(const Rule& rule, std::span<const LayerStatistics> layers, int depth,
              const ModelShape& shape)
{
    for (int layer = 0; layer < depth; ++layer) {
        if (rule.fires(layers.first(static_cast<std::size_t>(layer) + 1), shape))
            return layer;
    }
    return depth - 1;
}

} // namespace exitscope

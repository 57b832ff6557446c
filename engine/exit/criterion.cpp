#include "exit/criterion.h"

#include "exit/registry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace exitscope {

ParameterValues Criterion::defaults() const
{
    ParameterValues values;
    for (const ParameterInfo& info : parameters)
        values.emplace(info.name, info.defaultValue);
    return values;
}

namespace {

bool isOn(std::string_view name, const ParameterValues& values)
{
    const auto found = values.find(name);
    return found != values.end() && found->second != 0;
}

} // namespace

std::vector<ParameterInfo> Criterion::parametersUnder(const ParameterValues& values) const
{
    std::vector<ParameterInfo> infos = parameters;
    for (ParameterInfo& info : infos) {
        if (!info.other || !isOn(info.other->when, values))
            continue;
        info.help = info.other->help;
        info.defaultValue = info.other->defaultValue;
        info.minimum = info.other->minimum;
        info.maximum = info.other->maximum;
        info.decimals = info.other->decimals;
    }
    return infos;
}

ParameterValues Criterion::merged(const ParameterValues& recommended,
                                  const ParameterValues& given) const
{
    ParameterValues values = given;
    values.insert(recommended.begin(), recommended.end());
    for (const ParameterInfo& info : parameters) {
        if (info.other && !given.contains(info.name) &&
            isOn(info.other->when, values) != isOn(info.other->when, recommended))
            values.erase(std::string(info.name));
    }
    return values;
}

bool Criterion::passes(float value, double limit) const
{
    switch (comparison) {
    case Comparison::Above:
        return value > limit;
    case Comparison::AtLeast:
        return value >= limit;
    case Comparison::Below:
        return value < limit;
    case Comparison::AtMost:
        return value <= limit;
    }
    return false;
}

double Criterion::signedDistance(float value, double limit, const ModelShape& shape) const
{
    const bool firesAbove = comparison == Comparison::Above || comparison == Comparison::AtLeast;
    const double beyond = firesAbove ? value - limit : limit - value;
    return beyond / rangeWidth(shape);
}

double Criterion::rangeWidth(const ModelShape& shape) const
{
    switch (range) {
    case ScoreRange::One:
        return 1;
    case ScoreRange::LogVocabulary:
        return std::log(static_cast<double>(shape.vocabulary));
    case ScoreRange::LayerCount:
        return shape.layers;
    }
    return 1;
}

std::span<const Criterion* const> allCriteria()
{
#define EXITSCOPE_CRITERION_ADDRESS(name) &name(),
    static const auto criteria =
        std::to_array<const Criterion*>({EXITSCOPE_CRITERIA(EXITSCOPE_CRITERION_ADDRESS)});
#undef EXITSCOPE_CRITERION_ADDRESS
    return criteria;
}

const Criterion* findCriterion(std::string_view name)
{
    const auto all = allCriteria();
    const auto found = std::ranges::find(all, name, &Criterion::name);
    return found == all.end() ? nullptr : *found;
}

double parameter(const ParameterValues& values, std::string_view name)
{
    const auto found = values.find(name);
    if (found == values.end())
        throw std::out_of_range("the criterion's parameter \"" + std::string(name) +
                                "\" is missing");
    return found->second;
}

} // namespace exitscope

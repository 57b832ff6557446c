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

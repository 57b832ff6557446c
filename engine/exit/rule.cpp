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

const ParameterInfo& parameterInfo(const Criterion& criterion,
                                   const std::vector<ParameterInfo>& infos, std::string_view name)
{
    const auto found = std::ranges::find(infos, name, &ParameterInfo::name);
    if (found != infos.end())
        return *found;
    std::string known;
    for (const ParameterInfo& info : infos)
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

void require(bool holds, const std::string& sentence)
{
    if (!holds)
        throw Error(ErrorCode::WrongUse, sentence);
}

void validate(const Condition& condition, int layers)
{
    makeCondition(condition.name(), condition.parameters, condition.thresholds);
    require(condition.thresholds.size() <= static_cast<std::size_t>(layers),
            "thresholds of " + condition.name() + " names " +
                std::to_string(condition.thresholds.size()) + " layers, and the model has " +
                std::to_string(layers) + '.');
}

} // namespace

float Condition::score(std::span<const LayerStatistics> layers) const
{
    return criterion->score(layers, parameters);
}

double Condition::threshold(int layer, const ModelShape& shape) const
{
    if (thresholds.empty())
        return criterion->threshold(layer, shape, parameters);
    const double unit = criterion->unit ? criterion->unit(shape, parameters) : 1;
    return unit * thresholds[std::min(static_cast<std::size_t>(layer), thresholds.size() - 1)];
}

std::optional<bool> Condition::holds(std::span<const LayerStatistics> layers,
                                     const ModelShape& shape) const
{
    const int layer = static_cast<int>(layers.size()) - 1;
    if (layer < criterion->firstLayer)
        return false;
    const float value = score(layers);
    if (std::isnan(value))
        return std::nullopt;
    return criterion->passes(value, threshold(layer, shape));
}

double Condition::signedDistance(std::span<const LayerStatistics> layers,
                                 const ModelShape& shape) const
{
    const int layer = static_cast<int>(layers.size()) - 1;
    if (layer < criterion->firstLayer)
        return std::numeric_limits<double>::quiet_NaN();
    return criterion->signedDistance(score(layers), threshold(layer, shape), shape);
}

double Condition::entropyTemperature() const
{
    const auto found = parameters.find("entropy_temp");
    return found == parameters.end() ? 1 : found->second;
}

Needs Rule::needs() const
{
    Needs needs = Needs::Nothing;
    for (const Condition& condition : conditions)
        needs = needs | condition.criterion->needs;
    return needs;
}

const Condition* Rule::find(const Criterion* criterion) const
{
    const auto found = std::ranges::find(conditions, criterion, &Condition::criterion);
    return found == conditions.end() ? nullptr : &*found;
}

std::optional<bool> Rule::holds(std::span<const LayerStatistics> layers,
                                const ModelShape& shape) const
{
    if (conditions.empty())
        return false;
    const bool decides = combine == Combine::Any; // this verdict of one condition settles all
    bool isKnown = true;
    for (const Condition& condition : conditions) {
        const std::optional<bool> own = condition.holds(layers, shape);
        if (own == decides)
            return decides;
        isKnown = isKnown && own.has_value();
    }
    return isKnown ? std::optional(!decides) : std::nullopt;
}

std::optional<bool> Rule::verdict(std::span<const LayerStatistics> layers,
                                  const ModelShape& shape) const
{
    const int count = static_cast<int>(layers.size());
    if (count <= minimumLayer || count < patience)
        return false;
    bool isKnown = true;
    for (int depth = count; depth > count - patience; --depth) {
        const auto own = holds(layers.first(static_cast<std::size_t>(depth)), shape);
        if (own == false)
            return false;
        isKnown = isKnown && own.has_value();
    }
    return isKnown ? std::optional(true) : std::nullopt;
}

const Condition* Rule::decisive(std::span<const LayerStatistics> layers,
                                const ModelShape& shape) const
{
    const Condition* found = nullptr;
    double reached = 0;
    for (const Condition& condition : conditions) {
        const double own = condition.signedDistance(layers, shape);
        if (std::isnan(own))
            continue;
        if (!found || (combine == Combine::Any ? own > reached : own < reached)) {
            found = &condition;
            reached = own;
        }
    }
    // A condition without a distance can turn what the others come to.
    return found && found->holds(layers, shape) == holds(layers, shape) ? found : nullptr;
}

double Rule::signedDistance(std::span<const LayerStatistics> layers, const ModelShape& shape) const
{
    const Condition* condition = decisive(layers, shape);
    return condition ? condition->signedDistance(layers, shape)
                     : std::numeric_limits<double>::quiet_NaN();
}

double Rule::entropyTemperature() const
{
    for (const Condition& condition : conditions) {
        if (includes(condition.criterion->needs, Needs::Entropy))
            return condition.entropyTemperature();
    }
    return 1;
}

std::string Rule::name() const
{
    std::string names;
    for (const Condition& condition : conditions)
        names.append(names.empty() ? "" : ",").append(condition.criterion->name);
    return names.empty() ? "none" : names;
}

Condition makeCondition(std::string_view criterion, const ParameterValues& values,
                        std::vector<double> thresholds)
{
    Condition condition{findCriterion(criterion), {}, std::move(thresholds)};
    require(condition.criterion != nullptr, "There is no criterion \"" + std::string(criterion) +
                                                "\"; the known ones are " + criterionNames() + '.');
    const auto infos = condition.criterion->parametersUnder(values);
    for (const ParameterInfo& info : infos)
        condition.parameters.emplace(info.name, info.defaultValue);
    for (const auto& [name, value] : values) {
        checkRange(parameterInfo(*condition.criterion, infos, name), value);
        condition.parameters[name] = value;
    }
    for (const double threshold : condition.thresholds)
        require(std::isfinite(threshold),
                "thresholds of " + condition.name() + " holds a value that is no number.");
    return condition;
}

Rule makeRule(std::string_view criterion, const ParameterValues& values)
{
    if (!criterion.empty() && criterion != "none")
        return {.conditions = {makeCondition(criterion, values)}};
    if (!values.empty())
        throw Error(ErrorCode::WrongUse,
                    values.begin()->first + " is set, but no criterion is chosen that uses it.");
    return {};
}

void validate(const Rule& rule, int layers)
{
    for (const Condition& condition : rule.conditions) {
        validate(condition, layers);
        require(rule.find(condition.criterion) == &condition,
                condition.name() + " is named twice in one rule; name it once.");
    }
    require(rule.patience >= 1 && rule.patience <= layers,
            "patience is " + std::to_string(rule.patience) + ", but must be from 1 to " +
                std::to_string(layers) + ", the model's number of layers.");
    require(rule.minimumLayer >= 0 && rule.minimumLayer < layers,
            "minimum_layer is " + std::to_string(rule.minimumLayer) + ", but must be from 0 to " +
                std::to_string(layers - 1) + ", the model's last layer.");
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

std::optional<int> knownExitLayer(const Rule& rule, std::span<const LayerStatistics> layers,
                                  int depth, const ModelShape& shape)
{
    if (!rule.mayExit())
        return depth - 1;
    for (int layer = 0; layer < depth - 1; ++layer) {
        const auto count = static_cast<std::size_t>(layer) + 1;
        const auto verdict =
            count <= layers.size() ? rule.verdict(layers.first(count), shape) : std::nullopt;
        if (!verdict)
            return std::nullopt;
        if (*verdict)
            return layer;
    }
    return depth - 1;
}

const char* fieldName(Combine combine)
{
    return combine == Combine::All ? "all" : "any";
}

} // namespace exitscope

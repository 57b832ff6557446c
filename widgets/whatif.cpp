#include "widgets/whatif.h"

#include "widgets/recordedscore.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

/// Four to each part of the range of layers saved, which is then finer than a slider's pixels.
constexpr std::size_t mostPoints = 1000;
constexpr int mostDigits = 9;

double unitOf(const Condition& condition, const ModelShape& shape)
{
    const auto unit = condition.criterion->unit;
    return unit ? unit(shape, condition.parameters) : 1;
}

const Settings& lastSettingsOf(const Run& run)
{
    return run.settingsAt(std::max(0, static_cast<int>(run.tokens.size()) - 1));
}

/// Without the trace of a sum in binary.
double tidied(double value)
{
    return QString::number(value, 'g', 12).toDouble();
}

bool areNear(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

bool mayBe(const ParameterInfo& info, double value)
{
    return !info.isSwitch && value >= info.minimum && value <= info.maximum &&
           (info.decimals > 0 || value == std::round(value));
}

/// `given` with its first parameters moved so that the thresholds are those wanted; nothing where
/// no number of them does it.
std::optional<Condition> byParameters(const Condition& given, Sweep sweep, double threshold,
                                      const ModelShape& shape)
{
    const double unit = unitOf(given, shape);
    Condition moved = given;
    for (const ParameterInfo& info : given.criterion->parametersUnder(given.parameters)) {
        double& value = moved.parameters[std::string(info.name)];
        value = tidied(sweep == Sweep::Shift ? value + threshold : threshold);
        if (!mayBe(info, value))
            return std::nullopt;
        bool isWanted = true;
        for (int layer = 0; layer < shape.layers && isWanted; ++layer) {
            const double base = sweep == Sweep::Shift ? given.threshold(layer, shape) / unit : 0;
            isWanted = areNear(moved.threshold(layer, shape) / unit, base + threshold);
        }
        if (isWanted)
            return moved;
    }
    return std::nullopt;
}

/// One of the point's range with as few digits as it takes.
double shortThreshold(const TradeOff& tradeOff, const TradeOffPoint& point)
{
    for (int digits = 0; digits <= mostDigits; ++digits) {
        const double scale = std::pow(10.0, digits);
        const double value = std::round(point.threshold * scale) / scale + 0.0; // no -0
        if (tradeOff.at(value).edge == point.edge)
            return value;
    }
    return point.threshold;
}

} // namespace

WhatIf askAbout(const Rule& rule, const Criterion& criterion, const ParameterValues& recommended,
                bool shifts, const ModelShape& shape)
{
    WhatIf what{rule, &criterion, Sweep::Constant};
    if (!rule.find(&criterion)) {
        Condition condition{&criterion, {}, {}};
        for (const ParameterInfo& info : criterion.parametersUnder(recommended))
            condition.parameters[std::string(info.name)] = info.defaultValue;
        for (const auto& [name, value] : recommended)
            condition.parameters[name] = value;
        what.rule.conditions = {std::move(condition)};
        what.rule.combine = Combine::Any;
    }
    if (shifts && variesOverDepth(*what.rule.find(&criterion), shape))
        what.sweep = Sweep::Shift;
    return what;
}

bool variesOverDepth(const Condition& condition, const ModelShape& shape)
{
    const double first = condition.threshold(0, shape);
    for (int layer = 1; layer < shape.layers; ++layer) {
        if (!areNear(condition.threshold(layer, shape), first))
            return true;
    }
    return false;
}

Rule ruleAt(const WhatIf& what, double threshold, const ModelShape& shape)
{
    if (thresholdOf(what, shape) == threshold)
        return what.rule;
    const Condition& given = *what.rule.find(what.varied);
    Condition bare = given;
    if (what.sweep == Sweep::Constant)
        bare.thresholds.clear();
    if (bare.thresholds.empty()) {
        if (auto moved = byParameters(bare, what.sweep, threshold, shape)) {
            Rule rule = what.rule;
            rule.conditions[static_cast<std::size_t>(&given - what.rule.conditions.data())] =
                std::move(*moved);
            return rule;
        }
    }
    return withThreshold(what.rule, what.varied, what.sweep, threshold, shape);
}

std::optional<double> thresholdOf(const WhatIf& what, const ModelShape& shape)
{
    const Condition& condition = *what.rule.find(what.varied);
    if (what.sweep == Sweep::Shift)
        return 0;
    if (variesOverDepth(condition, shape))
        return std::nullopt;
    return tidied(condition.threshold(0, shape) / unitOf(condition, shape));
}

const CurvePoint* WhatIfCurve::nearest(double layersSaved) const
{
    const auto found = std::ranges::min_element(points, {}, [layersSaved](const CurvePoint& point) {
        return std::abs(point.layersSaved - layersSaved);
    });
    return found == points.end() ? nullptr : &*found;
}

WhatIfCurve curveOf(const Run& run, const WhatIf& what)
{
    const TradeOff tradeOff =
        tradeOffOf(run, what.rule, what.varied, what.sweep, depthLimitOf(run));
    WhatIfCurve curve{what, {}};
    for (const TradeOffPoint& point : tradeOff.thinned(mostPoints)) {
        if (point.totals.replayed > 0)
            curve.points.push_back({shortThreshold(tradeOff, point), point.totals.layersSaved(),
                                    point.totals.agreement()});
    }
    return curve;
}

bool isWatched(const Run& run)
{
    return std::ranges::any_of(run.tokens,
                               [](const TokenTrace& token) { return !token.top.empty(); });
}

int depthLimitOf(const Run& run)
{
    const Settings& settings = lastSettingsOf(run);
    return settings.speculates() ? -1 : settings.exitLayerLimit;
}

const Rule& lastRuleOf(const Run& run)
{
    return ruleInForce(lastSettingsOf(run));
}

ReplayTotals recordedTotals(const Run& run)
{
    ReplayTotals totals;
    totals.layers = run.model.layers;
    for (std::size_t i = 0; i < run.tokens.size(); ++i)
        totals.add(run.tokens[i], i == 0, run.tokens[i].exitLayer);
    return totals;
}

} // namespace exitscope

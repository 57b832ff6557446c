#pragma once

#include "exit/criterion.h"

#include <optional>
#include <string>

namespace exitscope {

/// One criterion with its parameters, complete, as part of a rule. A value type.
struct Condition
{
    const Criterion* criterion = nullptr; ///< never null in a rule
    ParameterValues parameters;
    /// By layer, in the place of the criterion's own schedule and in the unit of its parameters;
    /// the last holds for all deeper layers. Empty: the criterion's.
    std::vector<double> thresholds;

    std::string name() const { return std::string(criterion->name); }
    /// Of the last entry of `layers` (statistics of layers 0..l); NaN where undefined or unknown.
    float score(std::span<const LayerStatistics> layers) const;
    double threshold(int layer, const ModelShape& shape) const;
    /// Whether score and threshold compare at the last layer; nothing where the score is unknown.
    /// Below the criterion's first layer it never holds.
    std::optional<bool> holds(std::span<const LayerStatistics> layers,
                              const ModelShape& shape) const;
    /// Positive where it holds, in units of the score's range; NaN below the first layer and where
    /// the score is unknown.
    double signedDistance(std::span<const LayerStatistics> layers, const ModelShape& shape) const;
    /// Temperature at which the entropy is read; 1 where none is.
    double entropyTemperature() const;

    bool operator==(const Condition&) const = default;
};

enum class Combine
{
    Any, ///< one condition is enough
    All
};

/// The exit rule in force: one or several criteria, or none (full depth). A value type.
struct Rule
{
    std::vector<Condition> conditions; ///< each criterion at most once
    Combine combine = Combine::Any;
    int patience = 1;     ///< layers in a row at which the conditions must hold, the exit included
    int minimumLayer = 0; ///< layers below never let a token out

    /// Whether a token can leave at all.
    bool mayExit() const { return !conditions.empty(); }
    Needs needs() const;
    /// The condition on `criterion`, or nullptr.
    const Condition* find(const Criterion* criterion) const;
    /// The first condition, or nullptr: for views that have room for one.
    const Condition* leading() const { return conditions.empty() ? nullptr : &conditions.front(); }
    /// Whether the combined conditions hold at the last layer of `layers`; nothing where an unknown
    /// score decides. Neither patience nor the minimum layer is asked.
    std::optional<bool> holds(std::span<const LayerStatistics> layers,
                              const ModelShape& shape) const;
    /// Whether the rule lets the token out at the last layer of `layers`; nothing where an unknown
    /// score decides.
    std::optional<bool> verdict(std::span<const LayerStatistics> layers,
                                const ModelShape& shape) const;
    bool fires(std::span<const LayerStatistics> layers, const ModelShape& shape) const
    {
        return verdict(layers, shape).value_or(false);
    }
    /// The condition on which the combination hangs at the last layer: of any-of the one nearest to
    /// holding or farthest past its threshold, of all-of the one farthest behind. nullptr where it
    /// is not known, or where a condition below its first layer keeps all-of from holding.
    const Condition* decisive(std::span<const LayerStatistics> layers,
                              const ModelShape& shape) const;
    /// That condition's distance: positive where the conditions hold.
    double signedDistance(std::span<const LayerStatistics> layers, const ModelShape& shape) const;
    /// Temperature at which the rule reads its entropy; 1 where it reads none.
    double entropyTemperature() const;
    /// The criteria's names joined by commas, or "none".
    std::string name() const;

    bool operator==(const Rule&) const = default;
};

/// A condition by criterion name; missing parameters take their defaults. Throws Error(WrongUse)
/// for an unknown criterion or parameter, or a value out of range.
Condition makeCondition(std::string_view criterion, const ParameterValues& values = {},
                        std::vector<double> thresholds = {});

/// A rule of one criterion ("" and "none" give full depth). Throws as makeCondition.
Rule makeRule(std::string_view criterion, const ParameterValues& values = {});

/// Checks a rule that was put together by hand. Throws Error(WrongUse): a criterion twice, a
/// parameter out of range, patience or minimum layer that `layers` layers cannot meet, more
/// thresholds than layers.
void validate(const Rule& rule, int layers);

/// First layer at which the rule fires, or `depth` - 1 when it never does. `layers` holds the
/// statistics of layers 0..depth-1 at least.
int exitLayer(const Rule& rule, std::span<const LayerStatistics> layers, int depth,
              const ModelShape& shape);

/// The same, or nothing where a score on the way that decides was not recorded.
std::optional<int> knownExitLayer(const Rule& rule, std::span<const LayerStatistics> layers,
                                  int depth, const ModelShape& shape);

const char* fieldName(Combine combine);

} // namespace exitscope

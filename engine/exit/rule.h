#pragma once

#include "exit/criterion.h"

#include <optional>
#include <string>

namespace exitscope {

/// The exit rule in force: a criterion with its parameters, or none (full depth).
/// A value type; the parameters are complete (see makeRule).
struct Rule
{
    const Criterion* criterion = nullptr;
    ParameterValues parameters;

    Needs needs() const { return criterion ? criterion->needs : Needs::Nothing; }
    /// NaN where there is no criterion or the score is undefined.
    float score(std::span<const LayerStatistics> layers) const;
    /// NaN where there is no criterion.
    double threshold(int layer, const ModelShape& shape) const;
    /// Whether the rule lets the token out at the last layer of `layers`.
    bool fires(std::span<const LayerStatistics> layers, const ModelShape& shape) const;
    /// Temperature at which the rule reads its entropy; 1 where it reads none.
    double entropyTemperature() const;
    std::string name() const { return criterion ? std::string(criterion->name) : "none"; }

    bool operator==(const Rule&) const = default;
};

/// A rule by criterion name ("" and "none" give full depth); missing parameters take their
/// defaults. Throws Error(WrongUse) for an unknown criterion or parameter, or a value out of range.
Rule makeRule(std::string_view criterion, const ParameterValues& values = {});

/// First layer at which the rule fires, or `depth` - 1 when it never does. `layers` holds the
/// statistics of layers 0..depth-1 at least.
int exitLayer(const Rule& rule, std::span<const LayerStatistics> layers, int depth,
              const ModelShape& shape);

} // namespace exitscope

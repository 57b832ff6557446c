#pragma once

#include "exit/rule.h"
#include "trace/run.h"

#include <vector>

namespace exitscope {

/// What the plot of one token's scores against a condition's thresholds shows, by layer.
struct ScheduleCurve
{
    Condition condition; ///< its criterion is null where nothing is shown
    std::vector<double> thresholds;
    std::vector<double> scores; ///< empty without a token; NaN where unknown
    int exitLayer = -1;         ///< where the token left; -1 without a token
    int minimumLayer = 0;       ///< below it nothing lets a token out
    int wouldLeaveAt = -1;      ///< where the condition would have let it out; -1: not shown
    int selectedLayer = -1;     ///< -1 for none

    /// Whether the score at `layer` is known, passes its threshold, and counts.
    bool fires(int layer) const;
};

/// The thresholds of `condition`, with the minimum layer of `rule` or the criterion's own.
ScheduleCurve scheduleCurve(const Condition& condition, const Rule& rule, const ModelShape& shape);

/// Adds what `token` of `run` scored, and where it left.
void addToken(ScheduleCurve& curve, const Run& run, int token);

} // namespace exitscope

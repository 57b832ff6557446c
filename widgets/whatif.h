#pragma once

#include "trace/tradeoff.h"

#include <optional>
#include <vector>

namespace exitscope {

/// A rule of which one criterion's threshold is asked about.
struct WhatIf
{
    Rule rule;
    const Criterion* varied = nullptr; ///< has a condition in the rule
    Sweep sweep = Sweep::Constant;

    bool operator==(const WhatIf&) const = default;
};

/// `rule` where it has a condition on `criterion`, else that criterion alone at `recommended`
/// values with the patience and minimum layer of `rule`. `shifts`: thresholds that differ from
/// layer to layer are moved together, else there is one for all layers.
WhatIf askAbout(const Rule& rule, const Criterion& criterion, const ParameterValues& recommended,
                bool shifts, const ModelShape& shape);

/// Whether the condition's thresholds differ from layer to layer.
bool variesOverDepth(const Condition& condition, const ModelShape& shape);

/// As withThreshold, but said by the criterion's own parameters where they can say it, so that who
/// adopts the rule finds figures to go on from, not a list by layer.
Rule ruleAt(const WhatIf& what, double threshold, const ModelShape& shape);

/// The threshold at which the rule is as given; nothing where one for all layers cannot be.
std::optional<double> thresholdOf(const WhatIf& what, const ModelShape& shape);

/// What a range of thresholds comes to.
struct CurvePoint
{
    double threshold = 0; ///< of the range, with as few digits as it takes
    double layersSaved = 0;
    std::optional<double> agreement; ///< nothing where none could be compared
};

/// Agreement against layers saved over all thresholds, from the one that lets nobody out on.
struct WhatIfCurve
{
    WhatIf what;
    std::vector<CurvePoint> points; ///< empty where the run has no such scores

    bool isRecorded() const { return !points.empty(); }
    /// The point that saves the most like `layersSaved`; null without points.
    const CurvePoint* nearest(double layersSaved) const;
};

WhatIfCurve curveOf(const Run& run, const WhatIf& what);

/// Whether some token has the scores of all layers.
bool isWatched(const Run& run);
/// The layers that the run allowed its tokens, as replay takes it; drafts may pass their limit.
int depthLimitOf(const Run& run);
/// The rule that the run ended with; none where it asked none.
const Rule& lastRuleOf(const Run& run);
/// What the run's own exits come to.
ReplayTotals recordedTotals(const Run& run);

} // namespace exitscope

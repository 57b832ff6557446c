#pragma once

#include "trace/run.h"
#include "trace/sweptrule.h"

#include <optional>
#include <span>
#include <vector>

namespace exitscope {

/// What one prompt says about each threshold of a grid.
struct CalibrationUnit
{
    int tokens = 0;
    /// By grid point, 0..1: share of its tokens whose choice would not be that of full depth.
    std::vector<double> losses;
    /// By grid point, 0..1: share of decode layers past the exit.
    std::vector<double> layersSaved;
};

/// Of a run that wrote one prompt's text at full depth while it was watched, so that each token is
/// judged on full depth's own text. A token whose exit or top-1 at a threshold is not known counts
/// as a loss. For `rule`, `varied`, `sweep` and `depthLimit` see tradeOffOf. Throws
/// Error(WrongUse): as withThreshold, and for a run with a token that was not watched or whose text
/// is not full depth's.
CalibrationUnit calibrationUnit(const Run& run, const Rule& rule, const Criterion* varied,
                                Sweep sweep, std::span<const double> grid, int depthLimit = -1);

/// Thresholds from one at which the condition hardly ever holds to the most daring, in the unit of
/// its parameters, chosen without looking at any run: of a parameter in whole numbers all of them
/// that L layers can tell apart; else `points` (2 or more), for Sweep::Constant the ends of the
/// first parameter's range and between them distances from the first end that grow by equal factors
/// from 1e-4 of the range, for Sweep::Shift equal steps over the score's range in both directions.
std::vector<double> thresholdGrid(const Condition& condition, Sweep sweep, int points,
                                  const ModelShape& shape);

/// p-value for the hypothesis that the mean of a loss in [0, 1] is greater than `alpha`, after
/// `units` independent losses with mean `meanLoss`:
/// min(exp(-n h(min(m, alpha), alpha)), e P(Bin(n, alpha) <= ceil(n m))), at most 1, where
/// h(a, b) = a ln(a / b) + (1 - a) ln((1 - a) / (1 - b)). 1 without units. Source: Bates,
/// Angelopoulos, Lei, Malik and Jordan 2021, "Distribution-free, risk-controlling prediction sets",
/// section 3.1; Bentkus 2004. Accurate to 1e-8 of its value for up to 1e5 units.
double hoeffdingBentkus(double meanLoss, int units, double alpha);

/// With probability 1 - delta over the calibration prompts, the mean loss on prompts like them is
/// no more than alpha.
struct RiskTarget
{
    double alpha = 0.05; ///< [0, 1]
    double delta = 0.1;  ///< (0, 1)
};

struct CalibrationPoint
{
    double threshold = 0;
    double meanLoss = 0;    ///< over the units: the empirical risk
    double layersSaved = 0; ///< mean over the units
    double pValue = 1;
    bool qualifies = false; ///< it and all before it have a p-value of delta or less
};

struct Calibration
{
    RiskTarget target;
    int units = 0;  ///< calibration size: prompts, without those that have no tokens
    int tokens = 0; ///< in all of them
    std::vector<CalibrationPoint> points; ///< by grid point
    /// The last that qualifies; nothing where no threshold does.
    std::optional<std::size_t> chosen;
};

/// Learn then Test with fixed-sequence testing: goes along the grid while the p-value is no more
/// than delta. The statement holds whatever the grid and the shape of the losses, provided that the
/// grid and its order were fixed without these units, and that units are exchangeable with the
/// prompts to come; the order decides only how far it gets. It is about choices on full depth's own
/// text, not about texts written with the exits. Throws Error(WrongUse): a target out of range, a
/// unit whose losses do not match the grid or lie outside [0, 1]. Source: Angelopoulos, Bates,
/// Candes, Jordan and Lei 2021, "Learn then test".
Calibration calibrate(std::span<const CalibrationUnit> units, std::span<const double> grid,
                      const RiskTarget& target);

/// Means over units that had no part in the calibration.
struct HeldOut
{
    int units = 0; ///< without those that have no tokens
    int tokens = 0;
    double meanLoss = 0;
    double standardError = 0; ///< of meanLoss; 0 with fewer than two units
    double layersSaved = 0;
};

/// Throws as calibrate where a unit has no such grid point.
HeldOut heldOut(std::span<const CalibrationUnit> units, std::size_t gridPoint);

} // namespace exitscope

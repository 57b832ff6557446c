#include "trace/calibration.h"

#include "base/error.h"
#include "trace/replay.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace exitscope {
namespace {

void require(bool holds, const std::string& sentence)
{
    if (!holds)
        throw Error(ErrorCode::WrongUse, sentence);
}

/// Whether the token is full depth's choice and everything about it was recorded.
bool isFullDepthChoice(const TokenTrace& token, const Settings& settings, int layers)
{
    if (token.top.empty() || top1At(token, layers - 1) < 0)
        return false;
    // Under speculation the whole model confirms what the first layers draft.
    return settings.speculates() || token.exitLayer == layers - 1;
}

/// P(Bin(n, p) <= k), 0 < p < 1, for k up to the mean: P(k) + P(k - 1) + ..., where each term is
/// smaller than the one before it.
double lowerTail(int k, int n, double p)
{
    double sum = 1;
    double term = 1;
    for (int i = k; i > 0 && term > sum * std::numeric_limits<double>::epsilon() / 4; --i) {
        term *= i / (n - i + 1.0) * ((1 - p) / p);
        sum += term;
    }
    const double ways = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
    return std::exp(ways + k * std::log(p) + (n - k) * std::log1p(-p) + std::log(sum));
}

/// a ln(a / b), 0 where a is 0.
double weightedLog(double a, double b)
{
    return a == 0 ? 0 : a * std::log(a / b);
}

std::vector<double> wholeNumbers(const ParameterInfo& info, bool isUp, const ModelShape& shape)
{
    const double most = std::min<double>(info.maximum, shape.layers);
    std::vector<double> grid;
    for (double value = info.minimum; value <= most; ++value)
        grid.push_back(value);
    if (isUp)
        std::ranges::reverse(grid);
    return grid;
}

/// Calls `take` for every unit with tokens and returns their number.
template <typename Take>
int forEachWithTokens(std::span<const CalibrationUnit> units, Take take)
{
    int count = 0;
    for (const CalibrationUnit& unit : units) {
        if (unit.tokens <= 0)
            continue;
        take(unit);
        ++count;
    }
    return count;
}

void check(const CalibrationUnit& unit, std::size_t points)
{
    require(unit.losses.size() == points && unit.layersSaved.size() == points,
            "A calibration unit has losses for " + std::to_string(unit.losses.size()) +
                " thresholds, and the grid has " + std::to_string(points) +
                "; make all units from the same grid.");
    for (const double loss : unit.losses)
        require(loss >= 0 && loss <= 1, "A calibration unit's loss is " + std::to_string(loss) +
                                            ", but must be between 0 and 1.");
}

} // namespace

CalibrationUnit calibrationUnit(const Run& run, const Rule& rule, const Criterion* varied,
                                Sweep sweep, std::span<const double> grid, int depthLimit)
{
    const ModelShape shape = run.model.shape();
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        const Settings& settings = run.settingsAt(static_cast<int>(i));
        require(isFullDepthChoice(run.tokens[i], settings, shape.layers),
                "Token " + std::to_string(i) +
                    " of a run was not watched or not written by the whole model; calibrate on "
                    "watched runs at full depth.");
    }
    CalibrationUnit unit{static_cast<int>(run.tokens.size()), {}, {}};
    for (const double threshold : grid) {
        const Rule changed = withThreshold(rule, varied, sweep, threshold, shape);
        const ReplayTotals totals = replay(run, changed, depthLimit).totals;
        const double differing = unit.tokens - totals.agreeing;
        unit.losses.push_back(unit.tokens > 0 ? differing / unit.tokens : 0);
        unit.layersSaved.push_back(totals.layersSaved());
    }
    return unit;
}

std::vector<double> thresholdGrid(const Condition& condition, Sweep sweep, int points,
                                  const ModelShape& shape)
{
    const Criterion& criterion = *condition.criterion;
    const bool isUp =
        criterion.comparison == Comparison::Above || criterion.comparison == Comparison::AtLeast;
    const auto infos = criterion.parametersUnder(condition.parameters);
    require(!infos.empty(), condition.name() + " has no parameter to take a range from.");
    const ParameterInfo& info = infos.front();
    if (sweep == Sweep::Constant && info.decimals == 0)
        return wholeNumbers(info, isUp, shape);
    const double unit = criterion.unit ? criterion.unit(shape, condition.parameters) : 1;
    const double range = criterion.rangeWidth(shape) / unit;
    const double sign = isUp ? 1 : -1;
    const int last = std::max(points, 2) - 1;
    std::vector<double> grid;
    for (int i = 0; i <= last; ++i) {
        const double way = static_cast<double>(i) / last;
        if (sweep == Sweep::Shift) {
            grid.push_back(sign * range * (1 - 2 * way));
            continue;
        }
        const double never = isUp ? info.maximum : info.minimum;
        const double daring = isUp ? info.minimum : info.maximum;
        const double exponent = last > 1 ? 4.0 * (i - last) / (last - 1) : 0;
        grid.push_back(i == 0 ? never : never + (daring - never) * std::pow(10, exponent));
    }
    return grid;
}

double hoeffdingBentkus(double meanLoss, int units, double alpha)
{
    if (units <= 0 || alpha <= 0 || meanLoss >= 1)
        return 1;
    if (alpha >= 1)
        return 0;
    const double n = units;
    const double low = std::min(meanLoss, alpha);
    const double divergence = weightedLog(low, alpha) + weightedLog(1 - low, 1 - alpha);
    // A sum of losses that is a whole number must not round to more than itself.
    const double sum = n * meanLoss * (1 - 8 * std::numeric_limits<double>::epsilon());
    const int count = static_cast<int>(std::ceil(sum));
    const double hoeffding = std::exp(-n * divergence);
    // Past the mean the binomial reaches at least a half, and e times that is more than 1.
    if (count > n * alpha)
        return std::min(1.0, hoeffding);
    return std::min({1.0, hoeffding, std::numbers::e * lowerTail(count, units, alpha)});
}

Calibration calibrate(std::span<const CalibrationUnit> units, std::span<const double> grid,
                      const RiskTarget& target)
{
    require(target.alpha >= 0 && target.alpha <= 1,
            "The risk is " + std::to_string(target.alpha) + ", but must be between 0 and 1.");
    require(target.delta > 0 && target.delta < 1, "The chance of missing the risk is " +
                                                      std::to_string(target.delta) +
                                                      ", but must be between 0 and 1.");
    Calibration result{target, 0, 0, {}, {}};
    result.points.resize(grid.size());
    result.units = forEachWithTokens(units, [&](const CalibrationUnit& unit) {
        check(unit, grid.size());
        result.tokens += unit.tokens;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            result.points[i].meanLoss += unit.losses[i];
            result.points[i].layersSaved += unit.layersSaved[i];
        }
    });
    bool qualifies = true;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        CalibrationPoint& point = result.points[i];
        const int count = std::max(1, result.units);
        point.threshold = grid[i];
        point.meanLoss /= count;
        point.layersSaved /= count;
        point.pValue = hoeffdingBentkus(point.meanLoss, result.units, target.alpha);
        qualifies = qualifies && point.pValue <= target.delta;
        point.qualifies = qualifies;
        if (qualifies)
            result.chosen = i;
    }
    return result;
}

HeldOut heldOut(std::span<const CalibrationUnit> units, std::size_t gridPoint)
{
    HeldOut result;
    std::vector<double> losses;
    result.units = forEachWithTokens(units, [&](const CalibrationUnit& unit) {
        require(gridPoint < unit.losses.size() && gridPoint < unit.layersSaved.size(),
                "A held-out unit has losses for " + std::to_string(unit.losses.size()) +
                    " thresholds and none for number " + std::to_string(gridPoint) +
                    "; make all units from the same grid.");
        result.tokens += unit.tokens;
        losses.push_back(unit.losses[gridPoint]);
        result.meanLoss += unit.losses[gridPoint];
        result.layersSaved += unit.layersSaved[gridPoint];
    });
    if (losses.empty())
        return result;
    const double count = result.units;
    result.meanLoss /= count;
    result.layersSaved /= count;
    double squares = 0;
    for (const double loss : losses)
        squares += (loss - result.meanLoss) * (loss - result.meanLoss);
    if (losses.size() > 1)
        result.standardError = std::sqrt(squares / (count - 1) / count);
    return result;
}

} // namespace exitscope

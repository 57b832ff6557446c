#include "results/sweepresult.h"

#include "base/numbertext.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

bool keepsQuality(const SweepPoint& point)
{
    return point.difference && !point.difference->isSignificantlyBelow();
}

std::string againstFullDepth(const SweepResult& sweep, const SweepPoint& point)
{
    const QualityDifference& difference = *point.difference;
    return sweep.quality + " differs by " + fixed(difference.mean, 4) + " (95 % interval " +
           fixed(difference.low, 4) + " to " + fixed(difference.high, 4) + ", " +
           std::to_string(difference.samples) +
           (difference.samples == 1 ? " sample)" : " samples)");
}

} // namespace

std::size_t gridSize(const std::vector<SweepAxis>& axes)
{
    std::size_t size = axes.empty() ? 0 : 1;
    for (const SweepAxis& axis : axes)
        size *= axis.values.size();
    return size;
}

std::vector<double> gridPlace(const std::vector<SweepAxis>& axes, std::size_t index)
{
    std::vector<double> at(axes.size());
    for (std::size_t i = axes.size(); i-- > 0; index /= axes[i].values.size())
        at[i] = axes[i].values[index % axes[i].values.size()];
    return at;
}

std::string axisName(const SweepAxis& axis)
{
    return axis.criterion.empty() ? axis.option : axis.criterion + '_' + axis.option;
}

std::string placeName(const std::vector<SweepAxis>& axes, const std::vector<double>& at)
{
    std::string name;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (i > 0)
            name += ", ";
        name += axes[i].criterion.empty() ? axes[i].option : axes[i].criterion;
        name += ' ';
        name += shortest(at[i]);
    }
    return name;
}

double speedOf(const BenchmarkResult& result)
{
    const MetricValue* speed = result.metric("tokens_per_second");
    return speed ? speed->value : 0;
}

std::optional<double> qualityOf(const SweepResult& sweep, const BenchmarkResult& result)
{
    const MetricValue* quality = result.metric(sweep.quality);
    return quality ? std::optional(quality->value) : std::nullopt;
}

std::optional<std::size_t> bestPoint(const SweepResult& sweep)
{
    std::optional<std::size_t> best;
    double fastest = sweep.baseline ? speedOf(*sweep.baseline) : 0;
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const double speed = speedOf(sweep.points[i].result);
        if (keepsQuality(sweep.points[i]) && speed > fastest) {
            fastest = speed;
            best = i;
        }
    }
    return best;
}

std::string bestSentence(const SweepResult& sweep)
{
    if (sweep.points.empty() || !sweep.baseline)
        return {};
    const double full = speedOf(*sweep.baseline);
    const auto keeping = std::ranges::count_if(sweep.points, keepsQuality);
    const std::string all = std::to_string(sweep.points.size());
    const auto best = bestPoint(sweep);
    if (!best)
        return "No point of " + all + " is faster than full depth (" + fixed(full, 1) +
               " tokens/s) with its " + sweep.quality + " not significantly below.";
    const SweepPoint& point = sweep.points[*best];
    const double speed = speedOf(point.result);
    return placeName(sweep.axes, point.at) + ", the fastest of the " + std::to_string(keeping) +
           " points (of " + all + ") whose " + sweep.quality +
           " is not significantly below full depth's: " + fixed(speed, 1) + " tokens/s, " +
           (full > 0 ? fixed(speed / full, 2) + " times full depth's; " : "; ") +
           againstFullDepth(sweep, point) + '.';
}

std::string driftSentence(const SweepResult& sweep)
{
    constexpr double steady = 0.1;
    if (!sweep.drift || std::abs(*sweep.drift - 1) <= steady)
        return {};
    return "Full depth ran " + fixed(*sweep.drift, 2) +
           " times as fast after the last point as before the first, so that speeds which lie no "
           "farther apart mean nothing; measure again while nothing else runs.";
}

std::vector<std::size_t> paretoFront(const SweepResult& sweep)
{
    struct Place
    {
        double speed;
        double quality;
    };
    const auto placeOf = [&](const BenchmarkResult& result) -> std::optional<Place> {
        const auto quality = qualityOf(sweep, result);
        return quality ? std::optional(Place{speedOf(result), *quality}) : std::nullopt;
    };
    std::vector<Place> all;
    if (const auto full = sweep.baseline ? placeOf(*sweep.baseline) : std::nullopt)
        all.push_back(*full);
    for (const SweepPoint& point : sweep.points)
        if (const auto place = placeOf(point.result))
            all.push_back(*place);
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const auto own = placeOf(sweep.points[i].result);
        if (own && std::ranges::none_of(all, [&](const Place& other) {
                return other.speed >= own->speed && other.quality >= own->quality &&
                       (other.speed > own->speed || other.quality > own->quality);
            }))
            front.push_back(i);
    }
    std::ranges::sort(front, {}, [&](std::size_t i) { return speedOf(sweep.points[i].result); });
    return front;
}

} // namespace exitscope

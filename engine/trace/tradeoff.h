#pragma once

#include "trace/replay.h"
#include "trace/sweptrule.h"

#include <vector>

namespace exitscope {

/// What a run would come to at a range of thresholds that make no difference to it.
struct TradeOffPoint
{
    double threshold = 0; ///< one from the range, for withThreshold, in the parameters' unit
    /// Where the range begins on the side that lets fewer tokens out; infinite at the first point.
    double edge = 0;
    ReplayTotals totals;
};

/// Agreement with full depth against layers saved, over all thresholds of one condition. Exact: a
/// point for every range in which no token's exit changes.
struct TradeOff
{
    /// From the threshold at which the condition never holds to the most daring, never empty. Under
    /// Sweep::Constant the criterion's first parameter bounds them on the daring side, and where
    /// that parameter is a whole number, every threshold is one.
    std::vector<TradeOffPoint> points;
    double sign = 1;      ///< 1 where scores above the threshold fire, -1 where those below do
    bool isStrict = true; ///< a score that equals the threshold does not fire

    /// The point whose range `threshold` lies in; past the most daring point that one. Where
    /// thresholds are sums or shares, one within rounding of an edge may fall to the neighbour.
    const TradeOffPoint& at(double threshold) const;
    /// At most `most` points (4 or more) that draw the same curve: of each of most / 4 equal parts
    /// of the layers saved the first, the last, the least and the greatest agreement. So no point
    /// that is left out is better than a kept one by more than the width of a part. Source: M4
    /// aggregation (Jugel et al. 2014).
    std::vector<TradeOffPoint> thinned(std::size_t most) const;
};

/// Throws as withThreshold. For `rule` and `depthLimit` see replay; the other conditions, patience
/// and the minimum layer stay as they are. Tokens whose exit is not known at a threshold are left
/// out of that point's totals.
TradeOff tradeOffOf(const Run& run, const Rule& rule, const Criterion* varied,
                    Sweep sweep = Sweep::Constant, int depthLimit = -1);

} // namespace exitscope

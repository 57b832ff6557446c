#pragma once

#include "decode/session.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace exitscope {

/// Median and range of repeated measurements.
struct Spread
{
    double median = 0;
    double least = 0;
    double most = 0;
    int count = 0; ///< 0: nothing was measured

    bool operator==(const Spread&) const = default;
};

/// The median of an even number of values is the mean of the middle two.
Spread spreadOf(std::vector<double> values);

/// Where the wall time of tokens went; adds up to 1.
struct TimeShares
{
    double layers = 0;
    double scoring = 0;
    double catchUp = 0;
    double sampling = 0;
    double overhead = 0; ///< all that is none of these

    bool operator==(const TimeShares&) const = default;
};

/// Shares of `seconds` in which tokens with the summed `times` were written.
TimeShares sharesOf(const TokenTimes& times, double seconds);

TokenTimes operator+(const TokenTimes& a, const TokenTimes& b);

/// One line of the benchmark: what was measured, in which way, and what it came to.
struct SpeedRow
{
    std::string name;   ///< as in allSpeedRows
    std::string detail; ///< which criterion, how many rows, ...; may be empty
    std::string dtype;
    std::string unit = "tokens/s";
    Spread value;         ///< in the unit
    double bytes = 0;     ///< that each token must at least read; 0 where that is no question
    double bandwidth = 0; ///< bytes/s of a plain read, the median of the same minutes
    Spread share; ///< of the limit, each value beside readings made just before and after it
    Spread ratio; ///< value against that of the row's reference, in pairs made one after the other
    std::optional<TimeShares> shares;
    std::string error; ///< why nothing, or not what was asked, was measured

    /// For progress and tables: "bf16 decide max_probability".
    std::string label() const;
    /// tokens/s where memory is read at `bandwidth` and nothing else takes time.
    double limit() const { return bytes > 0 ? bandwidth / bytes : 0; }
    double shareOfLimit() const
    {
        if (share.count > 0)
            return share.median;
        return limit() > 0 ? value.median / limit() : 0;
    }
};

/// Weight bytes that a token must read at least.
class IdealBytes
{
public:
    IdealBytes(const WeightTraffic& traffic, int layers);

    /// Every layer and the head once: also what watching needs, which applies the head to all
    /// layers at once.
    double fullDepth() const { return exitAt(m_layers); }
    /// The first `depth` layers and the head once.
    double exitAt(int depth) const;
    /// Every layer, and the head after each.
    double headAtEveryLayer() const;
    /// Per token of a round in which all of `drafts` drafts are accepted: each draft reads the
    /// first `depth` layers and the head, the last one passes these layers too, and the others and
    /// the head are read once more for the round's drafts + 1 tokens.
    double acceptedRound(int depth, int drafts) const;

private:
    double m_layer;
    double m_head;
    int m_layers;
};

/// One requirement and what was measured.
struct SpeedTarget
{
    std::string name;
    double value = 0;
    double goal = 0;
    bool atLeast = true; ///< else the value may be at most the goal
    bool met = false;
};

struct SpeedReport
{
    ModelIdentity model; ///< of the last dtype that opened
    std::size_t modelBytes = 0;
    int threads = 0;
    std::string kernels; ///< which instruction set they use
    Spread bandwidth;    ///< bytes/s, all readings
    std::size_t bandwidthBytes = 0;
    std::vector<SpeedRow> rows;
    bool interrupted = false;
};

} // namespace exitscope

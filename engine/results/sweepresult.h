#pragma once

#include "results/benchmarkresult.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// What is varied along one side of a grid.
struct SweepAxis
{
    std::string option;         ///< "exit_layer", "num_speculations" or "threshold"
    std::string criterion;      ///< whose threshold it is; empty for the others
    std::vector<double> values; ///< rising

    bool operator==(const SweepAxis&) const = default;
};

/// How far a point's quality lies above full depth's (below: negative), sample by sample.
struct QualityDifference
{
    double mean = 0;
    double low = 0; ///< of a bootstrap 95 % interval over the samples
    double high = 0;
    int samples = 0; ///< that both have

    /// Whether the whole interval lies below 0.
    bool isSignificantlyBelow() const { return high < 0; }
    bool operator==(const QualityDifference&) const = default;
};

/// A place of the grid that was measured in full.
struct SweepPoint
{
    std::vector<double> at; ///< by axis
    BenchmarkResult result;
    std::optional<QualityDifference> difference; ///< nothing where no sample could be compared

    bool operator==(const SweepPoint&) const = default;
};

/// A benchmark at every place of a grid, and at full depth. A value: complete without model and
/// data.
struct SweepResult
{
    ResultStatus status = ResultStatus::Running;
    std::vector<SweepAxis> axes;
    std::string quality; ///< name of the metric that stands for it; more is better
    std::optional<BenchmarkResult> baseline; ///< full depth; nothing until it was measured
    std::vector<SweepPoint> points;          ///< in the grid's order
    /// Full depth's speed after the last point over that before the first one, on the same items:
    /// how far the machine kept its pace. Nothing until it was measured.
    std::optional<double> drift;

    bool operator==(const SweepResult&) const = default;
};

/// How many places the grid has.
std::size_t gridSize(const std::vector<SweepAxis>& axes);
/// Place `index` of it; the last axis runs fastest.
std::vector<double> gridPlace(const std::vector<SweepAxis>& axes, std::size_t index);

/// "exit_layer 4, num_speculations 6"; of a threshold the criterion's name.
std::string placeName(const std::vector<SweepAxis>& axes, const std::vector<double>& at);
/// The column and field name of an axis: its option's, or "CRITERION_threshold".
std::string axisName(const SweepAxis& axis);

/// Tokens a second, the mean over samples; 0 where nothing was written.
double speedOf(const BenchmarkResult& result);
/// The sweep's quality of a result; nothing where no sample has it.
std::optional<double> qualityOf(const SweepResult& sweep, const BenchmarkResult& result);

/// The fastest place whose quality is not significantly below full depth's and which is faster than
/// full depth; nothing where there is none.
std::optional<std::size_t> bestPoint(const SweepResult& sweep);
/// Which that is and why, or that there is none, as one sentence; empty before the first point.
std::string bestSentence(const SweepResult& sweep);

/// A warning where the machine did not keep its pace within a tenth; else empty.
std::string driftSentence(const SweepResult& sweep);

/// The points that no other one, full depth included, beats in speed without falling behind in
/// quality or the other way round, slowest first.
std::vector<std::size_t> paretoFront(const SweepResult& sweep);

} // namespace exitscope

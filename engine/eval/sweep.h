#pragma once

#include "decode/session.h"
#include "eval/benchmark.h"
#include "results/sweepresult.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace exitscope {

/// What is measured at every place of a grid.
struct SweepRequest
{
    Settings settings; ///< what the places have in common
    std::vector<SweepAxis> axes;
    Overlong overlong = Overlong::TruncateLeft;
    MetricOptions
        metrics;         ///< agreement is always measured: full depth has written each text anyway
    std::string quality; ///< empty: ROUGE-L where there are references, else agreement
    std::string device;  ///< for the record, as the session was asked for
    /// Where table, document and the points' results go; empty: nowhere.
    std::filesystem::path folder;
    /// Whether the folder may hold results of the same sweep, which are not measured again.
    bool resume = false;
};

/// Told as a sweep goes on; each may be empty.
struct SweepObserver
{
    /// Before a place is measured: its name, its number from 0 (full depth) and how many there are.
    std::function<void(const std::string& place, std::size_t number, std::size_t count)> onBegin;
    std::function<void(const SampleResult&, const BenchmarkResult& soFar)> onSample;
    /// After each place, full depth (null) first; what is new is written. Those measured before
    /// come first.
    std::function<void(const SweepResult& soFar, const SweepPoint*, bool measuredBefore)> onPoint;
    /// Something to be aware of, as a sentence.
    std::function<void(const std::string&)> onNote;
};

/// The metrics that can stand for the quality of a text: those of one sample of which more is
/// better.
const std::vector<std::string>& qualityMetrics();

/// What will be measured: nothing yet. Throws Error(WrongUse) for layers that do not exist, values
/// out of range, a quality that is not known or needs references that the set lacks.
SweepResult plannedSweep(const Session& session, const BenchmarkSet& set,
                         const SweepRequest& request);

/// Runs the benchmark at full depth, then at every place of the grid. After each the folder's table
/// and document are written anew, each whole or not at all; inside a place every sample is kept, so
/// that resuming goes on in its middle. `stop` ends it with the status Interrupted, which the
/// document says after an error too. Throws Error: as plannedSweep and runBenchmark; WrongUse where
/// the folder holds a sweep and `resume` is not set, or results with other settings, naming what
/// differs, before anything is written; WriteFailed.
SweepResult runSweep(Session& session, const BenchmarkSet& set, const SweepRequest& request,
                     const std::stop_token& stop = {}, const SweepObserver& observer = {});

} // namespace exitscope

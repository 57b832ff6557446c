#pragma once

#include "decode/session.h"
#include "eval/benchmarkset.h"
#include "results/benchmarkresult.h"
#include "results/earliersitting.h"

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// How a set is run.
struct BenchmarkRequest
{
    Settings settings;
    Overlong overlong = Overlong::TruncateLeft;
    MetricOptions metrics;
    Shard shard;
    std::string device; ///< for the record, as the session was asked for
    std::optional<EarlierSitting> earlier;
    /// By position what full depth writes, where it is known: agreement does not run it again.
    std::map<int, std::vector<int>> fullDepth;
};

/// Told as a benchmark goes on; each may be empty.
struct BenchmarkObserver
{
    /// After each sample; `soFar` has counts and figures, and no metrics yet.
    std::function<void(const SampleResult&, const BenchmarkResult& soFar)> onSample;
    /// A sample's whole run, to be saved, before onSample: returns the name of its file, or
    /// nothing.
    std::function<std::string(const SampleResult&, const Run&)> onRun;
};

/// The result before anything ran: model, settings, data, machine, versions, and where there was an
/// earlier sitting, its part. Throws Error(WrongUse) for a request that cannot be carried out, or
/// that differs from the earlier sitting, naming what.
BenchmarkResult plannedBenchmark(const Session& session, const BenchmarkSet& set,
                                 const BenchmarkRequest& request);

/// Runs the items of `set` that fall to the request's shard and are not done yet, one by one, and
/// compares what is written with the references. `stop` ends it within a layer: the sample in
/// progress is not counted, and the status is Interrupted. A prompt that is empty, or too long
/// under Overlong::Skip, is a skipped sample. Throws Error: as plannedBenchmark, PromptTooLong
/// under Overlong::Error, else the engine's.
BenchmarkResult runBenchmark(Session& session, const BenchmarkSet& set,
                             const BenchmarkRequest& request, const std::stop_token& stop = {},
                             const BenchmarkObserver& observer = {});

} // namespace exitscope

#pragma once

#include "eval/benchmark.h"
#include "results/benchmarkfolder.h"
#include "results/sweepresult.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// A benchmark with its samples.
struct MeasuredBenchmark
{
    BenchmarkResult result;
    std::vector<SampleResult> samples;
};

/// What an earlier sitting left in `file` and beside it; nothing where there is none, or no file is
/// named. Throws Error as loadSitting returns it.
std::optional<SavedSitting> earlierPoint(const std::filesystem::path& file);

/// Sample by sample how far `point` lies above `full` in the metric `quality`; nothing where no
/// sample has it in both.
std::optional<QualityDifference> differenceTo(const std::vector<SampleResult>& full,
                                              const std::vector<SampleResult>& point,
                                              const std::string& quality);

/// Runs the benchmark and writes it into `file` and beside it as it goes; an empty `file`: it is
/// not written. `keep`: bytes of the samples that are there already. Throws Error as runBenchmark,
/// and WriteFailed.
MeasuredBenchmark
measurePoint(Session& session, const BenchmarkSet& set, const BenchmarkRequest& request,
             const std::filesystem::path& file, std::uintmax_t keep, const std::stop_token& stop,
             const std::function<void(const SampleResult&, const BenchmarkResult&)>& onSample);

} // namespace exitscope

#pragma once

#include "eval/benchmark.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace exitscope {

/// A benchmark with its samples.
struct MeasuredBenchmark
{
    BenchmarkResult result;
    std::vector<SampleResult> samples;
};

/// What `file` and the samples beside it hold of an earlier sitting; nothing where there is none. A
/// last sample that was only begun is left out, and the samples file is cut back to the whole ones.
/// Throws Error for files that cannot be read or written.
std::optional<EarlierSitting> earlierSitting(const std::filesystem::path& file);

/// Runs the benchmark and writes it as it goes: the result at the start and at the end into `file`,
/// each sample as it is done into the file beside it. An empty `file`: nothing is written. Throws
/// as runBenchmark, and Error(WriteFailed).
MeasuredBenchmark
measureInto(const std::filesystem::path& file, Session& session, const BenchmarkSet& set,
            const BenchmarkRequest& request, const std::stop_token& stop,
            const std::function<void(const SampleResult&, const BenchmarkResult&)>& onSample);

} // namespace exitscope

#pragma once

#include "base/error.h"
#include "results/benchmarkfile.h"
#include "results/benchmarkfolder.h"

#include <chrono>
#include <optional>

namespace exitscope {

/// Writes a benchmark as it goes, so that nothing measured is lost: each sample when it is done,
/// the result at the beginning, every few seconds and at the end. Owned by one thread.
class BenchmarkWriter
{
public:
    /// Makes the folder, cuts the samples after the first `keep` bytes off and writes `planned`.
    /// Errors: WriteFailed.
    static Result<BenchmarkWriter> open(const BenchmarkFiles& files, const BenchmarkResult& planned,
                                        std::uintmax_t keep = 0);

    /// Errors: WriteFailed.
    Status add(const SampleResult& sample, const BenchmarkResult& soFar);
    /// Saves a sample's run; its name in the result's folder. Errors: WriteFailed.
    Result<std::string> addRun(const SampleResult& sample, const Run& run);
    /// The last word.
    Status finish(const BenchmarkResult& result);
    /// The last word where an error ended it: what was there so far, as interrupted.
    Status giveUp();

private:
    BenchmarkWriter(BenchmarkFiles files, SampleLog log, BenchmarkResult planned);
    Status save();

    BenchmarkFiles m_files;
    SampleLog m_log;
    BenchmarkResult m_newest;
    std::chrono::steady_clock::time_point m_saved;
};

} // namespace exitscope

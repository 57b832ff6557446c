#pragma once

#include "base/error.h"
#include "results/benchmarkresult.h"
#include "results/sampleresult.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Newest version of both formats that this program writes and reads.
inline constexpr int benchmarkFormatVersion = 1;

/// The result as one line of JSON (valid UTF-8; what is not finite is null).
std::string benchmarkDocument(const BenchmarkResult& result);
/// The sample as one line of JSON, with its line end.
std::string sampleLine(const SampleResult& sample);

/// Writes the document whole or not at all. Errors: WriteFailed.
Status saveBenchmark(const BenchmarkResult& result, const std::filesystem::path& file);
/// Errors: FileMissing, FileDamaged with the place, Unsupported for a newer version.
Result<BenchmarkResult> loadBenchmark(const std::filesystem::path& file);

/// Where the samples of the result in `file` are: "x.json" has "x_samples.jsonl" beside it.
std::filesystem::path samplesFileOf(const std::filesystem::path& file);

/// The samples in a file.
struct SampleLines
{
    std::vector<SampleResult> samples;
    std::uintmax_t wholeBytes = 0; ///< up to the end of the last whole line
    /// A sentence about a last line that is no whole sample, as after a crash; empty where there is
    /// none.
    std::string unfinished;
};

/// Errors: FileMissing; FileDamaged with line and field for a line that is none, except for the
/// last one, which is left out and told of.
Result<SampleLines> loadSamples(const std::filesystem::path& file);

/// A samples file that grows line by line; each is on its way to the disk when append returns.
class SampleLog
{
public:
    /// Opens `file` for what comes after its first `keep` bytes, and cuts off what stands there.
    /// Errors: WriteFailed.
    static Result<SampleLog> open(const std::filesystem::path& file, std::uintmax_t keep = 0);

    Status append(const SampleResult& sample);
    /// One line or several, with their ends.
    Status append(std::string_view lines);

private:
    struct Closer
    {
        void operator()(std::FILE* stream) const { std::fclose(stream); }
    };
    std::unique_ptr<std::FILE, Closer> m_stream;
    std::filesystem::path m_file;
};

} // namespace exitscope

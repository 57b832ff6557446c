#include "eval/sweeppoint.h"

#include "results/benchmarkfile.h"

namespace exitscope {

namespace fs = std::filesystem;

namespace {

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw result.error();
    return std::move(*result);
}

} // namespace

std::optional<EarlierSitting> earlierSitting(const fs::path& file)
{
    std::error_code none;
    if (file.empty() || !fs::exists(file, none))
        return std::nullopt;
    EarlierSitting earlier;
    earlier.result = valueOf(loadBenchmark(file));
    const fs::path samples = samplesFileOf(file);
    if (!fs::exists(samples, none))
        return earlier;
    SampleLines lines = valueOf(loadSamples(samples));
    if (!lines.unfinished.empty())
        valueOf(SampleLog::open(samples, lines.wholeBytes));
    earlier.samples = std::move(lines.samples);
    return earlier;
}

MeasuredBenchmark
measureInto(const fs::path& file, Session& session, const BenchmarkSet& set,
            const BenchmarkRequest& request, const std::stop_token& stop,
            const std::function<void(const SampleResult&, const BenchmarkResult&)>& onSample)
{
    MeasuredBenchmark measured;
    std::optional<SampleLog> log;
    if (request.earlier)
        measured.samples = request.earlier->samples;
    if (!file.empty()) {
        valueOf(saveBenchmark(plannedBenchmark(session, set, request), file));
        const fs::path samples = samplesFileOf(file);
        log = valueOf(
            SampleLog::open(samples, measured.samples.empty() ? 0 : fs::file_size(samples)));
    }
    BenchmarkObserver observer;
    observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
        if (log)
            valueOf(log->append(sample));
        measured.samples.push_back(sample);
        if (onSample)
            onSample(sample, soFar);
    };
    measured.result = runBenchmark(session, set, request, stop, observer);
    if (!file.empty())
        valueOf(saveBenchmark(measured.result, file));
    return measured;
}

} // namespace exitscope

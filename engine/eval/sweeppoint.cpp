#include "eval/sweeppoint.h"

#include "results/benchmarkwriter.h"

namespace exitscope {

namespace {

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw result.error();
    return std::move(*result);
}

BenchmarkFiles filesOf(const std::filesystem::path& file)
{
    return {file, samplesFileOf(file), {}};
}

} // namespace

std::optional<SavedSitting> earlierPoint(const std::filesystem::path& file)
{
    if (file.empty() || !holdsSitting(filesOf(file)))
        return std::nullopt;
    return valueOf(loadSitting(filesOf(file)));
}

MeasuredBenchmark
measurePoint(Session& session, const BenchmarkSet& set, const BenchmarkRequest& request,
             const std::filesystem::path& file, std::uintmax_t keep, const std::stop_token& stop,
             const std::function<void(const SampleResult&, const BenchmarkResult&)>& onSample)
{
    MeasuredBenchmark measured;
    if (request.earlier)
        measured.samples = request.earlier->samples;
    std::optional<BenchmarkWriter> writer;
    if (!file.empty())
        writer = valueOf(
            BenchmarkWriter::open(filesOf(file), plannedBenchmark(session, set, request), keep));
    BenchmarkObserver observer;
    observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
        if (writer)
            valueOf(writer->add(sample, soFar));
        measured.samples.push_back(sample);
        if (onSample)
            onSample(sample, soFar);
    };
    try {
        measured.result = runBenchmark(session, set, request, stop, observer);
    } catch (const Error&) {
        if (writer)
            writer->giveUp();
        throw;
    }
    if (writer)
        valueOf(writer->finish(measured.result));
    return measured;
}

} // namespace exitscope

#include "eval/sweeppoint.h"

#include "base/valueof.h"
#include "metrics/bootstrap.h"
#include "results/benchmarkwriter.h"

#include <map>

namespace exitscope {

namespace {

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

std::optional<QualityDifference> differenceTo(const std::vector<SampleResult>& full,
                                              const std::vector<SampleResult>& point,
                                              const std::string& quality)
{
    std::map<int, double> atFullDepth;
    for (const SampleResult& sample : full)
        if (const auto value = sample.metrics.find(quality); value != sample.metrics.end())
            atFullDepth[sample.position] = value->second;
    std::map<int, double> byPosition; // in a fixed order, so that resuming draws the same resamples
    for (const SampleResult& sample : point) {
        const auto value = sample.metrics.find(quality);
        const auto other = atFullDepth.find(sample.position);
        if (value != sample.metrics.end() && other != atFullDepth.end())
            byPosition[sample.position] = value->second - other->second;
    }
    if (byPosition.empty())
        return std::nullopt;
    std::vector<double> differences;
    for (const auto& entry : byPosition)
        differences.push_back(entry.second);
    const Interval interval = bootstrapMean(differences);
    return QualityDifference{mean(differences), interval.low, interval.high,
                             static_cast<int>(differences.size())};
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

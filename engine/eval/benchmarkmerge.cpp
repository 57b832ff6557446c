#include "eval/benchmarkmerge.h"

#include "base/error.h"
#include "eval/benchmarkfigures.h"

#include <algorithm>

namespace exitscope {

namespace {

[[noreturn]] void refuse(const std::string& sentence)
{
    throw Error(ErrorCode::WrongUse, sentence);
}

std::string spelled(const Shard& shard)
{
    return std::to_string(shard.index) + '/' + std::to_string(shard.count);
}

void checkPart(const BenchmarkPart& part, const BenchmarkPart& first)
{
    const BenchmarkResult& result = part.sitting.result;
    const BenchmarkResult& reference = first.sitting.result;
    const std::string difference = differenceOf(reference, result);
    if (!difference.empty())
        refuse(first.file.string() + " and " + part.file.string() +
               " were not measured alike: " + difference + "; merge what belongs together.");
    if (result.shard.count != reference.shard.count)
        refuse(first.file.string() + " is shard " + spelled(reference.shard) + " and " +
               part.file.string() + " shard " + spelled(result.shard) +
               "; merge shards of one count.");
    if (result.status != ResultStatus::Complete)
        refuse(part.file.string() +
               " is not complete: " + std::to_string(part.sitting.samples.size()) + " of " +
               std::to_string(result.itemsToDo()) + " items are done; finish it with --resume.");
}

/// Each shard once.
void checkShards(const std::vector<BenchmarkPart>& parts)
{
    const int count = parts.front().sitting.result.shard.count;
    std::vector<const BenchmarkPart*> found(static_cast<std::size_t>(count), nullptr);
    for (const BenchmarkPart& part : parts) {
        const Shard& shard = part.sitting.result.shard;
        const BenchmarkPart*& place = found[static_cast<std::size_t>(shard.index)];
        if (place)
            refuse("Both " + place->file.string() + " and " + part.file.string() + " are shard " +
                   spelled(shard) + "; name each once.");
        place = &part;
    }
    std::string missing;
    for (int index = 0; index < count; ++index) {
        if (!found[static_cast<std::size_t>(index)])
            missing += (missing.empty() ? "" : ", ") + spelled({index, count});
    }
    if (!missing.empty())
        refuse("Of " + std::to_string(count) + " shards these are missing: " + missing +
               "; run them first, or name their folder too.");
}

/// Each of the shard's positions once.
void checkSamples(const BenchmarkPart& part)
{
    const BenchmarkResult& result = part.sitting.result;
    std::vector<int> positions;
    for (const SampleResult& sample : part.sitting.samples)
        positions.push_back(sample.position);
    std::ranges::sort(positions);
    std::vector<int> expected;
    for (int position = 0; position < result.data.items; ++position) {
        if (result.shard.holds(position))
            expected.push_back(position);
    }
    if (positions != expected)
        throw Error(ErrorCode::FileDamaged, "The samples beside " + part.file.string() +
                                                " are not the " + std::to_string(expected.size()) +
                                                " items of shard " + spelled(result.shard) +
                                                ", each once; run it again.");
}

void addTimes(const BenchmarkResult& part, BenchmarkResult& whole)
{
    whole.figures.metricSeconds += part.figures.metricSeconds;
    whole.figures.wallSeconds += part.figures.wallSeconds;
    whole.started = std::min(whole.started, part.started);
    whole.updated = std::max(whole.updated, part.updated);
    for (const Machine& machine : part.machines) {
        if (std::ranges::find(whole.machines, machine) == whole.machines.end())
            whole.machines.push_back(machine);
    }
}

} // namespace

EarlierSitting mergeBenchmarks(std::vector<BenchmarkPart> parts)
{
    if (parts.empty())
        refuse("There is nothing to merge; name folders or results.");
    for (const BenchmarkPart& part : parts)
        checkPart(part, parts.front());
    checkShards(parts);
    EarlierSitting whole{parts.front().sitting.result, {}};
    whole.result.shard = {};
    whole.result.counts = {};
    whole.result.figures = {};
    whole.result.machines.clear();
    for (BenchmarkPart& part : parts) {
        checkSamples(part);
        addTimes(part.sitting.result, whole.result);
        for (SampleResult& sample : part.sitting.samples)
            whole.samples.push_back(std::move(sample));
    }
    std::ranges::sort(whole.samples, {}, &SampleResult::position);
    for (const SampleResult& sample : whole.samples)
        addSample(sample, whole.result);
    whole.result.metrics = metricsOf(whole.samples, !whole.result.data.outputField.empty());
    return whole;
}

} // namespace exitscope

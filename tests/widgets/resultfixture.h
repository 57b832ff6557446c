#pragma once

#include "widgets/samplemodel.h"

#include "results/benchmarkresult.h"

namespace exitscope::test {

/// A sample made by hand: the `index`-th, whose figures go up with it.
inline SamplePointer madeSample(int index)
{
    auto sample = std::make_shared<SampleResult>();
    sample->position = index;
    sample->index = 10 * index;
    sample->prompt = "Prompt number " + std::to_string(index) + "\nin two lines";
    sample->promptTokens = 7;
    sample->reference = "reference " + std::to_string(index);
    sample->prediction = "prediction " + std::to_string(index);
    sample->tokens.assign(static_cast<std::size_t>(index + 2), 5);
    sample->exitLayers.assign(sample->tokens.size(), index % 4);
    sample->prefillSeconds = 0.5;
    sample->decodeSeconds = 1.5;
    sample->metrics = {{"rouge-l", 0.1 * index},
                       {"rouge-l_recall", 0.2},
                       {"exact_match", 0},
                       {"mean_exit_layer", double(index % 4)},
                       {"tokens_per_second", 100.0 - index}};
    return sample;
}

inline std::vector<SamplePointer> madeSamples(int count)
{
    std::vector<SamplePointer> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(madeSample(i));
    return samples;
}

/// A whole result over `count` of these.
inline BenchmarkResult madeResult(int count)
{
    BenchmarkResult result;
    result.status = ResultStatus::Complete;
    result.model.name = "tiny";
    result.model.dtype = "fp32";
    result.model.layers = 4;
    result.data.name = "xsum_summarization";
    result.data.outputField = "summary";
    result.data.items = count;
    result.started = "2026-11-27T20:00:00Z";
    result.counts.done = count;
    result.figures.exits = {10, 20, 30, 40};
    result.metrics = {{"rouge-l", 0.25, 0.2, 0.3, count},
                      {"rouge-l_recall", 0.2, 0.1, 0.3, count},
                      {"time_per_token", 0.0125, {}, {}, count},
                      {"layers_saved", 0.375, {}, {}, count},
                      {"of_a_task", 0.5, {}, {}, count}};
    return result;
}

} // namespace exitscope::test

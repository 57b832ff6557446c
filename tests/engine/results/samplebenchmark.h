#pragma once

#include "results/benchmarkresult.h"
#include "results/sampleresult.h"

namespace exitscope::test {

/// With something in every field.
inline BenchmarkResult sampleBenchmark()
{
    BenchmarkResult result;
    result.status = ResultStatus::Interrupted;
    result.model = {"fable", "/models/fable", "abc", "bf16", 12, 4096, 192, 1024, "sentencepiece"};
    result.settings.exitLayerLimit = 6;
    result.settings.sampling.sample = false;
    result.settings.stopWords = {"\n\n"};
    result.data.name = "cnn_dm_summarization";
    result.data.file = {"/data/cnn.jsonl", "sha256:01"};
    result.data.inputField = "article";
    result.data.outputField = "highlights";
    result.data.promptTemplate = "[{message}]";
    result.data.numSamples = 10;
    result.data.nShot = 2;
    result.data.shuffle = true;
    result.data.seed = 18'000'000'000'000'000'000U;
    result.data.shotsFile = DataFile{"/data/train.jsonl", "sha256:02"};
    result.data.shots = {4, 7};
    result.data.items = 10;
    result.overlong = Overlong::Skip;
    result.metricOptions = {true, true, true};
    result.shard = {1, 4};
    result.versions = {"0.1.0", "1.13.0"};
    result.machines = {{"a cpu", 8, 1ULL << 36, 4, "cuda:0"}};
    result.started = "2024-05-31T12:00:00Z";
    result.updated = "2024-05-31T12:01:00Z";
    result.counts = {2, 1, 1, 0};
    result.metrics = {{"rouge-1", 0.25, 0.125, 0.5, 2}, {"bleu_score", 0, {}, {}, 1}};
    result.figures = {100, 0.5, 1.5, 0.01, 2.5, 30, 20, {0, 60, 40}};
    return result;
}

inline SampleResult sampleAt(int position)
{
    SampleResult sample;
    sample.position = position;
    sample.index = position + 100;
    sample.id = std::to_string(position) + "/id";
    sample.prompt = "A king\nand";
    sample.promptTokens = 7;
    sample.truncatedTokens = 3;
    sample.reference = " a \"queen\"";
    sample.prediction = " a qu\u00e9en";
    sample.tokens = {5, 6};
    sample.finishReason = FinishReason::Length;
    sample.exitLayers = {3, 11};
    sample.drafted = 4;
    sample.accepted = 1;
    sample.prefillSeconds = 0.25;
    sample.decodeSeconds = 0.75;
    sample.metrics = {{"rouge-1", 0.1}, {"total_time", 1}};
    sample.runFile = "benchmark_runs/sample_000001.exitscope";
    return sample;
}

} // namespace exitscope::test

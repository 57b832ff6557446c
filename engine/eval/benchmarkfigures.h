#pragma once

#include "results/benchmarkresult.h"
#include "results/sampleresult.h"

#include <span>

namespace exitscope {

/// Fills `sample.metrics` with what its tokens, times and drafts say, and with ROUGE, edit distance
/// and exact match where `hasReference`. `agreement` and `layers_saved`, which need more than the
/// sample, are left as they are. Times are those of prefill and decoding together, as in the
/// original benchmark; those of a token are left out where none was written.
void addFigures(SampleResult& sample, const MetricOptions& options, bool hasReference);

/// Takes `sample` into the counts and figures of `result`.
void addSample(const SampleResult& sample, BenchmarkResult& result);

/// Metrics over `samples`, in any order, skipped ones left out: of each figure the mean over the
/// samples that have it, and BLEU-4 of the corpus where `hasReferences`; with bootstrap intervals
/// over samples. The same samples give the same values, however they were spread over shards.
std::vector<MetricValue> metricsOf(std::span<const SampleResult> samples, bool hasReferences);

} // namespace exitscope

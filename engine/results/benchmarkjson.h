#pragma once

#include "results/benchmarkresult.h"
#include "results/sampleresult.h"
#include "trace/jsonnode.h"

namespace exitscope {

/// Throws Error(FileDamaged).
ResultStatus statusFromJson(const JsonNode& node);

nlohmann::json benchmarkToJson(const BenchmarkResult& result);
/// Throws Error(FileDamaged), or Error(Unsupported) for a newer version or an unknown criterion.
BenchmarkResult benchmarkFromJson(const JsonNode& node);

nlohmann::json sampleToJson(const SampleResult& sample);
/// Throws Error(FileDamaged).
SampleResult sampleFromJson(const JsonNode& node);

/// A machine as all results tell of it. Valid UTF-8.
nlohmann::json toJson(const Machine& machine);
/// Throws Error(FileDamaged).
Machine toMachine(const JsonNode& node);

/// What must be the same in results that are taken together, see differenceOf.
nlohmann::json benchmarkIdentity(const BenchmarkResult& result);

} // namespace exitscope

#pragma once

#include "results/benchmarkresult.h"

#include <string>

namespace exitscope {

/// The result for people: what ran, a line for each metric with its interval, where tokens left.
std::string benchmarkText(const BenchmarkResult& result);

} // namespace exitscope

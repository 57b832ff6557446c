#pragma once

#include "results/benchmarkresult.h"
#include "results/sampleresult.h"

#include <vector>

namespace exitscope {

/// What an earlier sitting of the same benchmark left.
struct EarlierSitting
{
    BenchmarkResult result;
    std::vector<SampleResult> samples; ///< that are done and are not run again
};

} // namespace exitscope

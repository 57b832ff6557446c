#pragma once

#include "results/benchmarkresult.h"
#include "results/earliersitting.h"

#include <filesystem>
#include <vector>

namespace exitscope {

/// A shard's result and where it lies.
struct BenchmarkPart
{
    std::filesystem::path file;
    EarlierSitting sitting;
};

/// The shards of one benchmark as the whole that they are parts of: samples in the order of the
/// evaluation, metrics computed anew from them, so that it is what a run on one machine gives; wall
/// and metric seconds are sums. Throws Error(WrongUse) with the files for parts that were made
/// differently, overlap, are missing or are not complete.
EarlierSitting mergeBenchmarks(std::vector<BenchmarkPart> parts);

} // namespace exitscope

#pragma once

#include "base/error.h"
#include "results/benchmarkresult.h"
#include "results/earliersitting.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exitscope {

/// The files of one benchmark, or of one shard of it, in a folder: "benchmark.json", or
/// "benchmark_0_of_4.json", so that all shards can write to one folder.
struct BenchmarkFiles
{
    std::filesystem::path result;
    std::filesystem::path samples;
    std::filesystem::path runs; ///< folder of saved runs
};

BenchmarkFiles benchmarkFiles(const std::filesystem::path& folder, const Shard& shard);

/// An earlier sitting as it lies on disk.
struct SavedSitting
{
    EarlierSitting sitting;
    std::uintmax_t wholeBytes = 0; ///< of the samples file, to be kept
    std::string unfinished;        ///< see SampleLines
};

/// Whether a result or samples lie there already.
bool holdsSitting(const BenchmarkFiles& files);
/// Errors: as loadBenchmark and loadSamples; WrongUse where samples lie there without a result.
Result<SavedSitting> loadSitting(const BenchmarkFiles& files);
/// The same from the name of the result's file.
Result<SavedSitting> loadSitting(const std::filesystem::path& resultFile);

/// Files of results that `path` stands for: itself, or of a folder all shards' results, or where
/// there are none "benchmark.json". Errors: FileMissing where a folder holds none.
Result<std::vector<std::filesystem::path>> resultFilesIn(const std::filesystem::path& path);

} // namespace exitscope

#include "results/benchmarkfolder.h"

#include "results/benchmarkfile.h"

#include <algorithm>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* wholeName = "benchmark";

bool holdsBytes(const fs::path& file)
{
    std::error_code problem;
    const auto size = fs::file_size(file, problem);
    return !problem && size > 0;
}

BenchmarkFiles filesOf(const fs::path& result)
{
    return {result, samplesFileOf(result),
            result.parent_path() / (result.stem().string() + "_runs")};
}

} // namespace

BenchmarkFiles benchmarkFiles(const fs::path& folder, const Shard& shard)
{
    std::string name = wholeName;
    if (shard.count > 1)
        name += '_' + std::to_string(shard.index) + "_of_" + std::to_string(shard.count);
    return filesOf(folder / (name + ".json"));
}

bool holdsSitting(const BenchmarkFiles& files)
{
    std::error_code problem;
    return fs::exists(files.result, problem) || holdsBytes(files.samples);
}

Result<SavedSitting> loadSitting(const BenchmarkFiles& files)
{
    std::error_code problem;
    if (!fs::exists(files.result, problem) && holdsBytes(files.samples))
        return Error(ErrorCode::WrongUse, files.samples.string() + " has no " +
                                              files.result.filename().string() +
                                              " beside it that says how its samples were made; "
                                              "choose another folder, or remove it.");
    auto result = loadBenchmark(files.result);
    if (!result)
        return result.error();
    SavedSitting saved{{std::move(*result), {}}, 0, {}};
    if (!fs::exists(files.samples, problem) && saved.sitting.result.counts.done == 0)
        return saved;
    auto lines = loadSamples(files.samples);
    if (!lines)
        return lines.error();
    saved.sitting.samples = std::move(lines->samples);
    saved.wholeBytes = lines->wholeBytes;
    saved.unfinished = std::move(lines->unfinished);
    return saved;
}

Result<SavedSitting> loadSitting(const fs::path& resultFile)
{
    return loadSitting(filesOf(resultFile));
}

Result<std::vector<fs::path>> resultFilesIn(const fs::path& path)
{
    std::error_code problem;
    if (!fs::is_directory(path, problem))
        return std::vector{path};
    std::vector<fs::path> shards;
    for (const auto& entry : fs::directory_iterator(path, problem)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(std::string(wholeName) + '_') && name.ends_with(".json") &&
            name.find("_of_") != std::string::npos)
            shards.push_back(entry.path());
    }
    std::ranges::sort(shards);
    if (!shards.empty())
        return shards;
    const fs::path whole = path / (std::string(wholeName) + ".json");
    if (fs::exists(whole, problem))
        return std::vector{whole};
    return Error(ErrorCode::FileMissing,
                 path.string() + " holds no benchmark_i_of_n.json and no benchmark.json; name the "
                                 "folder that --output_dir named.");
}

} // namespace exitscope

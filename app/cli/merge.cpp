#include "cli/merge.h"

#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "common/words.h"
#include "eval/benchmarkmerge.h"
#include "results/benchmarkfile.h"
#include "results/benchmarkfolder.h"
#include "results/benchmarktext.h"
#include "results/benchmarkwriter.h"

#include <iostream>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

std::vector<BenchmarkPart> readParts(const std::vector<std::string>& names)
{
    std::vector<BenchmarkPart> parts;
    for (const std::string& name : names) {
        for (const fs::path& file : valueOf(resultFilesIn(name))) {
            SavedSitting saved = valueOf(loadSitting(file));
            if (!saved.unfinished.empty())
                std::cerr << saved.unfinished << '\n';
            parts.push_back({file, std::move(saved.sitting)});
        }
    }
    return parts;
}

/// Runs stay where they are: their names as seen from the new folder.
void moveRuns(BenchmarkPart& part, const fs::path& folder)
{
    std::error_code problem;
    for (SampleResult& sample : part.sitting.samples) {
        if (!sample.runFile.empty())
            sample.runFile =
                fs::proximate(part.file.parent_path() / sample.runFile, folder, problem)
                    .generic_string();
    }
}

void write(const EarlierSitting& whole, const BenchmarkFiles& files)
{
    BenchmarkResult planned = whole.result;
    planned.status = ResultStatus::Running;
    auto writer = valueOf(BenchmarkWriter::open(files, planned));
    for (const SampleResult& sample : whole.samples)
        valueOf(writer.add(sample, planned));
    valueOf(writer.finish(whole.result));
}

} // namespace

void addMergeOptions(CLI::App& command, MergeOptions& options)
{
    command
        .add_option("parts", options.parts,
                    "folders with the results of shards, or the results themselves")
        ->required()
        ->type_name("DIR|FILE...");
    OptionGroup output(command, "Output");
    output.add("output_dir", options.outputDir,
               "write benchmark.json and benchmark_samples.jsonl to this folder; it must not hold "
               "them yet");
    output.addBoolean("json", options.json,
                      "standard output holds one JSON document instead of the table");
}

int runMerge(const MergeOptions& options)
{
    const BenchmarkFiles files = benchmarkFiles(options.outputDir, {});
    const bool writes = !options.outputDir.empty();
    require(!writes || !holdsSitting(files),
            files.result.string() + " or its samples exist already; name another --output_dir.");
    std::vector<BenchmarkPart> parts = readParts(options.parts);
    for (BenchmarkPart& part : parts)
        moveRuns(part, options.outputDir);
    const EarlierSitting whole = mergeBenchmarks(std::move(parts));
    if (writes)
        write(whole, files);
    std::cout << (options.json ? benchmarkDocument(whole.result) : benchmarkText(whole.result))
              << std::flush;
    return std::cout ? 0 : 1;
}

} // namespace exitscope

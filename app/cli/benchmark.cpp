#include "cli/benchmark.h"

#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "cli/timeleft.h"
#include "common/words.h"
#include "eval/benchmark.h"
#include "results/benchmarktext.h"
#include "results/benchmarkwriter.h"

#include <charconv>
#include <cstdio>
#include <iostream>

namespace exitscope {

namespace {

/// "i/n". Throws Error(WrongUse).
Shard shardIn(const std::string& text)
{
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto index = std::from_chars(text.data(), end, shard.index);
    const bool isDivided = index.ec == std::errc() && index.ptr != end && *index.ptr == '/';
    const auto count = std::from_chars(isDivided ? index.ptr + 1 : end, end, shard.count);
    require(isDivided && count.ec == std::errc() && count.ptr == end && shard.count >= 1 &&
                shard.index >= 0 && shard.index < shard.count,
            "--shard is \"" + text +
                "\", but must be i/n with i from 0 to n-1: the first of four "
                "is 0/4, the last 3/4.");
    return shard;
}

void checkOptions(BenchmarkOptions& options)
{
    checkMeasureOptions(options);
    const bool writes = !options.outputDir.empty();
    require(writes || !options.resume, "--resume needs the --output_dir to go on in.");
    require(writes || !options.saveRuns, "--save_runs needs an --output_dir to save them in.");
    require(writes || shardIn(options.shard).count == 1,
            "--shard needs an --output_dir, from which merge takes the result.");
}

/// The earlier sitting that is to be gone on with; nothing where there is none. Throws Error.
std::optional<SavedSitting> earlierSitting(const BenchmarkOptions& options,
                                           const BenchmarkFiles& files)
{
    if (options.outputDir.empty() || !holdsSitting(files))
        return std::nullopt;
    require(options.resume, files.result.string() + " or its samples exist already; go on with "
                                                    "--resume, or name another --output_dir.");
    auto saved = valueOf(loadSitting(files));
    if (!saved.unfinished.empty())
        std::cerr << saved.unfinished << '\n';
    return saved;
}

void tellProgress(const SampleResult& sample, const BenchmarkResult& soFar, const TimeLeft& time)
{
    std::cerr << "item " << soFar.counts.done << " of " << soFar.itemsToDo() << ": ";
    if (sample.isSkipped()) {
        std::cerr << "skipped: " << sample.skipped;
    } else {
        char figures[64];
        std::snprintf(figures, sizeof figures, "%d tokens in %.2f s",
                      static_cast<int>(sample.tokens.size()), sample.seconds());
        std::cerr << figures;
        if (sample.truncatedTokens > 0)
            std::cerr << ", " << sample.truncatedTokens << " of the prompt left out";
    }
    const int left = soFar.itemsToDo() - soFar.counts.done;
    std::cerr << (left > 0 ? "; " + time.text(left) : std::string()) << std::endl;
}

/// Runs what `request` leaves to do, writing where `writer` is there. Throws Error, once what is
/// done is on disk.
BenchmarkResult measured(Session& session, const BenchmarkSet& set, const BenchmarkRequest& request,
                         std::optional<BenchmarkWriter>& writer, bool saveRuns)
{
    Interrupt interrupt;
    TimeLeft time;
    BenchmarkObserver observer;
    observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
        if (writer)
            valueOf(writer->add(sample, soFar));
        time.countItem();
        tellProgress(sample, soFar, time);
    };
    if (writer && saveRuns)
        observer.onRun = [&](const SampleResult& sample, const Run& run) {
            return valueOf(writer->addRun(sample, run));
        };
    try {
        BenchmarkResult result = runBenchmark(session, set, request, interrupt.arm(), observer);
        if (writer)
            valueOf(writer->finish(result));
        return result;
    } catch (const Error&) {
        if (writer)
            writer->giveUp();
        throw;
    }
}

BenchmarkRequest requestOf(const BenchmarkOptions& options, const Settings& settings)
{
    BenchmarkRequest request;
    request.settings = settings;
    request.overlong = options.overlongPrompts();
    request.metrics = options.metrics;
    request.shard = shardIn(options.shard);
    request.device = options.load.device;
    return request;
}

} // namespace

void addBenchmarkOptions(CLI::App& command, BenchmarkOptions& options)
{
    addModelOptions(command, options);
    addDataOptions(command, options);
    addMetricOptions(command, options);
    addSamplingOptions(command, options);
    addExitOptions(command, options);
    OptionGroup output(command, "Output");
    output.add("output_dir", options.outputDir,
               "write benchmark.json and benchmark_samples.jsonl to this folder, as it goes");
    output.addBoolean("resume", options.resume,
                      "go on with what the folder holds; begins where it holds nothing");
    output
        .add("shard", options.shard,
             "measure one part only, i of n with i from 0: 0/4 to 3/4; merge joins them")
        ->type_name("i/n")
        ->capture_default_str();
    output.addBoolean("save_runs", options.saveRuns,
                      "save each item's run too, to be opened in the window");
    output.addBoolean("watch", options.settings.watch,
                      "run and score every layer, for the heatmaps of saved runs; times are those "
                      "of watching");
    output.addBoolean("json", options.json,
                      "standard output holds one JSON document instead of the table");
}

int runBenchmarkCommand(BenchmarkOptions options)
{
    checkOptions(options);
    const BenchmarkFiles files = benchmarkFiles(options.outputDir, shardIn(options.shard));
    std::optional<SavedSitting> saved = earlierSitting(options, files);
    const BenchmarkSet set = readBenchmarkSet(options.data);
    noteUnusedParameters(options);
    const auto session = openModel(options.model, options.load);
    BenchmarkRequest request = requestOf(options, settingsOn(*session, options));
    if (saved)
        request.earlier = std::move(saved->sitting);
    const BenchmarkResult planned = plannedBenchmark(*session, set, request);
    std::optional<BenchmarkWriter> writer;
    if (!options.outputDir.empty())
        writer = valueOf(BenchmarkWriter::open(files, planned, saved ? saved->wholeBytes : 0));
    const BenchmarkResult result = measured(*session, set, request, writer, options.saveRuns);
    std::cout << (options.json ? benchmarkDocument(result) : benchmarkText(result)) << std::flush;
    const SampleCounts& counts = result.counts;
    // A shard to which no item falls has done its part.
    const bool allSkipped = counts.done > 0 && counts.skipped == counts.done;
    if (allSkipped)
        std::cerr << "exitscope-cli: every item was skipped.\n";
    const bool isDone = result.status == ResultStatus::Complete && !allSkipped;
    return isDone && std::cout ? 0 : 1;
}

} // namespace exitscope

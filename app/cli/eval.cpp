#include "cli/eval.h"

#include "cli/evaltasks.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "common/words.h"
#include "tasks/evaloutput.h"
#include "tasks/resultstable.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace exitscope {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void checkOptions(EvalOptions& options)
{
    checkRunOptions(options);
    require(!options.tasks.empty(),
            "Name the tasks to run: --tasks gsm8k,piqa; --tasks list tells which there are.");
    require(options.limit >= 0 &&
                (options.limit <= 1 || options.limit == std::floor(options.limit)),
            "--limit is " + shortest(options.limit) +
                ", but must be a whole number of documents, a share below 1, or 0 (all).");
    require(options.numFewshot >= -1, "--num_fewshot is " + std::to_string(options.numFewshot) +
                                          ", but must be 0 or more (-1: as the task has it).");
    require(!options.resume || !options.outputDir.empty(),
            "--resume goes on with results in a folder; name it with --output_dir.");
}

TaskRequest requestOf(const EvalOptions& options, const Settings& settings)
{
    TaskRequest request;
    request.settings = settings;
    request.limit = options.limit;
    if (options.numFewshot >= 0)
        request.numFewshot = options.numFewshot;
    request.sampler =
        options.fewshotSampler == "first_n" ? ShotSampler::FirstN : ShotSampler::Random;
    request.fewshotSeed = options.fewshotSeed;
    request.addBos = options.addBos;
    return request;
}

EvalRun startedRun(const EvalOptions& options, const Session& session,
                   const std::vector<LoadedTask>& tasks)
{
    EvalRun run;
    run.model = session.model();
    run.modelName = options.model.empty() ? session.model().name : options.model;
    run.device = options.load.device;
    run.eosIds = session.eosIds();
    run.request = requestOf(options, settingsOn(session, options));
    run.request.settings.sampling = {};
    run.request.settings.sampling.sample = false;
    run.environment = "exitscope " EXITSCOPE_VERSION;
    run.startedAt =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    run.status = "running";
    for (const LoadedTask& loaded : tasks) {
        TaskResult& result = run.tasks.emplace_back();
        result.task = loaded.task;
        result.file = loaded.documents.file.string();
        result.documents = static_cast<int>(loaded.documents.documents.size());
        result.numFewshot = run.request.numFewshot.value_or(loaded.task.numFewshot);
    }
    return run;
}

/// Tells how far a task is, about once a second.
class Progress
{
public:
    void tell(const TaskResult& task, int before)
    {
        const bool isLast = task.done == task.wanted;
        if (!isLast && secondsSince(m_told) < 1)
            return;
        m_told = Clock::now();
        const int own = task.done - before;
        const double left = secondsSince(m_start) / own * (task.wanted - task.done);
        std::cerr << task.task.name << ": " << task.done << " of " << task.wanted;
        if (!isLast)
            std::cerr << ", " << static_cast<int>(left) / 60 << " min "
                      << static_cast<int>(left) % 60 << " s left";
        std::cerr << std::endl;
    }

private:
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_told = m_start;
};

TaskResult runOne(Session& session, const LoadedTask& loaded, const TaskRequest& request,
                  EvalOutput& output, const std::stop_token& stop)
{
    TaskInput input{loaded.task, loaded.documents, loaded.shots ? &*loaded.shots : nullptr,
                    output.begin(loaded.task)};
    const int before = static_cast<int>(input.before.size());
    if (before > 0)
        std::cerr << loaded.task.name << ": goes on after " << before << " documents\n";
    Progress progress;
    return runTask(
        session, input, request, stop, [&](const TaskOutcome& outcome, const TaskResult& soFar) {
            output.add(soFar, outcome,
                       loaded.documents.documents[static_cast<std::size_t>(outcome.index)]);
            progress.tell(soFar, before);
        });
}

/// Runs all tasks until one is stopped or fails; what is done is written each time.
void runAll(Session& session, const std::vector<LoadedTask>& tasks, EvalRun& run,
            EvalOutput& output)
{
    Interrupt interrupt;
    const std::stop_token stop = interrupt.arm();
    const auto start = Clock::now();
    output.write(run);
    for (std::size_t i = 0; i < tasks.size() && run.status == "running"; ++i) {
        run.tasks[i] = runOne(session, tasks[i], run.request, output, stop);
        run.taskHashes.push_back(output.taskHash());
        run.seconds = secondsSince(start);
        if (run.tasks[i].failure)
            run.status = "failed";
        else if (run.tasks[i].cancelled)
            run.status = "interrupted";
        else if (i + 1 == tasks.size())
            run.status = "complete";
        output.write(run);
    }
    interrupt.disarm();
}

/// The results of what was done, and what became of the rest; the exit code.
int tell(const EvalRun& run, const EvalOutput& output, const EvalOptions& options)
{
    std::cout << resultsTable(run.tasks) << std::flush;
    for (const TaskResult& task : run.tasks) {
        if (task.tokens > 0)
            std::cerr << task.task.name << ": " << task.done << " documents, " << task.tokens
                      << " tokens, mean exit layer "
                      << shortest(std::round(100 * task.exitLayerSum /
                                             static_cast<double>(task.tokens)) /
                                  100)
                      << '\n';
        if (task.failure)
            std::cerr << "exitscope-cli: " << task.failure->what() << '\n';
    }
    if (!options.outputDir.empty())
        std::cerr << "results: " << output.results().string() << '\n';
    if (run.status == "interrupted")
        std::cerr << "Stopped before the end"
                  << (options.outputDir.empty() ? ".\n" : "; --resume goes on.\n");
    return run.status == "complete" && std::cout ? 0 : 1;
}

} // namespace

void addEvalOptions(CLI::App& command, EvalOptions& options)
{
    addModelOptions(command, options);
    OptionGroup tasks(command, "Tasks");
    tasks.add("tasks", options.tasks,
              "tasks to run, joined by commas; list tells the names and runs nothing");
    tasks.add("include_path", options.includePath,
              "folder with task files (NAME.json) of your own");
    tasks
        .add("data_path", options.dataPath,
             "folder of the data as JSON lines, packed with gzip or not; of a single task also the "
             "file itself")
        ->capture_default_str();
    tasks.addDecimal("limit", options.limit,
                     "the first N documents of each task; below 1 that share of them (0: all)");
    tasks.addWhole("num_fewshot", options.numFewshot,
                   "solved examples before each document (-1: as the task has it)");
    tasks.add("fewshot_path", options.fewshotPath, "file that a single task's examples are from");
    tasks
        .add("fewshot_sampler", options.fewshotSampler,
             "default draws others for each document, as the harness does; first_n takes the first "
             "of the file")
        ->check(CLI::IsMember({"default", "first_n"}))
        ->capture_default_str();
    tasks.addWhole("fewshot_seed", options.fewshotSeed, "draws the examples");
    tasks.addBoolean("add_bos_token", options.addBos,
                     "texts begin with the model's token for that, where it has one");
    addExitOptions(command, options);
    OptionGroup output(command, "Output");
    output.add(
        "output_dir", options.outputDir,
        "write results and samples to a folder below this one that is named after the model, "
        "in the layout of the harness");
    output.addBoolean("resume", options.resume,
                      "go on with the newest results there that are not complete");
}

int runEval(EvalOptions options)
{
    if (options.tasks == "list") {
        for (const std::string& name : taskNames(options.includePath))
            std::cout << name << '\n';
        return 0;
    }
    checkOptions(options);
    const std::vector<LoadedTask> tasks = loadTasks(options);
    noteUnusedParameters(options);
    const auto session = openModel(options.model, options.load);
    EvalRun run = startedRun(options, *session, tasks);
    EvalOutput output(options.outputDir, run.modelName);
    if (options.resume && !output.resume(run))
        std::cerr << "Nothing to go on with in " << options.outputDir << ": starting anew.\n";
    runAll(*session, tasks, run, output);
    return tell(run, output, options);
}

} // namespace exitscope

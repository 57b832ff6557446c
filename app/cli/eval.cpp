#include "cli/eval.h"

#include "cli/evaltasks.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "cli/timeleft.h"
#include "common/words.h"
#include "tasks/evaluation.h"
#include "tasks/resultstable.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace exitscope {
namespace {

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
    require(options.maxSteps >= 0, "--max_steps is " + std::to_string(options.maxSteps) +
                                       ", but must be 1 or more (0: as the task has it).");
    require(!options.settings.sampling.sample,
            "--sample is true, and evaluation is greedy; leave it out.");
    require(options.logSamples, "--log_samples is false, and --output_dir always holds the "
                                "samples, from which --resume goes on; leave it out.");
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
    request.device = options.load.device;
    return request;
}

/// Tells how far a task is, about once a second.
class Progress
{
public:
    void begin(const TaskResult& task, int before)
    {
        m_time = {};
        m_told = Clock::now();
        if (before > 0)
            std::cerr << task.task.name << ": goes on after " << before << " documents\n";
    }

    void tell(const TaskResult& task)
    {
        m_time.countItem();
        const int left = task.wanted - task.done;
        if (left > 0 && Clock::now() - m_told < std::chrono::seconds(1))
            return;
        m_told = Clock::now();
        std::cerr << task.task.name << ": " << task.done << " of " << task.wanted
                  << (left > 0 ? "; " + m_time.text(left) : std::string()) << std::endl;
    }

private:
    using Clock = std::chrono::steady_clock;

    TimeLeft m_time;
    Clock::time_point m_told;
};

void runAll(Session& session, const std::vector<TaskData>& tasks, EvalRun& run, EvalOutput& output)
{
    Interrupt interrupt;
    Progress progress;
    EvalObserver observer;
    observer.onTask = [&](const TaskResult& task, int before) { progress.begin(task, before); };
    observer.onDocument = [&](const TaskResult& soFar) { progress.tell(soFar); };
    runEvaluation(session, tasks, run, output, interrupt.arm(), observer);
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
        if (task.truncated > 0)
            std::cerr << "note: " << task.truncated << " documents of " << task.task.name
                      << " were too long for the model's context and lost their beginning.\n";
        if (task.failure)
            std::cerr << "exitscope-cli: " << task.failure->what() << '\n';
    }
    if (!options.outputDir.empty())
        std::cerr << "results: " << output.results().string() << '\n';
    if (run.status == ResultStatus::Interrupted)
        std::cerr << "Stopped before the end"
                  << (options.outputDir.empty() ? ".\n" : "; --resume goes on.\n");
    return run.status == ResultStatus::Complete && std::cout ? 0 : 1;
}

} // namespace

void addEvalOptions(CLI::App& command, EvalOptions& options)
{
    addModelOptions(command, options);
    OptionGroup tasks(command, "Tasks");
    tasks.addList("tasks", options.tasks,
                  "tasks to run, several words or joined by commas; list tells the names and runs "
                  "nothing");
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
    tasks.addWhole("max_steps", options.maxSteps,
                   "most tokens of a written answer (0: as the task has it)");
    tasks.addBoolean("add_bos_token", options.addBos,
                     "texts begin with the model's token for that, where it has one");
    tasks.addBoolean("sample", options.settings.sampling.sample,
                     "has to be false: answers are greedy");
    tasks.addWhole("seed", options.settings.sampling.seed,
                   "has no effect, as nothing is drawn but examples (see fewshot_seed)");
    addExitOptions(command, options);
    OptionGroup output(command, "Output");
    output.add(
        "output_dir", options.outputDir,
        "write results and samples to a folder below this one that is named after the model, "
        "in the layout of the harness");
    output.addBoolean("log_samples", options.logSamples,
                      "has to be true: samples are what --resume goes on from");
    output.addBoolean("resume", options.resume,
                      "go on with the newest results there that are not complete");
}

int runEval(EvalOptions options)
{
    if (options.tasks == std::vector<std::string>{"list"}) {
        for (const std::string& name : taskNames(options.includePath))
            std::cout << name << '\n';
        return 0;
    }
    checkOptions(options);
    const std::vector<TaskData> tasks = loadTasks(options);
    noteUnusedParameters(options);
    const auto session = openModel(options.model, options.load);
    EvalRun run =
        plannedEvaluation(*session, tasks, requestOf(options, settingsOn(*session, options)));
    if (!options.model.empty())
        run.modelName = options.model;
    EvalOutput output(options.outputDir, run.modelName);
    if (options.resume && !output.resume(run))
        std::cerr << "Nothing to go on with in " << options.outputDir << ": starting anew.\n";
    runAll(*session, tasks, run, output);
    return tell(run, output, options);
}

} // namespace exitscope

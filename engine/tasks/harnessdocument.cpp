#include "tasks/harnessdocument.h"

#include "base/utf8.h"
#include "results/benchmarkjson.h"
#include "trace/documentparts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace exitscope {
namespace {

std::string keyOf(const std::string& metric, const std::string& filter, const char* suffix = "")
{
    return metric + suffix + ',' + filter;
}

OrderedJson number(double value)
{
    return std::isfinite(value) ? OrderedJson(value) : OrderedJson(nullptr);
}

OrderedJson resultOf(const TaskResult& task)
{
    OrderedJson result{{"alias", task.task.name}};
    for (const MeasuredMetric& measured : task.metrics) {
        result[keyOf(measured.metric, measured.filter)] = number(aggregated(measured));
        const auto error = standardError(measured);
        result[keyOf(measured.metric, measured.filter, "_stderr")] =
            error ? number(*error) : OrderedJson("N/A");
    }
    return result;
}

OrderedJson configOf(const TaskResult& task)
{
    OrderedJson config = task.task.definition;
    config["num_fewshot"] = task.numFewshot;
    config["metadata"] = {{"version", task.task.version}};
    config["dataset_path"] = toValidUtf8(task.file);
    return config;
}

OrderedJson ownPartOf(const TaskResult& task)
{
    const auto tokens = static_cast<double>(task.tokens);
    return {{"file", toValidUtf8(task.file)},
            {"hash", task.fileHash},
            {"shots_file", toValidUtf8(task.shotsFile)},
            {"shots_hash", task.shotsHash},
            {"tokens", task.tokens},
            {"mean_exit_layer", number(task.exitLayerSum / tokens)},
            {"truncated", task.truncated},
            {"seconds", number(task.seconds)},
            {"complete", task.isComplete()},
            {"failure", task.failure ? OrderedJson(toValidUtf8(task.failure->what())) : nullptr}};
}

/// What only this program knows.
OrderedJson ownPart(const EvalRun& run)
{
    OrderedJson tasks = OrderedJson::object();
    for (const TaskResult& task : run.tasks)
        tasks[task.task.name] = ownPartOf(task);
    OrderedJson machines = OrderedJson::array();
    for (const Machine& machine : run.machines)
        machines.emplace_back(OrderedJson(toJson(machine)));
    const bool hasFailed =
        std::ranges::any_of(run.tasks, [](const TaskResult& task) { return bool(task.failure); });
    return {
        {"status", hasFailed ? "failed" : fieldName(run.status)},
        {"model", OrderedJson(modelPart(run.model))},
        {"settings", OrderedJson(settingsPart(run.request.settings))},
        {"versions", {{"exitscope", run.versions.exitscope}, {"libtorch", run.versions.libtorch}}},
        {"machines", machines},
        {"add_bos_token", run.request.addBos},
        {"fewshot_sampler", run.request.sampler == ShotSampler::Random ? "default" : "first_n"},
        {"tasks", tasks}};
}

/// Where it ran, for people.
std::string environmentOf(const EvalRun& run)
{
    std::string text =
        "exitscope " + run.versions.exitscope + "\nLibTorch " + run.versions.libtorch;
    for (const Machine& machine : run.machines)
        text += '\n' + machine.device + ": " + machine.cpu + ", " +
                std::to_string(machine.threads) + " threads of " + std::to_string(machine.cores) +
                " cores";
    return text;
}

OrderedJson harnessConfig(const EvalRun& run)
{
    const double limit = run.request.limit;
    return {
        {"model", "exitscope"},
        {"model_args", "pretrained=" + toValidUtf8(run.modelName) + ",dtype=" + run.model.dtype},
        {"batch_size", 1},
        {"batch_sizes", OrderedJson::array()},
        {"device", run.machines.empty() ? "cpu" : run.machines.back().device},
        {"use_cache", nullptr},
        {"limit", limit > 0 ? OrderedJson(limit) : OrderedJson(nullptr)},
        {"bootstrap_iters", bootstrapResamples},
        {"gen_kwargs", nullptr},
        {"random_seed", nullptr},
        {"numpy_seed", nullptr},
        {"torch_seed", nullptr},
        {"fewshot_seed", run.request.fewshotSeed}};
}

/// The fields of the harness's tracker and of its environment.
void addTrackerFields(OrderedJson& document, const EvalRun& run)
{
    OrderedJson hashes = OrderedJson::object();
    for (const TaskResult& task : run.tasks) {
        if (!task.hash.empty())
            hashes[task.task.name] = task.hash;
    }
    document["git_hash"] = nullptr;
    document["date"] = run.startedAt;
    document["pretty_env_info"] = toValidUtf8(environmentOf(run));
    document["transformers_version"] = nullptr;
    document["lm_eval_version"] = nullptr;
    document["upper_git_hash"] = nullptr;
    document["max_length"] = run.model.contextLength;
    document["eot_token_id"] =
        run.eosIds.empty() ? OrderedJson(nullptr) : OrderedJson(run.eosIds.front());
    document["task_hashes"] = hashes;
    document["model_source"] = "exitscope";
    document["model_name"] = toValidUtf8(run.modelName);
    document["model_name_sanitized"] = folderNameOf(toValidUtf8(run.modelName));
    for (const char* unused : {"system_instruction", "system_instruction_sha",
                               "fewshot_as_multiturn", "chat_template", "chat_template_sha"})
        document[unused] = nullptr;
    document["start_time"] = run.startedAt;
    document["end_time"] = run.startedAt + run.seconds();
    document["total_evaluation_time_seconds"] = OrderedJson(run.seconds()).dump();
}

} // namespace

double EvalRun::seconds() const
{
    double sum = 0;
    for (const TaskResult& task : tasks)
        sum += task.seconds;
    return sum;
}

std::string resultsDocument(const EvalRun& run)
{
    OrderedJson document;
    for (const char* part : {"results", "group_subtasks", "configs", "versions", "n-shot",
                             "higher_is_better", "n-samples"})
        document[part] = OrderedJson::object();
    for (const TaskResult& task : run.tasks) {
        const std::string& name = task.task.name;
        document["results"][name] = resultOf(task);
        document["group_subtasks"][name] = OrderedJson::array();
        document["configs"][name] = configOf(task);
        document["versions"][name] = task.task.version;
        document["n-shot"][name] = task.numFewshot;
        for (const std::string& metric : task.task.metrics)
            document["higher_is_better"][name][metric] = higherIsBetter(metric);
        document["n-samples"][name] = {{"original", task.documents}, {"effective", task.done}};
    }
    document["config"] = harnessConfig(run);
    addTrackerFields(document, run);
    document["exitscope"] = ownPart(run);
    return document.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + '\n';
}

std::string folderNameOf(const std::string& modelName)
{
    std::string result;
    bool wasReplaced = false;
    for (const char c : modelName) {
        const bool isReplaced = std::string_view("\"<>:/|\\?*[]").find(c) != std::string_view::npos;
        if (!isReplaced)
            result += c;
        else if (!wasReplaced)
            result += "__";
        wasReplaced = isReplaced;
    }
    return result;
}

} // namespace exitscope

#include "desktop/evaluationwork.h"

#include "common/resourcefile.h"
#include "tasks/evaloutput.h"

#include <chrono>

namespace exitscope {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A task with its data.
struct TaskAndData
{
    EvalTask task;
    TaskDocuments documents;
    std::optional<TaskDocuments> shots;
};

TaskAndData taskWithData(const std::string& name, const EvaluationPlan& plan)
{
    const fs::path definition = resourceFile("tasks/" + name + ".json");
    if (definition.empty())
        throw Error(ErrorCode::FileMissing, "There is no task " + name + "; choose another one.");
    TaskAndData loaded{readTask(definition), {}, {}};
    const fs::path data(plan.dataPath.toStdU16String());
    std::error_code unknown;
    const bool isFile = fs::is_regular_file(data, unknown);
    loaded.documents = readDocuments(loaded.task, isFile ? data : findTaskFile(loaded.task, data));
    if (plan.request.numFewshot.value_or(loaded.task.numFewshot) == 0)
        return loaded;
    if (const auto shots = findShotsFile(loaded.task, isFile ? data.parent_path() : data))
        loaded.shots = readDocuments(loaded.task, *shots);
    return loaded;
}

EvalRun startedRun(const Session& session, const EvaluationPlan& plan,
                   const std::vector<TaskAndData>& tasks)
{
    EvalRun run;
    run.model = session.model();
    run.modelName = session.model().name;
    run.eosIds = session.eosIds();
    run.request = plan.request;
    run.environment = "exitscope " EXITSCOPE_VERSION;
    run.startedAt =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    run.status = "running";
    for (const TaskAndData& loaded : tasks) {
        TaskResult& result = run.tasks.emplace_back();
        result.task = loaded.task;
        result.file = loaded.documents.file.string();
        result.documents = static_cast<int>(loaded.documents.documents.size());
        result.numFewshot = run.request.numFewshot.value_or(loaded.task.numFewshot);
    }
    return run;
}

/// What is to become of an evaluation of which a task came to this.
std::string statusAfter(const TaskResult& task, bool isLast)
{
    return task.failure     ? "failed"
           : task.cancelled ? "interrupted"
           : isLast         ? "complete"
                            : "running";
}

} // namespace

void evaluate(Session& session, const EvaluationPlan& plan, const std::stop_token& stop,
              const EvaluationObserver& observer)
{
    std::vector<TaskAndData> tasks;
    for (const QString& name : plan.tasks)
        tasks.push_back(taskWithData(name.toStdString(), plan));
    EvalRun run = startedRun(session, plan, tasks);
    EvalOutput output(plan.folder.toStdString(), run.modelName);
    output.resume(run);
    const auto write = [&] {
        output.write(run);
        observer.onResults(QString::fromStdU16String(output.results().u16string()));
    };
    write();
    const auto start = Clock::now();
    for (std::size_t i = 0; i < tasks.size() && run.status == "running"; ++i) {
        const TaskAndData& loaded = tasks[i];
        const TaskInput input{loaded.task, loaded.documents,
                              loaded.shots ? &*loaded.shots : nullptr, output.begin(loaded.task)};
        const QString name = QString::fromStdString(loaded.task.name);
        run.tasks[i] = runTask(
            session, input, run.request, stop,
            [&](const TaskOutcome& outcome, const TaskResult& soFar) {
                output.add(soFar, outcome,
                           loaded.documents.documents[static_cast<std::size_t>(outcome.index)]);
                observer.onDocument(name, soFar.done, soFar.wanted);
            });
        run.taskHashes.push_back(output.taskHash());
        run.seconds = secondsSince(start);
        run.status = statusAfter(run.tasks[i], i + 1 == tasks.size());
        write();
    }
}

} // namespace exitscope

#include "desktop/evaluationwork.h"

#include "common/resourcefile.h"
#include "tasks/evaluation.h"

namespace exitscope {

namespace {

namespace fs = std::filesystem;

TaskData taskWithData(const std::string& name, const EvaluationPlan& plan)
{
    const fs::path definition = resourceFile("tasks/" + name + ".json");
    if (definition.empty())
        throw Error(ErrorCode::FileMissing, "There is no task " + name + "; choose another one.");
    return readTaskData(readTask(definition), fs::path(plan.dataPath.toStdU16String()),
                        plan.request.numFewshot);
}

} // namespace

void evaluate(Session& session, const EvaluationPlan& plan, const std::stop_token& stop,
              const EvaluationObserver& observer)
{
    std::vector<TaskData> tasks;
    for (const QString& name : plan.tasks)
        tasks.push_back(taskWithData(name.toStdString(), plan));
    EvalRun run = plannedEvaluation(session, tasks, plan.request);
    EvalOutput output(plan.folder.toStdString(), run.modelName);
    output.resume(run);
    EvalObserver told;
    told.onDocument = [&](const TaskResult& soFar) {
        observer.onDocument(QString::fromStdString(soFar.task.name), soFar.done, soFar.wanted);
    };
    told.onResults = [&](const fs::path& file) {
        observer.onResults(QString::fromStdU16String(file.u16string()));
    };
    runEvaluation(session, tasks, run, output, stop, told);
}

} // namespace exitscope

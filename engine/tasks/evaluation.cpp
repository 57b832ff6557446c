#include "tasks/evaluation.h"

#include "eval/machine.h"
#include "tasks/taskplan.h"

#include <chrono>

namespace exitscope {
namespace {

TaskInput inputOf(const TaskData& data)
{
    return {data.task, data.documents, data.shots ? &*data.shots : nullptr, {}};
}

/// The tasks of one evaluation.
class TaskRunner
{
public:
    TaskRunner(Session& session, EvalRun& run, EvalOutput& output, const std::stop_token& stop,
               const EvalObserver& observer)
        : m_session(session)
        , m_run(run)
        , m_output(output)
        , m_stop(stop)
        , m_observer(observer)
    {}

    Status write()
    {
        Status written = m_output.write(m_run);
        if (written && m_output.isOnDisk() && m_observer.onResults)
            m_observer.onResults(m_output.results());
        return written;
    }

    /// `result` is planned, and what became of it afterwards.
    void runTask(const TaskData& data, TaskResult& result)
    {
        try {
            TaskInput input = inputOf(data);
            input.before = m_output.begin(data.task);
            if (m_observer.onTask)
                m_observer.onTask(result, static_cast<int>(input.before.size()));
            result = exitscope::runTask(
                m_session, input, m_run.request, m_stop,
                [&](const TaskOutcome& outcome, const TaskResult& soFar) {
                    const auto index = static_cast<std::size_t>(outcome.index);
                    m_output.add(soFar, outcome, data.documents.documents[index]);
                    if (m_observer.onDocument)
                        m_observer.onDocument(soFar);
                });
            result.hash = m_output.taskHash();
        } catch (const Error& error) {
            result.failure = error;
        }
    }

private:
    Session& m_session;
    EvalRun& m_run;
    EvalOutput& m_output;
    const std::stop_token& m_stop;
    const EvalObserver& m_observer;
};

} // namespace

EvalRun plannedEvaluation(const Session& session, const std::vector<TaskData>& tasks,
                          const TaskRequest& request)
{
    if (!session.tokenizer())
        throw Error(ErrorCode::Unsupported, session.tokenizerError());
    EvalRun run;
    run.model = session.model();
    run.modelName = session.model().name;
    run.eosIds = session.eosIds();
    run.request = request;
    run.request.settings.sampling = {};
    run.request.settings.sampling.sample = false;
    run.versions = programVersions();
    run.machines = {thisMachine(request.device)};
    run.startedAt =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    for (const TaskData& data : tasks)
        run.tasks.push_back(plannedTask(inputOf(data), request));
    return run;
}

void runEvaluation(Session& session, const std::vector<TaskData>& tasks, EvalRun& run,
                   EvalOutput& output, const std::stop_token& stop, const EvalObserver& observer)
{
    TaskRunner runner(session, run, output, stop, observer);
    run.status = ResultStatus::Running;
    if (const Status written = runner.write(); !written)
        throw written.error();
    for (std::size_t i = 0; i < tasks.size() && run.status == ResultStatus::Running; ++i) {
        TaskResult& task = run.tasks[i];
        runner.runTask(tasks[i], task);
        if (task.failure || task.cancelled)
            run.status = ResultStatus::Interrupted;
        else if (i + 1 == tasks.size())
            run.status = ResultStatus::Complete;
        const Status written = runner.write();
        if (!written && !task.failure) {
            task.failure = written.error();
            run.status = ResultStatus::Interrupted;
        }
    }
}

} // namespace exitscope

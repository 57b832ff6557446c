#pragma once

#include "tasks/evaloutput.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// Told as an evaluation goes on; each may be empty.
struct EvalObserver
{
    /// A task begins, of which an earlier sitting did the first `before` documents.
    std::function<void(const TaskResult& planned, int before)> onTask;
    /// A document is done.
    std::function<void(const TaskResult& soFar)> onDocument;
    /// The results in `file` were written anew; not told of where nothing is written.
    std::function<void(const std::filesystem::path& file)> onResults;
};

/// The evaluation before anything ran; all tasks are looked at, so that none is found to be
/// impossible only once its turn comes. Answers are greedy, whatever the request's sampling. Throws
/// Error: as plannedTask, Unsupported for a model without a tokenizer.
EvalRun plannedEvaluation(const Session& session, const std::vector<TaskData>& tasks,
                          const TaskRequest& request);

/// Runs `tasks`, from which `run` was planned, one after the other until one is stopped or fails.
/// What is done is in `run`, with each task's failure, and on disk. Throws Error(WriteFailed) where
/// not even the beginning can be written.
void runEvaluation(Session& session, const std::vector<TaskData>& tasks, EvalRun& run,
                   EvalOutput& output, const std::stop_token& stop = {},
                   const EvalObserver& observer = {});

} // namespace exitscope

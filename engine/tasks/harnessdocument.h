#pragma once

#include "results/benchmarkresult.h"
#include "tasks/taskrun.h"

#include <string>
#include <vector>

namespace exitscope {

/// Everything that the results say besides the tasks' own.
struct EvalRun
{
    ModelIdentity model;
    std::string modelName; ///< as it was asked for
    std::vector<int> eosIds;
    TaskRequest request;
    ProgramVersions versions;
    std::vector<Machine> machines; ///< that had a part in it, without repeats; one at least
    double startedAt = 0;          ///< seconds since 1970, of the first sitting
    ResultStatus status = ResultStatus::Running;
    std::vector<TaskResult> tasks;

    /// Over all tasks and sittings.
    double seconds() const;
};

/// The results in the layout of the harness's results_*.json: results, group_subtasks, configs,
/// versions, n-shot, higher_is_better, n-samples, config and the fields of its tracker, and what
/// only Exitscope knows under "exitscope"; its status is "failed" where a task has a failure. Valid
/// UTF-8.
std::string resultsDocument(const EvalRun& run);

/// A model's name as the harness makes a folder of it.
std::string folderNameOf(const std::string& modelName);

} // namespace exitscope

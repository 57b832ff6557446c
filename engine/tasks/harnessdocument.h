#pragma once

#include "tasks/taskrun.h"

#include <string>
#include <vector>

namespace exitscope {

/// Everything that the results say besides the tasks' own.
struct EvalRun
{
    ModelIdentity model;
    std::string modelName; ///< as it was asked for
    std::string device;    ///< likewise; empty: cpu
    std::vector<int> eosIds;
    TaskRequest request;
    std::string environment; ///< versions and machine, for people
    double startedAt = 0;    ///< seconds since 1970
    double seconds = 0;      ///< so far
    std::string status;      ///< "running", "complete", "interrupted" or "failed"
    std::vector<TaskResult> tasks;
    std::vector<std::string> taskHashes; ///< one each, see sampleLines; empty: unknown
};

/// The results in the layout of the harness's results_*.json: results, group_subtasks, configs,
/// versions, n-shot, higher_is_better, n-samples, config and the fields of its tracker, and what
/// only Exitscope knows under "exitscope". Valid UTF-8.
std::string resultsDocument(const EvalRun& run);

/// A model's name as the harness makes a folder of it.
std::string folderNameOf(const std::string& modelName);

} // namespace exitscope

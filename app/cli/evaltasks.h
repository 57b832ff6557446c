#pragma once

#include "tasks/taskdata.h"

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

struct EvalOptions;

/// A task with its data.
struct LoadedTask
{
    EvalTask task;
    TaskDocuments documents;
    std::optional<TaskDocuments> shots; ///< nothing: picked among the documents
};

/// The names of all tasks, the bundled ones and those of `includePath`, in order.
std::vector<std::string> taskNames(const std::string& includePath);

/// Reads the tasks that `options` names, and their data. Throws Error.
std::vector<LoadedTask> loadTasks(const EvalOptions& options);

} // namespace exitscope

#pragma once

#include "tasks/taskdata.h"

#include <string>
#include <vector>

namespace exitscope {

struct EvalOptions;

/// The names of all tasks, the bundled ones and those of `includePath`, in order.
std::vector<std::string> taskNames(const std::string& includePath);

/// Reads the tasks that `options` names, and their data. Throws Error.
std::vector<TaskData> loadTasks(const EvalOptions& options);

} // namespace exitscope

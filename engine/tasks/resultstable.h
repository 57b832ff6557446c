#pragma once

#include "tasks/taskrun.h"

#include <string>
#include <vector>

namespace exitscope {

/// A table of the results in the harness's form (Markdown).
std::string resultsTable(const std::vector<TaskResult>& tasks);

} // namespace exitscope

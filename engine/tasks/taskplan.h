#pragma once

#include "tasks/taskrun.h"

namespace exitscope {

/// What runTask begins with: nothing done. Throws Error: WrongUse for shots that the data do not
/// have, FileDamaged with file, line and field for a document that lacks something.
TaskResult plannedTask(const TaskInput& input, const TaskRequest& request);

} // namespace exitscope

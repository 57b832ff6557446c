#pragma once

#include "trace/run.h"

#include <QString>

namespace exitscope {

/// A run as a picture's title: the model, and the rules that ruled, in order.
QString runTitle(const Run& run);

/// Its figures in a line: tokens, layers, mean exit layer.
QString runSubtitle(const Run& run);

/// A name for files of the run, without characters that a file system or a shell minds.
QString runFileName(const Run& run);

} // namespace exitscope

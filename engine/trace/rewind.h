#pragma once

#include "trace/run.h"

#include <utility>

namespace exitscope {

/// `run` as it stood before token `token` was written, 0 to as many as it has: its first tokens
/// with their cells as they were then, what was recorded of them, and their seconds. Later catch-up
/// is taken back, a round of drafts that reaches further is cut, and the run is unfinished. A step
/// that met the end of the text stays counted with the token before it.
Run beforeToken(const Run& run, int token);

/// Seconds that writing the tokens took: the first, with the prompt, and the others.
std::pair<double, double> writingSeconds(const Run& run);

} // namespace exitscope

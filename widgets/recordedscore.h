#pragma once

#include "exit/rule.h"
#include "trace/run.h"

#include <optional>

namespace exitscope {

/// What `rule` would have measured at `layer` of token `token` of `run`, from what was recorded
/// there; NaN where that is not known (a layer that was not scored, an entropy at a temperature
/// that was not kept).
float recordedScore(const Run& run, int token, const Rule& rule, int layer);

/// The layer at which `rule` would have let that token out among the first `depth` layers; nothing
/// where a score on the way is not known.
std::optional<int> recordedExit(const Run& run, int token, const Rule& rule, int depth);

} // namespace exitscope

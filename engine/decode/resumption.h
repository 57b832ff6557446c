#pragma once

#include "base/error.h"
#include "model/modelconfig.h"
#include "trace/run.h"

#include <optional>

namespace exitscope {

/// Why the open model cannot go on with `recorded` after its first `keep` tokens, the next of which
/// may be given by `replacement`; nothing where it can. See Session::resume.
std::optional<Error> obstacleToResuming(const Run& recorded, int keep,
                                        std::optional<int> replacement, const ModelIdentity& model,
                                        const ModelConfig& config);

} // namespace exitscope

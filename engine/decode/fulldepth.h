#pragma once

#include "decode/cancelcheck.h"
#include "trace/run.h"

#include <memory>
#include <optional>

namespace exitscope {

class LlamaModel;

/// See Session::measureFullDepth; nothing when cancelled, which is polled before every layer.
std::optional<FullDepthCost> measureFullDepth(const std::shared_ptr<const LlamaModel>& model,
                                              int context, int repeats,
                                              const CancelCheck& cancelled);

} // namespace exitscope

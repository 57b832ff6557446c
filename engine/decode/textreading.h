#pragma once

#include "decode/session.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace exitscope {

class LlamaModel;

/// See Session::readText, which this carries out; false when cancelled.
bool readText(const std::shared_ptr<const LlamaModel>& model, std::span<const int> ids,
              double temperature, const PositionObserver& onPosition, const std::stop_token& stop);

} // namespace exitscope

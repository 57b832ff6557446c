#pragma once

#include <functional>

namespace exitscope {

/// Asked before every layer; true ends the work there.
using CancelCheck = std::function<bool()>;

} // namespace exitscope

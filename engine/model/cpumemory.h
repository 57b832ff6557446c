#pragma once

#include <cstddef>
#include <optional>

namespace exitscope {

/// Bytes: what Linux says can be had without swapping, and what a container may have at most;
/// nothing where Linux does not say.
std::optional<std::size_t> freeCpuMemory();

} // namespace exitscope

#pragma once

#include <cstddef>

namespace exitscope {

/// `floats` floats of memory, aligned to 64 bytes, that belong to the calling thread until it asks
/// again; nullptr where there is no memory. What it held before is lost.
float* scratchFloats(std::size_t floats);

} // namespace exitscope

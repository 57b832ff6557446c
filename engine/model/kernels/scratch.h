#pragma once

#include <cstddef>

namespace exitscope {

/// `floats` floats of memory, aligned to 64 bytes, that belong to the calling thread until it asks
/// again. What it held before is lost. Throws std::bad_alloc.
float* scratchFloats(std::size_t floats);

} // namespace exitscope

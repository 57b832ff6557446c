#pragma once

#include <cstddef>

namespace exitscope {

/// What memory is for, each a memory of its own.
enum class Scratch
{
    Products, ///< a product's own form of x
    Rounded   ///< x rounded before a product that takes it as it is
};

/// `floats` floats of memory, aligned to 64 bytes, that belong to the calling thread until it asks
/// again for the same use. What it held before is lost. Throws std::bad_alloc.
float* scratchFloats(std::size_t floats, Scratch use = Scratch::Products);

} // namespace exitscope

#include "model/kernels/scratch.h"

#include <cstdlib>
#include <new>

namespace exitscope {
namespace {

constexpr std::size_t alignment = 64;

/// Kept from one call to the next: mapping large buffers anew costs as much as filling them.
struct Scratch
{
    float* memory = nullptr;
    std::size_t floats = 0;

    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::free(memory); }
};

} // namespace

float* scratchFloats(std::size_t floats)
{
    static thread_local Scratch own;
    if (own.floats < floats) {
        std::free(own.memory);
        const std::size_t bytes = (floats * sizeof(float) + alignment - 1) / alignment * alignment;
        own.memory = static_cast<float*>(std::aligned_alloc(alignment, bytes));
        own.floats = own.memory ? floats : 0;
        if (!own.memory)
            throw std::bad_alloc();
    }
    return own.memory;
}

} // namespace exitscope

#include "model/kernels/scratch.h"

#include <cstdlib>
#include <new>

namespace exitscope {
namespace {

constexpr std::size_t alignment = 64;

/// Kept from one call to the next: mapping large buffers anew costs as much as filling them.
struct Kept
{
    float* memory = nullptr;
    std::size_t floats = 0;

    Kept() = default;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() { std::free(memory); }
};

} // namespace

float* scratchFloats(std::size_t floats, Scratch use)
{
    static thread_local Kept kept[2];
    Kept& own = kept[static_cast<std::size_t>(use)];
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

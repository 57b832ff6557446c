#pragma once

#include "model/weightformat.h"

#include <cstddef>

namespace exitscope {

/// Of an int4 group's pairs.
inline constexpr std::size_t groupBytes = int4Group / 2;

/// Of four floats: what every processor that this is built for has.
using StepVector = float __attribute__((vector_size(16)));
inline constexpr std::size_t stepLanes = 4;

inline StepVector broadcast(float value)
{
    return value - StepVector{};
}

inline StepVector clamped(StepVector x, float least, float most)
{
    x = x > least ? x : broadcast(least);
    return x < most ? x : broadcast(most);
}

/// The nearest whole numbers, ties to even, of |x| < 2^22.
inline StepVector rounded(StepVector x)
{
    constexpr float shift = 12582912.0F; // 1.5 x 2^23: the sum's last bit is worth 1
    return (x + shift) - shift;
}

inline float inverseOf(float scale)
{
    return scale == 0 ? 0 : 1 / scale;
}

} // namespace exitscope

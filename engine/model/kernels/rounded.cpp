#include "model/kernels/rounded.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace exitscope {
namespace {

float roundedToBf16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t size = bits & 0x7fffffffu;
    if (size > 0x7f800000u)
        return value; // NaN
    if (size < 0x00800000u)
        return 0;
    return std::bit_cast<float>((bits + 0x7fffu + (bits >> 16 & 1)) & 0xffff0000u);
}

void roundGroup(const float* x, int count, float* y)
{
    float largest = 0;
    bool isBroken = false;
    for (int i = 0; i < count; ++i) {
        largest = std::max(largest, std::abs(x[i]));
        isBroken = isBroken || !std::isfinite(x[i]);
    }
    const float scale = largest < 1e-30f ? 0 : largest / largestByte;
    const float factor = scale > 0 ? 1 / scale : 0;
    for (int i = 0; i < count; ++i)
        y[i] = isBroken ? NAN : std::nearbyint(x[i] * factor) * scale;
}

} // namespace

void roundToBf16(const float* x, std::size_t count, float* y)
{
    for (std::size_t i = 0; i < count; ++i)
        y[i] = roundedToBf16(x[i]);
}

void roundToBytes(const float* x, int rows, int in, int group, float* y)
{
    for (int row = 0; row < rows; ++row, x += in, y += in) {
        for (int i = 0; i < in; i += group)
            roundGroup(x + i, std::min(group, in - i), y + i);
    }
}

} // namespace exitscope

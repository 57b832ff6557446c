#include "model/kernels/rounded.h"

#include "model/kernels/workpool.h"

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

void rowToBf16(const float* x, int in, float* y)
{
    for (int i = 0; i < in; ++i)
        y[i] = roundedToBf16(x[i]);
}

void groupToBytes(const float* x, int count, float* y)
{
    constexpr float shifter = 12582912.0f; // 1.5 x 2^23: adding it rounds to a whole number
    float largest = 0; // of the numbers; NaN stays by itself, and infinity makes NaN of the others
    for (int i = 0; i < count; ++i)
        largest = std::max(largest, std::abs(x[i]));
    const float scale = largest < 1e-30f ? 0 : largest / largestByte;
    const float factor = scale > 0 ? 1 / scale : 0;
    for (int i = 0; i < count; ++i)
        y[i] = ((x[i] * factor + shifter) - shifter) * scale;
}

template <int group>
void rowToBytes(const float* x, int in, float* y)
{
    for (int i = 0; i < in; i += group)
        groupToBytes(x + i, std::min(group, in - i), y + i);
}

/// row(x, in, y) for each row.
template <auto row>
void eachRow(const float* x, int rows, int in, float* y)
{
    const struct
    {
        const float* x;
        int in;
        float* y;
    } all{x, in, y};
    const auto one = [](const void* context, int r) {
        const auto& own = *static_cast<const decltype(all)*>(context);
        const std::ptrdiff_t first = std::ptrdiff_t{r} * own.in;
        row(own.x + first, own.in, own.y + first);
    };
    if (rows == 1)
        one(&all, 0);
    else
        WorkPool::instance().run(rows, one, &all);
}

} // namespace

template <>
void roundActivations<Bf16>(const float* x, int rows, int in, float* y)
{
    eachRow<rowToBf16>(x, rows, in, y);
}

template <>
void roundActivations<Int8Weight>(const float* x, int rows, int in, float* y)
{
    eachRow<rowToBytes<int8ActivationGroup>>(x, rows, in, y);
}

template <>
void roundActivations<Int4Pair>(const float* x, int rows, int in, float* y)
{
    eachRow<rowToBytes<int4Group>>(x, rows, in, y);
}

} // namespace exitscope

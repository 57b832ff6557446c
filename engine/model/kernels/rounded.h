#pragma once

#include "model/kernels/kernels.h"
#include "model/kernels/scratch.h"

namespace exitscope {

/// y [count] = x rounded to bf16, as kernels.h says.
void roundToBf16(const float* x, std::size_t count, float* y);
/// y [rows, in] = x rounded to whole multiples in groups of `group` inputs, as kernels.h says.
void roundToBytes(const float* x, int rows, int in, int group, float* y);

/// An exact product of rounded activations.
template <const Kernels* (*exact)(), auto product, int group, typename Weight>
void roundedProduct(const float* x, int rows, int in, const LinearJob<Weight>* jobs, int count)
{
    const std::size_t inputs = static_cast<std::size_t>(rows) * static_cast<std::size_t>(in);
    float* rounded = scratchFloats(inputs, Scratch::Rounded);
    if constexpr (group == 0)
        roundToBf16(x, inputs, rounded);
    else
        roundToBytes(x, rows, in, group, rounded);
    (exact()->*product)(rounded, rows, in, jobs, count);
}

/// A table with rounded activations made of an exact one.
template <const Kernels* (*exact)()>
const Kernels* roundingBefore()
{
    static const Kernels table = [] {
        Kernels own = *exact();
        own.linearBf16 = roundedProduct<exact, &Kernels::linearBf16, 0, Bf16>;
        own.linearInt8 = roundedProduct<exact, &Kernels::linearInt8, int8Group, Int8Weight>;
        own.linearInt4 = roundedProduct<exact, &Kernels::linearInt4, int4Group, Int4Pair>;
        return own;
    }();
    return &table;
}

/// Products with rounded activations that need no rounding before, in the place of the table's.
void addRoundedVnni(Kernels& table); ///< int8 and int4, by byte products (VNNI)
void addRoundedBf16(Kernels& table); ///< bf16, by products of pairs (AVX512_BF16)

} // namespace exitscope

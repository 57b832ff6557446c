#pragma once

#include "model/kernels/kernels.h"
#include "model/kernels/scratch.h"

namespace exitscope {

/// y [rows, in] = x rounded beside weights of the type, as kernels.h says. Spread over WorkPool's
/// threads.
template <typename Weight>
void roundActivations(const float* x, int rows, int in, float* y);
template <>
void roundActivations<Bf16>(const float* x, int rows, int in, float* y);
template <>
void roundActivations<Int8Weight>(const float* x, int rows, int in, float* y);
template <>
void roundActivations<Int4Pair>(const float* x, int rows, int in, float* y);

/// An exact product of rounded activations.
template <const Kernels* (*exact)(), auto product, typename Weight>
void roundedProduct(const float* x, int rows, int in, const LinearJob<Weight>* jobs, int count)
{
    float* rounded = scratchFloats(static_cast<std::size_t>(rows) * static_cast<std::size_t>(in),
                                   Scratch::Rounded);
    roundActivations<Weight>(x, rows, in, rounded);
    (exact()->*product)(rounded, rows, in, jobs, count);
}

/// A table with rounded activations made of an exact one.
template <const Kernels* (*exact)()>
Kernels roundingBefore()
{
    Kernels own = *exact();
    own.linearBf16 = roundedProduct<exact, &Kernels::linearBf16, Bf16>;
    own.linearInt8 = roundedProduct<exact, &Kernels::linearInt8, Int8Weight>;
    own.linearInt4 = roundedProduct<exact, &Kernels::linearInt4, Int4Pair>;
    return own;
}

/// Products with rounded activations that need no rounding before, in the place of the table's.
void addRoundedVnni(Kernels& table); ///< int8 and int4, by byte products (VNNI)
void addRoundedBf16(Kernels& table); ///< bf16, by products of pairs (AVX512_BF16)

} // namespace exitscope

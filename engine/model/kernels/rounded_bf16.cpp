// bf16 weights by x rounded to bf16, as products of pairs (AVX512_BF16): twice the multiply-adds of
// fp32, and weights as they lie in memory.

#define EXITSCOPE_LANES 16

#include "model/kernels/rounded.h"
#include "model/kernels/scratch.h"
#include "model/kernels/workpool.h"
#include "model/weightformat.h"

#include <cmath>
#include <cstring>

#include <immintrin.h>

namespace exitscope {
namespace {

// Each builds on those before it.
// clang-format off
#include "model/kernels/vector.inc"
#include "model/kernels/ahead.inc"
#include "model/kernels/spread.inc"
#include "model/kernels/batch.inc"
#include "model/kernels/pairs.inc"
#include "model/kernels/linear.inc"
// clang-format on

/// Up to here four rows at a time are faster than a panel, whose vectors of rows are only partly
/// filled; measured.
constexpr int mostFewRows = 56;

void linearFew(const float* x, int rows, int in, const LinearJob<Bf16>* jobs, int count)
{
    const std::size_t inputs = static_cast<std::size_t>(rows) * in;
    auto* narrow = reinterpret_cast<Bf16*>(scratchFloats((inputs + 1) / 2));
    inChunks(rows, static_cast<double>(inputs), [=](int first, int last) {
        for (int r = first; r < last; ++r)
            roundInto(x + static_cast<std::size_t>(r) * in, in,
                      narrow + static_cast<std::size_t>(r) * in);
    });
    linearRows<Bf16, Bf16>(narrow, rows, in, jobs, count);
}

void linear(const float* x, int rows, int in, const LinearJob<Bf16>* jobs, int count)
{
    if (rows <= mostFewRows)
        linearFew(x, rows, in, jobs, count);
    else
        linearBatch<PairSteps>(x, rows, in, jobs, count);
}

} // namespace

void addRoundedBf16(Kernels& table)
{
    table.linearBf16 = linear;
}

} // namespace exitscope

// Rows of x by quantized weights as byte products (VNNI): at a token a time, bringing such weights
// to fp32 takes longer than reading them, and many rows are bound by arithmetic, of which a byte
// product does four times as much. x is split into two bytes, so that it is right to 2^-16 of the
// largest of some inputs beside it, which is far below what the weights were rounded by.

#define EXITSCOPE_LANES 16

#include "model/kernels/kernels.h"
#include "model/kernels/scratch.h"
#include "model/kernels/workpool.h"
#include "model/weightformat.h"

#include <cmath>
#include <cstring>

#include <immintrin.h>

namespace exitscope {

const Kernels* compiledAvx512Kernels();

namespace {

// Each builds on those before it.
// clang-format off
#include "model/kernels/vector.inc"
#include "model/kernels/ahead.inc"
#include "model/kernels/spread.inc"
#include "model/kernels/splitrow.inc"
#include "model/kernels/int4bytes.inc"
#include "model/kernels/int8bytes.inc"
#include "model/kernels/bytepanel.inc"
// clang-format on

/// Shorter rows gain nothing, and stay exact.
constexpr int leastInputs = 64;

/// The outputs of a tile, which are as many streams from memory. Sums of four int8 rows for four
/// outputs do not all fit in registers, and were faster all the same than for two.
template <int R, typename Weight>
constexpr int fewOutputs = __is_same(Weight, Int8Weight) && R == 3 ? 2 : 4;

/// R rows, each weight read once.
template <int R, typename Weight>
void linearFew(const float* x, int in, const LinearJob<Weight>* jobs, int count)
{
    constexpr int size = fewOutputs<R, Weight>;
    const Weight* format = nullptr;
    const std::size_t floats = splitFloats(format, in);
    float* memory = scratchFloats(R * floats);
    SplitRow split[R];
    for (int r = 0; r < R; ++r)
        split[r] = splitRow(format, x + static_cast<std::size_t>(r) * in, in, memory + r * floats);
    overTiles(R, in, jobs, count, size, [&](int from, int to) {
        eachTile(jobs, size, from, to, [&](const LinearJob<Weight>& job, int output) {
            if (output + size <= job.out) {
                byteOutputs<R, size>(split, in, job, output);
                return;
            }
            for (; output < job.out; ++output)
                byteOutputs<R, 1>(split, in, job, output);
        });
    });
}

/// From this many inputs on a sum across a register costs little beside the products.
constexpr int fewFrom = 1024;

template <typename Weight>
void linear(const float* x, int rows, int in, const LinearJob<Weight>* jobs, int count)
{
    if (rows == 1)
        linearFew<1>(x, in, jobs, count);
    else if (rows == 2 && in >= fewFrom)
        linearFew<2>(x, in, jobs, count);
    else if (rows == 3 && in >= fewFrom)
        linearFew<3>(x, in, jobs, count);
    else if (rows == 4 && in >= fewFrom && __is_same(Weight, Int8Weight))
        linearFew<4>(x, in, jobs, count);
    else
        linearBytes(x, rows, in, jobs, count);
}

void linearInt4(const float* x, int rows, int in, const LinearJob<Int4Pair>* jobs, int count)
{
    if (in < leastInputs)
        compiledAvx512Kernels()->linearInt4(x, rows, in, jobs, count);
    else
        linear(x, rows, in, jobs, count);
}

void linearInt8(const float* x, int rows, int in, const LinearJob<Int8Weight>* jobs, int count)
{
    if (in < leastInputs)
        compiledAvx512Kernels()->linearInt8(x, rows, in, jobs, count);
    else
        linear(x, rows, in, jobs, count);
}

} // namespace

const Kernels* compiledVnniKernels()
{
    static const Kernels table = [] {
        Kernels own = *compiledAvx512Kernels();
        own.name = "avx512-vnni";
        own.linearInt4 = linearInt4;
        own.linearInt8 = linearInt8;
        return own;
    }();
    return &table;
}

} // namespace exitscope

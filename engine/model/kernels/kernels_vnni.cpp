// Rows of x by quantized weights as byte products (VNNI): at a token a time, bringing such weights
// to fp32 takes longer than reading them, and many rows are bound by arithmetic, of which a byte
// product does four times as much. x is split into three bytes, so that the precision is that of
// fp32.

#define EXITSCOPE_LANES 16

#include "model/kernels/kernels.h"
#include "model/kernels/scratch.h"
#include "model/kernels/workpool.h"
#include "model/weightformat.h"

#include <cmath>
#include <cstring>
#include <type_traits>

#include <immintrin.h>

namespace exitscope {

const Kernels* compiledAvx512Kernels();

namespace {

// Each builds on those before it.
// clang-format off
#include "model/kernels/vector.inc"
#include "model/kernels/ahead.inc"
#include "model/kernels/spread.inc"
#include "model/kernels/int4bytes.inc"
#include "model/kernels/int8bytes.inc"
#include "model/kernels/bytepanel.inc"
// clang-format on

/// Of fewer inputs one outlier could be all that is left.
constexpr int leastInputs = 64;
constexpr int outputsPerTile = 4;

/// body<O>(job, output) for O outputs at a time: as many as fit in a tile, single ones at the end
/// of a matrix.
template <typename Weight, typename Body>
void overOutputs(int in, const LinearJob<Weight>* jobs, int count, const Body& body)
{
    overTiles(1, in, jobs, count, outputsPerTile, [=](int from, int to) {
        eachTile(jobs, outputsPerTile, from, to, [=](const LinearJob<Weight>& job, int output) {
            if (output + outputsPerTile <= job.out) {
                body.template operator()<outputsPerTile>(job, output);
                return;
            }
            for (; output < job.out; ++output)
                body.template operator()<1>(job, output);
        });
    });
}

void linearInt4(const float* x, int rows, int in, const LinearJob<Int4Pair>* jobs, int count)
{
    if (in < leastInputs)
        return compiledAvx512Kernels()->linearInt4(x, rows, in, jobs, count);
    if (rows > 1)
        return linearBytes(x, rows, in, jobs, count);
    const SplitRow split = splitRow(x, in);
    const int groups = (in + int4Group - 1) / int4Group;
    overOutputs(in, jobs, count, [=]<int O>(const LinearJob<Int4Pair>& job, int output) {
        int4Outputs<O>(split, groups, job, output);
    });
}

void linearInt8(const float* x, int rows, int in, const LinearJob<Int8Weight>* jobs, int count)
{
    if (in < leastInputs)
        return compiledAvx512Kernels()->linearInt8(x, rows, in, jobs, count);
    if (rows > 1)
        return linearBytes(x, rows, in, jobs, count);
    const PlainSplitRow split = splitPlainRow(x, in);
    overOutputs(in, jobs, count, [=]<int O>(const LinearJob<Int8Weight>& job, int output) {
        int8Outputs<O>(split, in, job, output);
    });
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

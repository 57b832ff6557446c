// One row of x by weights of 4 bits as byte products (VNNI): at a token a time, bringing such
// weights to fp32 takes longer than reading them. x is split into three bytes, so that the
// precision is that of fp32. For int8 weights, and for several rows, that was slower than fp32.

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
#include "model/kernels/spread.inc"
#include "model/kernels/int4bytes.inc"
// clang-format on

/// Of fewer inputs one outlier could be all that is left.
constexpr int leastInputs = 64;
constexpr int outputsPerTile = 4;

void linearInt4(const float* x, int rows, int in, const LinearJob<Int4Pair>* jobs, int count)
{
    if (rows != 1 || in < leastInputs) {
        compiledAvx512Kernels()->linearInt4(x, rows, in, jobs, count);
        return;
    }
    const SplitRow split = splitRow(x, in);
    const int groups = (in + int4Group - 1) / int4Group;
    overTiles(rows, in, jobs, count, outputsPerTile, [=](int from, int to) {
        eachTile(jobs, outputsPerTile, from, to, [=](const LinearJob<Int4Pair>& job, int output) {
            if (output + outputsPerTile <= job.out) {
                int4Outputs<outputsPerTile>(split, groups, job, output);
                return;
            }
            for (; output < job.out; ++output)
                int4Outputs<1>(split, groups, job, output);
        });
    });
}

} // namespace

const Kernels* compiledVnniKernels()
{
    static const Kernels table = [] {
        Kernels own = *compiledAvx512Kernels();
        own.name = "avx512-vnni";
        own.linearInt4 = linearInt4;
        return own;
    }();
    return &table;
}

} // namespace exitscope

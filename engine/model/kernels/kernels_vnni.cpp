// Quantized weights as byte products: at a token a time, bringing such weights to fp32 takes longer
// than reading them, and many rows are bound by arithmetic, of which a byte product does four times
// as much. x is split into two bytes, so that it is right to 2^-16 of the largest of some inputs
// beside it, which is far below what the weights were rounded by.

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

constexpr int splitParts = 2;

const Kernels& shortRows()
{
    return *compiledAvx512Kernels();
}

#include "model/kernels/byteproducts.inc"

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

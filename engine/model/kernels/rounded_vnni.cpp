// The byte products of kernels_vnni.cpp with x rounded to one byte, which is half of the
// arithmetic.

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

constexpr int splitParts = 1;

const Kernels& shortRows()
{
    return *avx512Kernels(Activations::Rounded);
}

#include "model/kernels/byteproducts.inc"

} // namespace

void addRoundedVnni(Kernels& table)
{
    table.linearInt4 = linearInt4;
    table.linearInt8 = linearInt8;
}

} // namespace exitscope

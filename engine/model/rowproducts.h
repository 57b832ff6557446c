#pragma once

#include "model/operators.h"

#include <ATen/ATen.h>

#include <span>

namespace exitscope {

/// The products of x [in], fp32, with a few rows of `weight`, in any format, on the CPU's kernels;
/// without bias: outputs [ids].
void rowProducts(const at::Tensor& x, const Linear& weight, std::span<const int> ids,
                 float* outputs);

} // namespace exitscope

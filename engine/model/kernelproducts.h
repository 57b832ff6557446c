#pragma once

#include "model/operators.h"

#include <ATen/ATen.h>

#include <initializer_list>
#include <vector>

namespace exitscope {

/// y = x W^T + b on the CPU for each of `weights`, all in one format: x fp32 [rows, in] into
/// outputs fp32 [rows, out_i], added to them where `accumulate`. A few rows run on the row kernels,
/// which read each weight once; more of them on what is fastest for many.
void linearProducts(const at::Tensor& x, std::initializer_list<const Linear*> weights,
                    std::vector<at::Tensor>& outputs, bool accumulate);

} // namespace exitscope

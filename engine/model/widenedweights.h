#pragma once

#include "model/operators.h"

#include <ATen/ATen.h>

namespace exitscope {

/// The numbers that `weight` stands for, in any format: fp32 [rows, columns], on its device.
at::Tensor widenedWeights(const Linear& weight, std::int64_t columns);

/// The same of rows `from`, `from` + `step`, .., at most `count` of them.
at::Tensor widenedRows(const Linear& weight, std::int64_t columns, std::int64_t from,
                       std::int64_t count, std::int64_t step = 1);

} // namespace exitscope

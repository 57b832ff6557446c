#include "model/widenedweights.h"

#include "model/weightformat.h"

#include <algorithm>

namespace exitscope {

at::Tensor widenedWeights(const Linear& weight, std::int64_t columns)
{
    const at::Tensor& matrix = weight.matrix;
    if (matrix.scalar_type() == at::kChar)
        return matrix.to(at::kFloat) * weight.scales.unsqueeze(1);
    if (matrix.scalar_type() != at::kByte)
        return matrix.to(at::kFloat);
    const at::Tensor pairs = matrix.reshape({matrix.size(0), weight.scales.size(1), int4Group / 2});
    const at::Tensor steps =
        at::cat({pairs.bitwise_and(15), pairs.__rshift__(4)}, 2).to(at::kFloat) - 8;
    return (steps * weight.scales.to(at::kFloat).unsqueeze(2))
        .flatten(1)
        .narrow(1, 0, columns)
        .contiguous();
}

at::Tensor widenedRows(const Linear& weight, std::int64_t columns, std::int64_t from,
                       std::int64_t count, std::int64_t step)
{
    const auto taken = [&](const at::Tensor& tensor) {
        return tensor.defined()
                   ? tensor.slice(0, from, std::min(tensor.size(0), from + count * step), step)
                   : tensor;
    };
    return widenedWeights({taken(weight.matrix), taken(weight.scales), {}}, columns);
}

} // namespace exitscope

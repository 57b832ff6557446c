#include "model/rowproducts.h"

#include "model/kernels/kernels.h"

#include <algorithm>
#include <vector>

namespace exitscope {
namespace {

template <typename Weight>
using LinearKernel = void (*)(const float*, int, int, const LinearJob<Weight>*, int);

/// One product of one output for each row, so that the pool shares them out.
template <typename Weight>
void run(LinearKernel<Weight> linear, const at::Tensor& x, const Linear& weight,
         std::span<const int> ids, float* outputs)
{
    const auto* rows = static_cast<const Weight*>(weight.matrix.data_ptr());
    const std::int64_t stride = weight.matrix.size(1);
    const char* scales =
        weight.scales.defined() ? static_cast<const char*>(weight.scales.data_ptr()) : nullptr;
    const std::int64_t scaleStride =
        scales ? weight.scales.element_size() * weight.scales.stride(0) : 0;
    const std::int64_t rowBytes = stride * weight.matrix.element_size();
    // Rows lie apart, so that the processor can't guess the next ones.
    const std::size_t further = 1 + fetchedAhead / static_cast<std::size_t>(rowBytes);
    std::vector<LinearJob<Weight>> jobs;
    jobs.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::int64_t id = ids[i];
        const std::int64_t next = ids[std::min(i + further, ids.size() - 1)];
        jobs.push_back({rows + id * stride, outputs++, 1, false,
                        scales ? scales + id * scaleStride : nullptr, (next - id) * rowBytes});
    }
    linear(static_cast<const float*>(x.data_ptr()), 1, static_cast<int>(x.numel()), jobs.data(),
           static_cast<int>(jobs.size()));
}

} // namespace

void rowProducts(const at::Tensor& x, const Linear& weight, std::span<const int> ids,
                 float* outputs)
{
    const Kernels& table = kernels(weight.activations);
    switch (weight.matrix.scalar_type()) {
    case at::kBFloat16:
        return run(table.linearBf16, x, weight, ids, outputs);
    case at::kHalf:
        return run(table.linearF16, x, weight, ids, outputs);
    case at::kChar:
        return run(table.linearInt8, x, weight, ids, outputs);
    case at::kByte:
        return run(table.linearInt4, x, weight, ids, outputs);
    default:
        return run(table.linearF32, x, weight, ids, outputs);
    }
}

} // namespace exitscope

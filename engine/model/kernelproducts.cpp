#include "model/kernelproducts.h"

#include "model/kernels/kernels.h"

namespace exitscope {
namespace {

/// From this many rows on, LibTorch's blocked fp32 product beats the row kernels.
constexpr int blockedRows = 16;

float* fp32(const at::Tensor& tensor)
{
    return static_cast<float*>(tensor.data_ptr());
}

int extent(const at::Tensor& tensor, int dimension)
{
    return static_cast<int>(tensor.size(dimension));
}

template <typename Weight>
using LinearKernel = void (*)(const float*, int, int, const LinearJob<Weight>*, int);

/// One product for each matrix, whose weights are all `Weight`.
template <typename Weight>
void run(LinearKernel<Weight> linear, const at::Tensor& x,
         std::initializer_list<const Linear*> weights, std::vector<at::Tensor>& outputs,
         bool accumulate)
{
    std::vector<LinearJob<Weight>> jobs;
    jobs.reserve(weights.size());
    for (const Linear* weight : weights) {
        const at::Tensor& scales = weight->scales;
        jobs.push_back({static_cast<const Weight*>(weight->matrix.data_ptr()),
                        fp32(outputs[jobs.size()]), extent(weight->matrix, 0), accumulate,
                        scales.defined() ? scales.data_ptr() : nullptr});
    }
    linear(fp32(x), extent(x, 0), extent(x, 1), jobs.data(), static_cast<int>(jobs.size()));
}

void runBlocked(const at::Tensor& x, std::initializer_list<const Linear*> weights,
                std::vector<at::Tensor>& outputs, bool accumulate)
{
    auto output = outputs.begin();
    for (const Linear* weight : weights) {
        at::addmm_out(*output, *output, x, weight->matrix.t(), accumulate ? 1 : 0);
        ++output;
    }
}

void addBias(at::Tensor& y, const at::Tensor& bias)
{
    if (!bias.defined())
        return;
    const int width = extent(y, 1);
    const float* from = fp32(bias);
    float* row = fp32(y);
    for (int r = 0; r < extent(y, 0); ++r, row += width) {
        for (int i = 0; i < width; ++i)
            row[i] += from[i];
    }
}

} // namespace

void linearProducts(const at::Tensor& x, std::initializer_list<const Linear*> weights,
                    std::vector<at::Tensor>& outputs, bool accumulate)
{
    const Linear& first = **weights.begin();
    const Kernels& table = kernels(first.activations);
    switch (first.matrix.scalar_type()) {
    case at::kBFloat16:
        run(table.linearBf16, x, weights, outputs, accumulate);
        break;
    case at::kHalf:
        run(table.linearF16, x, weights, outputs, accumulate);
        break;
    case at::kChar:
        run(table.linearInt8, x, weights, outputs, accumulate);
        break;
    case at::kByte:
        run(table.linearInt4, x, weights, outputs, accumulate);
        break;
    default:
        if (x.size(0) < blockedRows)
            run(table.linearF32, x, weights, outputs, accumulate);
        else
            runBlocked(x, weights, outputs, accumulate);
    }
    auto output = outputs.begin();
    for (const Linear* weight : weights)
        addBias(*output++, weight->bias);
}

} // namespace exitscope

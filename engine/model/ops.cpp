#include "model/ops.h"

#include "model/kernels/kernels.h"

#include <bit>
#include <cstring>

namespace exitscope::ops {
namespace {

/// From this many rows on, LibTorch's blocked fp32 product beats the row kernels.
constexpr int blockedRows = 16;

Bf16* bf16(const at::Tensor& tensor)
{
    return static_cast<Bf16*>(tensor.data_ptr());
}

float* fp32(const at::Tensor& tensor)
{
    return static_cast<float*>(tensor.data_ptr());
}

int extent(const at::Tensor& tensor, int dimension)
{
    return static_cast<int>(tensor.size(dimension));
}

/// Round to nearest, ties to even.
Bf16 narrow(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffu) > 0x7f800000u)
        return static_cast<Bf16>(bits >> 16 | 0x40);
    return static_cast<Bf16>((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}

template <typename Weight>
LinearJob<Weight> job(const at::Tensor& weight, const at::Tensor& output, bool accumulate)
{
    return {static_cast<const Weight*>(weight.data_ptr()), fp32(output), extent(weight, 0),
            accumulate};
}

template <typename Weight, typename Kernel>
void runJobs(Kernel kernel, const at::Tensor& x, std::initializer_list<const at::Tensor*> weights,
             const std::vector<at::Tensor>& outputs)
{
    std::vector<LinearJob<Weight>> jobs;
    for (const at::Tensor* weight : weights)
        jobs.push_back(job<Weight>(*weight, outputs[jobs.size()], false));
    kernel(fp32(x), extent(x, 0), extent(x, 1), jobs.data(), static_cast<int>(jobs.size()));
}

void product(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight, bool accumulate)
{
    const int rows = extent(x, 0);
    const int in = extent(x, 1);
    if (weight.scalar_type() == at::kBFloat16) {
        const auto only = job<Bf16>(weight, y, accumulate);
        kernels().linearBf16(fp32(x), rows, in, &only, 1);
    } else if (rows >= blockedRows) {
        at::addmm_out(y, y, x, weight.t(), accumulate ? 1 : 0);
    } else {
        const auto only = job<float>(weight, y, accumulate);
        kernels().linearF32(fp32(x), rows, in, &only, 1);
    }
}

template <typename Stored>
AttentionJob<Stored> attentionJob(const at::Tensor& queries, const at::Tensor& keys,
                                  const at::Tensor& values, const at::Tensor& output, int visible)
{
    const int headDim = extent(keys, 2);
    return {fp32(queries),
            static_cast<const Stored*>(keys.data_ptr()),
            static_cast<const Stored*>(values.data_ptr()),
            fp32(output),
            extent(queries, 0),
            visible,
            extent(queries, 1) / headDim,
            extent(keys, 1),
            headDim};
}

} // namespace

void embed(const at::Tensor& table, std::span<const int> ids, float* output)
{
    const auto width = static_cast<std::size_t>(table.size(1));
    for (const int id : ids) {
        const std::size_t start = static_cast<std::size_t>(id) * width;
        if (table.scalar_type() == at::kFloat) {
            std::memcpy(output, fp32(table) + start, width * sizeof(float));
        } else {
            for (std::size_t i = 0; i < width; ++i) {
                output[i] = std::bit_cast<float>(std::uint32_t{bf16(table)[start + i]} << 16);
            }
        }
        output += width;
    }
}

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon)
{
    at::Tensor y = at::empty_like(x);
    kernels().rmsNorm(fp32(x), fp32(weight), static_cast<float>(epsilon), fp32(y), extent(x, 0),
                      extent(x, 1));
    return y;
}

std::vector<at::Tensor> linear(const at::Tensor& x,
                               std::initializer_list<const at::Tensor*> weights)
{
    std::vector<at::Tensor> outputs;
    for (const at::Tensor* weight : weights)
        outputs.push_back(at::empty({x.size(0), weight->size(0)}));
    const bool narrowWeights = (*weights.begin())->scalar_type() == at::kBFloat16;
    if (!narrowWeights && x.size(0) >= blockedRows) {
        auto output = outputs.begin();
        for (const at::Tensor* weight : weights)
            at::mm_out(*output++, x, weight->t());
    } else if (narrowWeights) {
        runJobs<Bf16>(kernels().linearBf16, x, weights, outputs);
    } else {
        runJobs<float>(kernels().linearF32, x, weights, outputs);
    }
    return outputs;
}

void linearInto(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight)
{
    product(y, x, weight, false);
}

void addLinear(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight)
{
    product(y, x, weight, true);
}

void rotate(at::Tensor& x, const RotaryTable& table, int firstPosition, int headDim)
{
    const int half = headDim / 2;
    float* head = fp32(x);
    for (int row = 0; row < extent(x, 0); ++row) {
        const float* cosines = table.cosines(firstPosition + row);
        const float* sines = table.sines(firstPosition + row);
        for (int h = 0; h < extent(x, 1) / headDim; ++h, head += headDim) {
            for (int i = 0; i < half; ++i) {
                const float a = head[i];
                const float b = head[i + half];
                head[i] = a * cosines[i] - b * sines[i];
                head[i + half] = b * cosines[i] + a * sines[i];
            }
        }
    }
}

void storeRows(at::Tensor& cache, int at, const at::Tensor& x)
{
    const auto count = static_cast<std::size_t>(x.numel());
    const std::size_t start = static_cast<std::size_t>(at) * static_cast<std::size_t>(x.size(1));
    if (cache.scalar_type() == at::kFloat) {
        std::memcpy(fp32(cache) + start, fp32(x), count * sizeof(float));
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        bf16(cache)[start + i] = narrow(fp32(x)[i]);
}

at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                     int visible)
{
    at::Tensor output = at::empty_like(queries);
    if (keys.scalar_type() == at::kFloat)
        kernels().attentionF32(attentionJob<float>(queries, keys, values, output, visible));
    else
        kernels().attentionBf16(attentionJob<Bf16>(queries, keys, values, output, visible));
    return output;
}

void siluMultiply(at::Tensor& gate, const at::Tensor& up)
{
    kernels().siluMultiply(fp32(gate), fp32(up), static_cast<std::size_t>(gate.numel()));
}

} // namespace exitscope::ops

#include "model/operators.h"

#include "model/kernelproducts.h"
#include "model/kernels/kernels.h"

#include <bit>
#include <cstring>

namespace exitscope {
namespace {

float* fp32(const at::Tensor& tensor)
{
    return static_cast<float*>(tensor.data_ptr());
}

int extent(const at::Tensor& tensor, int dimension)
{
    return static_cast<int>(tensor.size(dimension));
}

/// Calls body with a null pointer of the type that the kernels have for the tensor's dtype.
template <typename Body>
auto withStored(const at::Tensor& tensor, const Body& body)
{
    switch (tensor.scalar_type()) {
    case at::kBFloat16:
        return body(static_cast<const Bf16*>(nullptr));
    case at::kHalf:
        return body(static_cast<const Fp16*>(nullptr));
    default:
        return body(static_cast<const float*>(nullptr));
    }
}

float widen(float value)
{
    return value;
}

float widen(Bf16 value)
{
    return std::bit_cast<float>(std::uint32_t{value} << 16);
}

float widen(Fp16 value)
{
    return c10::Half(value.bits, c10::Half::from_bits());
}

/// Round to nearest, ties to even.
void narrow(float value, float& to)
{
    to = value;
}

void narrow(float value, Bf16& to)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffu) > 0x7f800000u)
        to = static_cast<Bf16>(bits >> 16 | 0x40);
    else
        to = static_cast<Bf16>((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}

void narrow(float value, Fp16& to)
{
    to.bits = c10::Half(value).x;
}

void runAttention(const AttentionJob<float>& job)
{
    kernels().attentionF32(job);
}

void runAttention(const AttentionJob<Bf16>& job)
{
    kernels().attentionBf16(job);
}

void runAttention(const AttentionJob<Fp16>& job)
{
    kernels().attentionF16(job);
}

class KernelOperators : public Operators
{
public:
    void embed(const at::Tensor& table, std::span<const int> ids, at::Tensor& output) const override
    {
        const auto width = static_cast<std::size_t>(table.size(1));
        float* to = fp32(output);
        withStored(table, [&]<typename Stored>(const Stored*) {
            const auto* first = static_cast<const Stored*>(table.data_ptr());
            for (const int id : ids) {
                const Stored* row = first + static_cast<std::size_t>(id) * width;
                for (std::size_t i = 0; i < width; ++i)
                    *to++ = widen(row[i]);
            }
        });
    }

    at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon) const override
    {
        at::Tensor y = at::empty_like(x);
        kernels().rmsNorm(fp32(x), fp32(weight), static_cast<float>(epsilon), fp32(y), extent(x, 0),
                          extent(x, 1));
        return y;
    }

    std::vector<at::Tensor> linear(const at::Tensor& x,
                                   std::initializer_list<const Linear*> weights) const override
    {
        std::vector<at::Tensor> outputs;
        for (const Linear* weight : weights)
            outputs.push_back(at::empty({x.size(0), weight->matrix.size(0)}));
        linearProducts(x, weights, outputs, false);
        return outputs;
    }

    void linearInto(at::Tensor& y, const at::Tensor& x, const Linear& weight) const override
    {
        std::vector<at::Tensor> outputs{y};
        linearProducts(x, {&weight}, outputs, false);
    }

    void addLinear(at::Tensor& y, const at::Tensor& x, const Linear& weight) const override
    {
        std::vector<at::Tensor> outputs{y};
        linearProducts(x, {&weight}, outputs, true);
    }

    void rotate(at::Tensor& x, RotaryTable& table, int firstPosition, int headDim) const override
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

    void storeRows(at::Tensor& cache, int at, const at::Tensor& x) const override
    {
        withStored(cache, [&]<typename Stored>(const Stored*) {
            auto* to = static_cast<Stored*>(cache.data_ptr()) + at * x.size(1);
            const float* from = fp32(x);
            for (std::int64_t i = 0, count = x.numel(); i < count; ++i)
                narrow(from[i], to[i]);
        });
    }

    at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys,
                         const at::Tensor& values, const VisibleRows& visible) const override
    {
        at::Tensor output = at::empty_like(queries);
        const int headDim = extent(keys, 2);
        withStored(keys, [&]<typename Stored>(const Stored*) {
            runAttention(AttentionJob<Stored>{
                fp32(queries), static_cast<const Stored*>(keys.data_ptr()),
                static_cast<const Stored*>(values.data_ptr()), fp32(output), extent(queries, 0),
                visible.before, extent(queries, 1) / headDim, extent(keys, 1), headDim,
                visible.starts.empty() ? nullptr : visible.starts.data()});
        });
        return output;
    }

    void siluMultiply(at::Tensor& gate, const at::Tensor& up) const override
    {
        kernels().siluMultiply(fp32(gate), fp32(up), static_cast<std::size_t>(gate.numel()));
    }
};

} // namespace

const Operators& kernelOperators()
{
    static const KernelOperators operators;
    return operators;
}

} // namespace exitscope

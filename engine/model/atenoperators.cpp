#include "model/operators.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

at::Tensor product(const at::Tensor& x, const Linear& weight)
{
    const at::Tensor& matrix = weight.matrix;
    const at::ScalarType dtype = matrix.is_cpu() ? at::kFloat : matrix.scalar_type();
    at::Tensor y = at::mm(x.to(dtype), matrix.to(dtype).t()).to(at::kFloat);
    return weight.bias.defined() ? y.add_(weight.bias) : y;
}

/// Numbers that scores of one attention call may take: longer batches go in parts.
constexpr std::int64_t mostScores = 1 << 26;

/// Zero where row i of [first, first + rows) sees cache row j of [start, end), -inf elsewhere:
/// [rows, end - start].
at::Tensor mask(const VisibleRows& visible, int first, int rows, int start, int end,
                const at::TensorOptions& options)
{
    const at::TensorOptions whole = options.dtype(at::kInt);
    const at::Tensor columns = at::arange(start, end, whole);
    const at::Tensor newest =
        at::arange(visible.before + first, visible.before + first + rows, whole);
    at::Tensor hidden = columns > newest.unsqueeze(1);
    if (!visible.starts.empty()) {
        const at::Tensor starts =
            at::from_blob(const_cast<int*>(visible.starts.data() + first), {rows}, at::kInt)
                .to(options.device());
        hidden = hidden.logical_or(columns < starts.unsqueeze(1));
    }
    return at::zeros({rows, end - start}, options).masked_fill_(hidden, -INFINITY);
}

class AtenOperators : public Operators
{
public:
    void embed(const at::Tensor& table, std::span<const int> ids, at::Tensor& output) const override
    {
        const at::Tensor index = at::from_blob(const_cast<int*>(ids.data()),
                                               {static_cast<std::int64_t>(ids.size())}, at::kInt)
                                     .to(table.device(), at::kLong);
        output.copy_(table.index_select(0, index));
    }

    at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon) const override
    {
        return (x * at::rsqrt((x * x).mean(-1, true).add_(epsilon))).mul_(weight);
    }

    std::vector<at::Tensor> linear(const at::Tensor& x,
                                   std::initializer_list<const Linear*> weights) const override
    {
        std::vector<at::Tensor> outputs;
        for (const Linear* weight : weights)
            outputs.push_back(product(x, *weight));
        return outputs;
    }

    void linearInto(at::Tensor& y, const at::Tensor& x, const Linear& weight) const override
    {
        y.copy_(product(x, weight));
    }

    void addLinear(at::Tensor& y, const at::Tensor& x, const Linear& weight) const override
    {
        y.add_(product(x, weight));
    }

    void rotate(at::Tensor& x, RotaryTable& table, int firstPosition, int headDim) const override
    {
        const std::int64_t rows = x.size(0);
        const int half = headDim / 2;
        const at::Tensor waves =
            table.on(x.device(), firstPosition, static_cast<int>(rows)).unsqueeze(2);
        const at::Tensor heads = x.view({rows, -1, headDim});
        const at::Tensor a = heads.narrow(2, 0, half);
        const at::Tensor b = heads.narrow(2, half, half);
        const at::Tensor cosines = waves[0]; // [rows, 1, D/2]
        const at::Tensor sines = waves[1];
        x = at::cat({a * cosines - b * sines, b * cosines + a * sines}, 2).view(x.sizes());
    }

    void storeRows(at::Tensor& cache, int at, const at::Tensor& x) const override
    {
        cache.narrow(0, at, x.size(0)).copy_(x.view({x.size(0), cache.size(1), cache.size(2)}));
    }

    at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys,
                         const at::Tensor& values, const VisibleRows& visible) const override
    {
        const int rows = static_cast<int>(queries.size(0));
        const std::int64_t heads = queries.size(1) / keys.size(2);
        const int most = static_cast<int>(
            std::max<std::int64_t>(1, mostScores / heads / (visible.before + rows)));
        if (rows <= most)
            return attend(queries, keys, values, visible, 0, rows);
        std::vector<at::Tensor> parts;
        for (int first = 0; first < rows; first += most)
            parts.push_back(
                attend(queries, keys, values, visible, first, std::min(most, rows - first)));
        return at::cat(parts);
    }

    void siluMultiply(at::Tensor& gate, const at::Tensor& up) const override
    {
        gate = at::silu(gate).mul_(up);
    }

private:
    /// Rows [first, first + rows) of the batch.
    static at::Tensor attend(const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const VisibleRows& visible, int first,
                             int rows)
    {
        const std::int64_t kvHeads = keys.size(1);
        const std::int64_t headDim = keys.size(2);
        const std::int64_t group = queries.size(1) / headDim / kvHeads;
        const int start =
            visible.starts.empty() ? 0 : visible.starts[static_cast<std::size_t>(first)];
        const int end = visible.before + first + rows;
        const auto seen = [&](const at::Tensor& cache) {
            return cache.narrow(0, start, end - start).to(at::kFloat).transpose(0, 1);
        };
        const at::Tensor query = queries.narrow(0, first, rows)
                                     .reshape({rows, kvHeads, group, headDim})
                                     .permute({1, 2, 0, 3})
                                     .reshape({kvHeads, group * rows, headDim});
        at::Tensor scores = at::bmm(query, seen(keys).transpose(1, 2)); // [KVH, G * rows, seen]
        scores.mul_(1 / std::sqrt(static_cast<double>(headDim)));
        if (rows > 1)
            scores.view({kvHeads, group, rows, -1})
                .add_(mask(visible, first, rows, start, end, scores.options()));
        return at::bmm(scores.softmax(-1), seen(values)) // [KVH, G * rows, D]
            .view({kvHeads, group, rows, headDim})
            .permute({2, 0, 1, 3})
            .reshape({rows, kvHeads * group * headDim});
    }
};

} // namespace

const Operators& atenOperators()
{
    static const AtenOperators operators;
    return operators;
}

const Operators& operatorsOn(const ComputeDevice& device)
{
    return device.kind == ComputeDevice::Kind::Cpu ? kernelOperators() : atenOperators();
}

at::Device tensorDevice(const ComputeDevice& device)
{
    if (device.kind == ComputeDevice::Kind::Cuda)
        return {at::kCUDA, static_cast<at::DeviceIndex>(device.index)};
    return at::kCPU;
}

} // namespace exitscope

#include "model/llamalayer.h"

#include "model/ops.h"

#include <algorithm>

namespace exitscope {

void LayerCache::reserve(int rows, const ModelConfig& config, at::ScalarType dtype)
{
    constexpr std::int64_t smallest = 64;
    const std::int64_t needed = length() + rows;
    const std::int64_t capacity = keys.defined() ? keys.size(0) : 0;
    if (needed <= capacity)
        return;
    const std::int64_t grown = std::max({needed, 2 * capacity, smallest});
    for (at::Tensor* tensor : {&keys, &values}) {
        at::Tensor larger =
            at::empty({grown, config.kvHeads, config.headDim}, at::TensorOptions().dtype(dtype));
        if (length() > 0)
            larger.narrow(0, 0, length()).copy_(tensor->narrow(0, 0, length()));
        *tensor = std::move(larger);
    }
}

void LayerCache::truncate(int end)
{
    while (!positions.empty() && positions.back() >= end)
        positions.pop_back();
}

void runLayer(const LlamaLayerWeights& weights, const ModelConfig& config,
              const RotaryTable& rotary, int firstPosition, LayerCache& cache, at::Tensor& hidden)
{
    const int rows = static_cast<int>(hidden.size(0));
    const int visible = cache.length();

    // Attention: h += Wo attend(rope(Wq n), rope(Wk n), Wv n), n = norm(h)
    at::Tensor normed = ops::rmsNorm(hidden, weights.inputNorm, config.normEpsilon); // [rows, d]
    auto qkv = ops::linear(normed, {&weights.query, &weights.key, &weights.value});
    at::Tensor& query = qkv[0]; // [rows, H*D]
    at::Tensor& key = qkv[1];   // [rows, KVH*D]
    ops::rotate(query, rotary, firstPosition, config.headDim);
    ops::rotate(key, rotary, firstPosition, config.headDim);
    cache.reserve(rows, config, weights.query.scalar_type());
    ops::storeRows(cache.keys, visible, key);
    ops::storeRows(cache.values, visible, qkv[2]);
    for (int row = 0; row < rows; ++row)
        cache.positions.push_back(firstPosition + row);
    const at::Tensor attended =
        ops::attention(query, cache.keys, cache.values, visible); // [rows, H*D]
    ops::addLinear(hidden, attended, weights.output);

    // MLP: h += Wdown (silu(Wgate n) * Wup n), n = norm(h)
    normed = ops::rmsNorm(hidden, weights.attentionNorm, config.normEpsilon);
    auto gated = ops::linear(normed, {&weights.gate, &weights.up}); // 2 x [rows, m]
    ops::siluMultiply(gated[0], gated[1]);
    ops::addLinear(hidden, gated[0], weights.down);
}

} // namespace exitscope

#include "model/llamalayer.h"

#include <algorithm>

namespace exitscope {
namespace {

/// What each of the cache's newest `rows` rows sees. Positions rise, also where some are missing,
/// so that a window is one range of rows.
VisibleRows visibleRows(const LayerCache& cache, int rows, int window)
{
    VisibleRows visible{cache.length() - rows, {}};
    if (window == 0 || cache.positions.back() - cache.positions.front() < window)
        return visible;
    for (int row = visible.before; row < cache.length(); ++row) {
        const auto first =
            std::upper_bound(cache.positions.begin(), cache.positions.end(),
                             cache.positions[static_cast<std::size_t>(row)] - window);
        visible.starts.push_back(static_cast<int>(first - cache.positions.begin()));
    }
    return visible;
}

/// RMSNorm over each head of x [rows, heads * D].
void normHeads(at::Tensor& x, const LlamaLayerWeights& weights, const at::Tensor& norm,
               const ModelConfig& config)
{
    if (norm.defined())
        x = weights.ops->rmsNorm(x.view({-1, config.headDim}), norm, config.normEpsilon)
                .view(x.sizes());
}

/// Norms and rotates keys [rows, KVH*D] and adds them and their values to the cache.
void addRows(const LlamaWeights& model, const ModelConfig& config, int layer, RotaryTable& rotary,
             int firstPosition, at::Tensor& keys, const at::Tensor& values, LayerCache& cache)
{
    const LlamaLayerWeights& weights = model.layers[static_cast<std::size_t>(layer)];
    const Operators& ops = *weights.ops;
    const int rows = static_cast<int>(keys.size(0));
    normHeads(keys, weights, weights.keyNorm, config);
    ops.rotate(keys, rotary, firstPosition, config.headDim);
    cache.reserve(rows, config, model, layer);
    ops.storeRows(cache.keys, cache.length(), keys);
    ops.storeRows(cache.values, cache.length(), values);
    for (int row = 0; row < rows; ++row)
        cache.positions.push_back(firstPosition + row);
}

} // namespace

void LayerCache::reserve(int rows, const ModelConfig& config, const LlamaWeights& model, int layer)
{
    constexpr std::int64_t smallest = 64;
    const std::int64_t needed = length() + rows;
    const std::int64_t capacity = keys.defined() ? keys.size(0) : 0;
    if (needed <= capacity)
        return;
    const std::int64_t grown = std::max({needed, 2 * capacity, smallest});
    const LlamaLayerWeights& weights = model.layers[static_cast<std::size_t>(layer)];
    const auto options = weights.key.matrix.options().dtype(model.dtype);
    for (at::Tensor* tensor : {&keys, &values}) {
        at::Tensor larger = at::empty({grown, config.kvHeads, config.headDim}, options);
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

void runLayer(const LlamaWeights& model, const ModelConfig& config, int layer, RotaryTable& rotary,
              int firstPosition, LayerCache& cache, at::Tensor& hidden)
{
    const LlamaLayerWeights& weights = model.layers[static_cast<std::size_t>(layer)];
    const Operators& ops = *weights.ops;
    const int rows = static_cast<int>(hidden.size(0));

    // Attention: h += Wo attend(rope(Wq n), rope(Wk n), Wv n), n = norm(h)
    at::Tensor normed = ops.rmsNorm(hidden, weights.inputNorm, config.normEpsilon); // [rows, d]
    auto qkv = ops.linear(normed, {&weights.query, &weights.key, &weights.value});
    at::Tensor& query = qkv[0]; // [rows, H*D]
    normHeads(query, weights, weights.queryNorm, config);
    ops.rotate(query, rotary, firstPosition, config.headDim);
    addRows(model, config, layer, rotary, firstPosition, qkv[1], qkv[2], cache);
    const int window = config.windows.empty() ? 0 : config.windows[static_cast<std::size_t>(layer)];
    const at::Tensor attended = ops.attention(query, cache.keys, cache.values,
                                              visibleRows(cache, rows, window)); // [rows, H*D]
    ops.addLinear(hidden, attended, weights.output);

    // MLP: h += Wdown (silu(Wgate n) * Wup n), n = norm(h)
    normed = ops.rmsNorm(hidden, weights.attentionNorm, config.normEpsilon);
    auto gated = ops.linear(normed, {&weights.gate, &weights.up}); // 2 x [rows, m]
    ops.siluMultiply(gated[0], gated[1]);
    ops.addLinear(hidden, gated[0], weights.down);
}

void runKeysAndValues(const LlamaWeights& model, const ModelConfig& config, int layer,
                      RotaryTable& rotary, int firstPosition, LayerCache& cache,
                      const at::Tensor& hidden)
{
    const LlamaLayerWeights& weights = model.layers[static_cast<std::size_t>(layer)];
    const at::Tensor normed =
        weights.ops->rmsNorm(hidden, weights.inputNorm, config.normEpsilon); // [rows, d]
    auto made = weights.ops->linear(normed, {&weights.key, &weights.value}); // 2 x [rows, KVH*D]
    addRows(model, config, layer, rotary, firstPosition, made[0], made[1], cache);
}

} // namespace exitscope

#pragma once

#include "model/llamaweights.h"
#include "model/rotarytable.h"

#include <ATen/ATen.h>

#include <vector>

namespace exitscope {

/// Keys and values of one layer, one row per position that passed it, in order of position. They
/// lie on the layer's device.
struct LayerCache
{
    at::Tensor keys;            // [capacity, KVH, D], in the model's dtype
    at::Tensor values;          // as keys
    std::vector<int> positions; // of the rows in use; with gaps under the `holes` policy

    int length() const { return static_cast<int>(positions.size()); }
    /// Makes room for `rows` more; doubles, so that a token seldom moves anything.
    void reserve(int rows, const ModelConfig& config, const LlamaWeights& model, int layer);
    /// Keeps the rows at positions < `end`.
    void truncate(int end);
};

/// Runs decoder layer `layer` on a batch of rows at positions [firstPosition, firstPosition +
/// rows): hidden [rows, d] is replaced by the layer's output, the rows' K/V are added to `cache`.
/// Every row sees what the cache held and the batch's rows up to itself, as far back as the layer's
/// window. Source: Touvron et al. 2023 (Llama 2), pre-norm decoder with RMSNorm, RoPE, GQA and
/// SwiGLU; Jiang et al. 2023 (Mistral) for the window; Qwen3 for norms of queries and keys.
void runLayer(const LlamaWeights& model, const ModelConfig& config, int layer, RotaryTable& rotary,
              int firstPosition, LayerCache& cache, at::Tensor& hidden);

/// Adds only the K/V that `layer` would make of `hidden` [rows, d] at its door: no attention, no
/// MLP.
void runKeysAndValues(const LlamaWeights& model, const ModelConfig& config, int layer,
                      RotaryTable& rotary, int firstPosition, LayerCache& cache,
                      const at::Tensor& hidden);

} // namespace exitscope

#pragma once

#include "model/llamaweights.h"
#include "model/rotarytable.h"

#include <ATen/ATen.h>

#include <vector>

namespace exitscope {

/// Keys and values of one layer, one row per position that passed it, in order of position.
struct LayerCache
{
    at::Tensor keys;            // [capacity, KVH, D], fp32 or bf16
    at::Tensor values;          // as keys
    std::vector<int> positions; // of the rows in use; with gaps under the `holes` policy

    int length() const { return static_cast<int>(positions.size()); }
    /// Makes room for `rows` more; doubles, so that a token seldom moves anything.
    void reserve(int rows, const ModelConfig& config, at::ScalarType dtype);
    /// Keeps the rows at positions < `end`.
    void truncate(int end);
};

/// Runs one decoder layer on a batch of rows at positions [firstPosition, firstPosition + rows):
/// hidden [rows, d] is replaced by the layer's output, the rows' K/V are added to `cache`. Every
/// row sees what the cache held and the batch's rows up to itself. Source: Touvron et al. 2023
/// (Llama 2), pre-norm decoder with RMSNorm, RoPE, GQA and SwiGLU.
void runLayer(const LlamaLayerWeights& weights, const ModelConfig& config,
              const RotaryTable& rotary, int firstPosition, LayerCache& cache, at::Tensor& hidden);

} // namespace exitscope

#pragma once

#include "model/modelconfig.h"
#include "model/safetensors.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace exitscope {

/// One decoder layer's weights. Matrices are [out, in] in the model's dtype, norms fp32.
struct LlamaLayerWeights
{
    at::Tensor inputNorm;     // [d]
    at::Tensor query;         // [H*D, d]
    at::Tensor key;           // [KVH*D, d]
    at::Tensor value;         // [KVH*D, d]
    at::Tensor output;        // [d, H*D]
    at::Tensor attentionNorm; // [d], post_attention_layernorm
    at::Tensor gate;          // [m, d]
    at::Tensor up;            // [m, d]
    at::Tensor down;          // [d, m]
};

/// All weights of a Llama model. Where the dtype is kept they lie in the mapped file.
struct LlamaWeights
{
    at::ScalarType dtype = at::kFloat;
    at::Tensor embedding; // [V, d]
    std::vector<LlamaLayerWeights> layers;
    at::Tensor finalNorm; // [d]
    at::Tensor head;      // [V, d]; the embedding where they are tied
};

/// Takes the tensors of a checkpoint, checks their shapes against the config and widens or narrows
/// them to `dtype` (kFloat or kBFloat16). An embedding or head that is missing is the other one
/// when the config ties them or `__metadata__` says so. Throws Error(FileDamaged) with the tensor's
/// name and shapes.
LlamaWeights takeWeights(const Safetensors& checkpoint, const ModelConfig& config,
                         at::ScalarType dtype);

} // namespace exitscope

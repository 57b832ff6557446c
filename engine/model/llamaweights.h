#pragma once

#include "model/checkpoint.h"
#include "model/modelconfig.h"
#include "model/operators.h"
#include "model/placement.h"
#include "model/precision.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace exitscope {

/// One decoder layer's weights, on one device. Matrices are [out, in] in the model's dtype, norms
/// and biases fp32.
struct LlamaLayerWeights
{
    const Operators* ops = nullptr; // of the layer's device
    at::Tensor inputNorm;           // [d]
    Linear query;                   // [H*D, d]
    Linear key;                     // [KVH*D, d]
    Linear value;                   // [KVH*D, d]
    at::Tensor queryNorm;           // [D]; undefined without headNorm
    at::Tensor keyNorm;             // [D]; as queryNorm
    Linear output;                  // [d, H*D]
    at::Tensor attentionNorm;       // [d], post_attention_layernorm
    Linear gate;                    // [m, d]
    Linear up;                      // [m, d]
    Linear down;                    // [d, m]
};

/// All weights of a Llama model. Where the dtype is kept and the device is the CPU they lie in the
/// mapped file.
struct LlamaWeights
{
    Precision precision;               ///< of layers and head, on the CPU's kernels
    at::ScalarType dtype = at::kFloat; ///< of the K/V cache and of matrices that are not quantized
    Placement placement;
    at::Tensor embedding; // [V, d], in dtype; as stored where the rest is quantized
    std::vector<LlamaLayerWeights> layers;
    at::Tensor finalNorm; // [d]
    Linear head;          // [V, d]; the embedding where they are tied. fp32 unless the kernels run
                          // it: LibTorch rounds a product to the dtype of its factors, and rounded
                          // logits would move probabilities by percents.
    std::string warning;  // why quantized weights are not kept on disk; empty where they are
};

/// That of the checkpoint's matrices, by one of them.
WeightFormat storedFormat(const Checkpoint& checkpoint);

/// Takes the tensors of a checkpoint, checks their shapes against the config, widens, narrows or
/// quantizes them to the precision's format and moves them to their devices. Quantized matrices
/// come from the cache (see quantizedMatrices), under `name`; on a device without kernels for them
/// they are widened again. Tensors that the config does not ask for are left alone. Where the
/// config or `__metadata__` ties embedding and head, both are the embedding, or the head where that
/// alone is stored. Throws Error(FileDamaged) with the tensor's name and shapes.
LlamaWeights takeWeights(const Checkpoint& checkpoint, const ModelConfig& config,
                         const Precision& precision, const Placement& placement,
                         const std::string& name);

} // namespace exitscope

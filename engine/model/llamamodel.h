#pragma once

#include "model/modelconfig.h"

#include <filesystem>
#include <memory>
#include <string>

namespace exitscope {

struct LlamaWeights;

/// A loaded Llama checkpoint: config and weights, immutable; sequences are held by Staircase.
class LlamaModel
{
public:
    /// Opens a Hugging Face folder with config.json and model.safetensors or its shards. `dtype` is
    /// "fp32", "fp16", "bf16" or empty: as stored. Throws Error as ModelConfig, Checkpoint and
    /// takeWeights do, and WrongUse for another dtype. `device` is what parseDevices reads; throws
    /// as placeLayers does, before anything is loaded.
    static std::shared_ptr<const LlamaModel> open(const std::filesystem::path& folder,
                                                  const std::string& dtype = {},
                                                  const std::string& device = {});
    ~LlamaModel();

    const ModelConfig& config() const { return m_config; }
    const LlamaWeights& weights() const { return *m_weights; }
    /// "fp32", "fp16" or "bf16": of matrices and K/V; activations and sums are always fp32.
    std::string dtype() const;
    /// A sentence about which layers lie where; empty where all are on the CPU.
    std::string placementNote() const;
    /// Of the tensor index; tells checkpoints apart.
    const std::string& indexHash() const { return m_indexHash; }

private:
    LlamaModel();

    ModelConfig m_config;
    std::unique_ptr<const LlamaWeights> m_weights;
    std::string m_indexHash;
};

} // namespace exitscope

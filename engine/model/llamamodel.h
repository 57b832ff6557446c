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
    /// Opens a Hugging Face folder with config.json and model.safetensors. `dtype` is "fp32",
    /// "bf16" or empty: as stored (fp16 is widened to fp32). Throws Error as ModelConfig,
    /// Safetensors and takeWeights do, and WrongUse for another dtype.
    static std::shared_ptr<const LlamaModel> open(const std::filesystem::path& folder,
                                                  const std::string& dtype = {});
    ~LlamaModel();

    const ModelConfig& config() const { return m_config; }
    const LlamaWeights& weights() const { return *m_weights; }
    /// "fp32" or "bf16": of matrices and K/V; activations and sums are always fp32.
    std::string dtype() const;
    /// Of the tensor index; tells checkpoints apart.
    const std::string& indexHash() const { return m_indexHash; }

private:
    LlamaModel();

    ModelConfig m_config;
    std::unique_ptr<const LlamaWeights> m_weights;
    std::string m_indexHash;
};

} // namespace exitscope

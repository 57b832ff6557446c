#pragma once

#include "model/modelconfig.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace exitscope {

class HeadPreview;
struct LlamaWeights;

/// A loaded Llama checkpoint: config and weights, immutable; sequences are held by Staircase.
class LlamaModel
{
public:
    /// Opens a Hugging Face folder with config.json and model.safetensors or its shards. `dtype` is
    /// a precision's name or empty: as stored. Throws Error as ModelConfig, Checkpoint and
    /// takeWeights do, and WrongUse for another dtype or one that rounds activations on a GPU.
    /// `device` is what parseDevices reads; throws as placeLayers does, before anything is loaded.
    /// `name` is what quantized weights are cached under; empty: the folder's.
    static std::shared_ptr<const LlamaModel> open(const std::filesystem::path& folder,
                                                  const std::string& dtype = {},
                                                  const std::string& device = {},
                                                  const std::string& name = {});
    ~LlamaModel();

    const ModelConfig& config() const { return m_config; }
    const LlamaWeights& weights() const { return *m_weights; }
    /// The precision's name.
    std::string dtype() const;
    /// A sentence about which layers lie where; empty where all are on the CPU.
    std::string placementNote() const;
    /// A sentence on why quantized weights are made at each opening; empty where they are kept.
    std::string cacheNote() const;
    /// Bytes of weights with their scales: of one decoder layer (the mean), and of the head.
    std::size_t layerBytes() const;
    std::size_t headBytes() const;
    /// K/V of one position in one layer.
    std::size_t keyValueRowBytes() const;
    /// The small copy of the head that estimates are made with; made when first asked for, which
    /// takes a moment. Null where the head is not on the CPU's kernels. Any thread.
    std::shared_ptr<const HeadPreview> headPreview() const;
    /// Of the tensor index; tells checkpoints apart.
    const std::string& indexHash() const { return m_indexHash; }

private:
    LlamaModel();

    ModelConfig m_config;
    std::unique_ptr<const LlamaWeights> m_weights;
    std::string m_indexHash;
    mutable std::once_flag m_previewMade;
    mutable std::shared_ptr<const HeadPreview> m_headPreview; ///< set once
};

} // namespace exitscope

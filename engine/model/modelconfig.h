#pragma once

#include "base/error.h"

#include <filesystem>
#include <vector>

namespace exitscope {

/// The shape of a Llama checkpoint, from its config.json (key names as in Hugging Face).
struct ModelConfig
{
    int layers = 0;            ///< num_hidden_layers, L
    int width = 0;             ///< hidden_size, d
    int heads = 0;             ///< num_attention_heads, H
    int kvHeads = 0;           ///< num_key_value_heads
    int headDim = 0;           ///< head_dim, else hidden_size / num_attention_heads
    int mlpWidth = 0;          ///< intermediate_size
    int vocabulary = 0;        ///< vocab_size, V
    int contextLength = 0;     ///< max_position_embeddings
    double normEpsilon = 1e-5; ///< rms_norm_eps
    double ropeTheta = 10000;  ///< rope_theta, of rope_parameters where there are
    bool tiedHead = false;     ///< tie_word_embeddings
    std::vector<int> eosIds;   ///< eos_token_id, a number or a list
};

/// Reads `folder`/config.json. Throws Error: FileMissing, FileDamaged (not JSON, a wrong type or an
/// impossible number, naming the key and the value), Unsupported (another architecture,
/// scaled rotations, biases, an activation other than silu).
ModelConfig readModelConfig(const std::filesystem::path& folder);

} // namespace exitscope

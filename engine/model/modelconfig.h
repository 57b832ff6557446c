#pragma once

#include "base/error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace exitscope {

/// How rotary frequencies are stretched for contexts longer than the model was trained on.
struct RotaryScaling
{
    enum class Kind
    {
        None,
        Linear, ///< all frequencies divided by `factor` (Chen et al. 2023)
        Llama3  ///< only low ones, with a smooth passage (Llama 3.1)
    };
    Kind kind = Kind::None;
    double factor = 1;
    double lowFrequencyFactor = 1;  ///< low_freq_factor
    double highFrequencyFactor = 4; ///< high_freq_factor
    int originalContext = 8192;     ///< original_max_position_embeddings

    bool operator==(const RotaryScaling&) const = default;
};

/// The shape of a checkpoint of the Llama family, from its config.json (key names as in Hugging
/// Face).
struct ModelConfig
{
    std::string architecture;  ///< for example "LlamaForCausalLM"
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
    RotaryScaling rotaryScaling;
    bool tiedHead = false;    ///< tie_word_embeddings
    bool qkvBias = false;     ///< q_proj, k_proj and v_proj add a bias (attention_bias; Qwen2)
    bool outputBias = false;  ///< o_proj adds a bias (attention_bias of Llama and Qwen3)
    bool mlpBias = false;     ///< gate_proj, up_proj and down_proj add biases (mlp_bias)
    bool headNorm = false;    ///< q_norm and k_norm: RMSNorm over each head before rotation (Qwen3)
    std::vector<int> windows; ///< per layer: positions that a row sees, itself included; 0: all
    std::vector<int> eosIds;  ///< of generation_config.json, else config.json; a number or a list
};

/// Reads `folder`/config.json, and eos ids from generation_config.json where there is one. Throws
/// Error: FileMissing, FileDamaged (not JSON, a wrong type or an impossible number, naming the key
/// and the value), Unsupported (another architecture, which the sentence names with those that run;
/// another kind of scaled rotation, quantized weights, an activation other than silu).
ModelConfig readModelConfig(const std::filesystem::path& folder);

} // namespace exitscope

#include "model/modelconfig.h"

#include "model/configreader.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace exitscope {
namespace {

constexpr int large = 1 << 24;

/// What runs here, and what a family's config class says where config.json is silent. All share
/// rms_norm_eps 1e-6, rope_theta 10000 and an untied head. Source: configuration_*.py of Hugging
/// Face transformers.
struct Family
{
    std::string architecture;
    std::string modelType;
    std::string known; ///< for the sentence that lists what runs
    int context;
    int kvHeads; ///< 0: as many as heads
    int headDim; ///< 0: hidden_size / num_attention_heads
    std::vector<int> eosIds;
};

const std::array<Family, 4>& families()
{
    static const std::array<Family, 4> all{{
        {"LlamaForCausalLM",
         "llama",
         "Llama 1 to 3.2, Code Llama, TinyLlama, SmolLM",
         2048,
         0,
         0,
         {2}},
        {"MistralForCausalLM", "mistral", "Mistral", 131072, 8, 0, {2}},
        {"Qwen2ForCausalLM", "qwen2", "Qwen2, Qwen2.5", 32768, 32, 0, {}},
        {"Qwen3ForCausalLM", "qwen3", "Qwen3", 32768, 32, 128, {}},
    }};
    return all;
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

const Family& familyOf(const ConfigReader& reader)
{
    const std::vector<std::string> architectures = reader.texts("architectures");
    const std::string type = reader.text("model_type");
    std::vector<std::string> supported;
    for (const Family& family : families()) {
        const bool named =
            architectures.empty()
                ? family.modelType == type
                : std::count(architectures.begin(), architectures.end(), family.architecture) > 0;
        if (named)
            return family;
        supported.push_back(family.architecture + " (" + family.known + ")");
    }
    const std::string named = architectures.empty() ? type : joined(architectures);
    reader.unsupported("its architecture is " + (named.empty() ? "not named" : named) +
                       ", and what runs here is " + joined(supported));
}

/// Newer configurations describe rotations in rope_parameters, older ones in rope_scaling, where
/// the oldest call the kind "type".
RotaryScaling readRotaryScaling(const ConfigReader& reader)
{
    RotaryScaling scaling;
    for (const char* key : {"rope_parameters", "rope_scaling"}) {
        const ConfigReader rotation = reader.part(key);
        std::string kind = rotation.text(rotation.has("rope_type") ? "rope_type" : "type");
        if (kind.empty() && rotation.holdsAtMost("rope_theta"))
            kind = "default";
        if (kind == "linear") {
            scaling.kind = RotaryScaling::Kind::Linear;
            scaling.factor = rotation.positive("factor");
        } else if (kind == "llama3") {
            scaling.kind = RotaryScaling::Kind::Llama3;
            scaling.factor = rotation.positive("factor");
            scaling.lowFrequencyFactor = rotation.positive("low_freq_factor");
            scaling.highFrequencyFactor = rotation.positive("high_freq_factor");
            scaling.originalContext = rotation.count("original_max_position_embeddings", 1, large);
            if (scaling.highFrequencyFactor <= scaling.lowFrequencyFactor)
                reader.damaged(std::string("in \"") + key + "\" high_freq_factor is not above " +
                               "low_freq_factor: " + reader.shown(key));
        } else if (kind != "default") {
            reader.unsupported(std::string("\"") + key + "\" is " + reader.shown(key) +
                               ", and the kinds default, linear and llama3 run here");
        }
    }
    return scaling;
}

/// Refuses what would change the numbers and is not part of any family that runs.
void checkParts(const ConfigReader& reader)
{
    const std::string activation = reader.text("hidden_act");
    if (!activation.empty() && activation != "silu" && activation != "swish")
        reader.unsupported("\"hidden_act\" is \"" + activation + "\", and silu is what runs here");
    for (const ConfigReader& place : {reader, reader.part("rope_parameters")}) {
        if (place.positive("partial_rotary_factor", 1) != 1)
            reader.unsupported("\"partial_rotary_factor\" is " +
                               place.shown("partial_rotary_factor") +
                               ", and whole heads are rotated here");
    }
    if (reader.has("quantization_config"))
        reader.unsupported("its weights are quantized, \"quantization_config\" is " +
                           reader.shown("quantization_config") +
                           "; choose the checkpoint in fp32, fp16 or bf16");
}

/// Mistral slides in every layer; Qwen, where it is asked to, in those that layer_types names or
/// after the first max_window_layers.
std::vector<int> readWindows(const ConfigReader& reader, const Family& family, int layers)
{
    std::vector<int> windows(static_cast<std::size_t>(layers), 0);
    if (family.modelType == "llama")
        return windows;
    const int window =
        reader.count("sliding_window", 1, large, reader.names("sliding_window") ? 0 : 4096);
    if (family.modelType == "mistral") {
        windows.assign(windows.size(), window);
        return windows;
    }
    const bool slides = reader.flag("use_sliding_window", false);
    const std::vector<std::string> types = reader.texts("layer_types");
    if (!types.empty() && types.size() != windows.size())
        reader.damaged("\"layer_types\" has " + std::to_string(types.size()) + " entries for " +
                       std::to_string(layers) + " layers");
    for (const std::string& type : types) {
        if (type != "full_attention" && type != "sliding_attention")
            reader.unsupported("\"layer_types\" holds \"" + type +
                               "\", and full_attention and sliding_attention run here");
    }
    const int full = reader.count("max_window_layers", 0, large, 28);
    for (int layer = 0; layer < layers && slides; ++layer) {
        const auto l = static_cast<std::size_t>(layer);
        if (types.empty() ? layer >= full : types[l] == "sliding_attention")
            windows[l] = window;
    }
    return windows;
}

void readHeads(ModelConfig& config, const ConfigReader& reader, const Family& family)
{
    constexpr int most = 65536;
    config.heads = reader.count("num_attention_heads", 1, most);
    const bool asHeads = family.kvHeads == 0 || reader.names("num_key_value_heads");
    config.kvHeads =
        reader.count("num_key_value_heads", 1, most, asHeads ? config.heads : family.kvHeads);
    if (config.heads % config.kvHeads != 0)
        reader.damaged(std::to_string(config.heads) + " attention heads cannot share " +
                       std::to_string(config.kvHeads) + " key-value heads evenly");
    const bool divided = !reader.has("head_dim") && family.headDim == 0;
    if (divided && config.width % config.heads != 0)
        reader.damaged("hidden_size " + std::to_string(config.width) + " is no multiple of " +
                       std::to_string(config.heads) + " heads");
    config.headDim =
        reader.count("head_dim", 1, most, divided ? config.width / config.heads : family.headDim);
    if (config.headDim % 2 != 0)
        reader.damaged("a head of " + std::to_string(config.headDim) +
                       " numbers cannot be rotated in pairs");
}

void readBiases(ModelConfig& config, const ConfigReader& reader, const Family& family)
{
    const bool attention = reader.flag("attention_bias", false);
    const bool mlp = reader.flag("mlp_bias", false);
    const bool optional = family.modelType == "llama" || family.modelType == "qwen3";
    config.qkvBias = family.modelType == "qwen2" || (optional && attention);
    config.outputBias = optional && attention;
    config.mlpBias = family.modelType == "llama" && mlp;
    config.headNorm = family.modelType == "qwen3";
}

std::vector<int> readEosIds(const ConfigReader& reader, const Family& family,
                            const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / "generation_config.json";
    std::error_code unknown;
    if (std::filesystem::exists(file, unknown)) {
        const ConfigReader generation(file);
        if (generation.has("eos_token_id"))
            return generation.ids("eos_token_id");
    }
    return reader.names("eos_token_id") ? reader.ids("eos_token_id") : family.eosIds;
}

} // namespace

ModelConfig readModelConfig(const std::filesystem::path& folder)
{
    const ConfigReader reader(folder / "config.json");
    const Family& family = familyOf(reader);
    checkParts(reader);

    ModelConfig config;
    config.architecture = family.architecture;
    config.layers = reader.count("num_hidden_layers", 1, 4096);
    config.width = reader.count("hidden_size", 1, large);
    readHeads(config, reader, family);
    config.mlpWidth = reader.count("intermediate_size", 1, large);
    config.vocabulary = reader.count("vocab_size", 1, large);
    config.contextLength = reader.count("max_position_embeddings", 1, large, family.context);
    config.normEpsilon = reader.positive("rms_norm_eps", 1e-6);
    config.ropeTheta =
        reader.part("rope_parameters").positive("rope_theta", reader.positive("rope_theta", 10000));
    config.rotaryScaling = readRotaryScaling(reader);
    config.tiedHead = reader.flag("tie_word_embeddings", false);
    readBiases(config, reader, family);
    config.windows = readWindows(reader, family, config.layers);
    config.eosIds = readEosIds(reader, family, folder);
    return config;
}

} // namespace exitscope

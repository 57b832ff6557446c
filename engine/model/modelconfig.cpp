#include "model/modelconfig.h"

#include "base/readfile.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace exitscope {
namespace {

using Json = nlohmann::json;

/// config.json with errors that name the file and the key.
class ConfigReader
{
public:
    explicit ConfigReader(const std::filesystem::path& file)
        : m_file(file)
    {
        m_json =
            Json::parse(readFile(file, "the configuration",
                                 "choose a folder that holds config.json and model.safetensors"),
                        nullptr, false);
        if (!m_json.is_object())
            damaged("it is not a JSON object");
    }

    /// The object under `key`; an empty one where there is none.
    ConfigReader part(const char* key) const
    {
        if (has(key) && !m_json[key].is_object())
            damaged(std::string("\"") + key + "\" is " + m_json[key].dump() + ", not an object");
        return ConfigReader(m_file, has(key) ? m_json[key] : Json::object());
    }

    [[noreturn]] void damaged(const std::string& what) const
    {
        throw Error(ErrorCode::FileDamaged,
                    m_file.string() + " cannot be used: " + what + "; download the file again.");
    }

    [[noreturn]] void unsupported(const std::string& what) const
    {
        throw Error(ErrorCode::Unsupported,
                    m_file.string() + " describes a model that this version does not run: " + what +
                        ".");
    }

    bool has(const char* key) const { return m_json.contains(key) && !m_json[key].is_null(); }
    /// Whether there is nothing besides `key`.
    bool holdsAtMost(const char* key) const { return m_json.size() == m_json.count(key); }
    const Json& at(const char* key) const { return m_json[key]; }

    /// A whole number in [1, most].
    int count(const char* key, int most) const
    {
        if (!has(key))
            damaged(std::string("the key \"") + key + "\" is missing");
        const Json& value = m_json[key];
        if (!value.is_number_integer() || value.get<double>() < 1 || value.get<double>() > most)
            damaged(std::string("\"") + key + "\" is " + value.dump() +
                    ", not a whole number from 1 to " + std::to_string(most));
        return value.get<int>();
    }

    int count(const char* key, int most, int otherwise) const
    {
        return has(key) ? count(key, most) : otherwise;
    }

    double positive(const char* key, double otherwise) const
    {
        if (!has(key))
            return otherwise;
        const Json& value = m_json[key];
        if (!value.is_number() || !(value.get<double>() > 0))
            damaged(std::string("\"") + key + "\" is " + value.dump() + ", not a positive number");
        return value.get<double>();
    }

    bool flag(const char* key, bool otherwise) const
    {
        if (!has(key))
            return otherwise;
        if (!m_json[key].is_boolean())
            damaged(std::string("\"") + key + "\" is " + m_json[key].dump() +
                    ", not true or false");
        return m_json[key].get<bool>();
    }

    std::string text(const char* key) const
    {
        if (!has(key))
            return {};
        if (!m_json[key].is_string())
            damaged(std::string("\"") + key + "\" is " + m_json[key].dump() + ", not a text");
        return m_json[key].get<std::string>();
    }

    std::vector<int> ids(const char* key) const
    {
        std::vector<int> result;
        if (!has(key))
            return result;
        const Json& value = m_json[key];
        for (const Json& entry : value.is_array() ? value : Json::array({value})) {
            if (!entry.is_number_integer() || entry.get<double>() < 0 || entry.get<double>() > 1e8)
                damaged(std::string("\"") + key + "\" is " + value.dump() + ", not a token id");
            result.push_back(entry.get<int>());
        }
        return result;
    }

private:
    ConfigReader(const std::filesystem::path& file, Json json)
        : m_file(file)
        , m_json(std::move(json))
    {}

    std::filesystem::path m_file;
    Json m_json;
};

/// Refuses rotations that are scaled. Newer configurations describe them in rope_parameters, older
/// ones in rope_scaling, where the oldest call the kind "type".
void checkRotation(const ConfigReader& reader)
{
    for (const char* key : {"rope_parameters", "rope_scaling"}) {
        if (!reader.has(key))
            continue;
        const ConfigReader rotation = reader.part(key);
        std::string kind = rotation.text(rotation.has("rope_type") ? "rope_type" : "type");
        if (kind.empty() && rotation.holdsAtMost("rope_theta"))
            kind = "default";
        if (kind != "default")
            reader.unsupported(std::string("\"") + key + "\" is " + reader.at(key).dump() +
                               ", and only the type \"default\" runs here");
    }
}

void checkArchitecture(const ConfigReader& reader)
{
    std::string named = reader.text("model_type");
    bool llama = named == "llama";
    if (reader.has("architectures")) {
        const Json& list = reader.at("architectures");
        if (!list.is_array())
            reader.damaged("\"architectures\" is " + list.dump() + ", not a list");
        llama = std::find(list.begin(), list.end(), Json("LlamaForCausalLM")) != list.end();
        named = list.dump();
    }
    if (!llama)
        reader.unsupported("its architecture is " + (named.empty() ? "not named" : named) +
                           ", and LlamaForCausalLM is what runs here");
    checkRotation(reader);
    for (const char* key : {"attention_bias", "mlp_bias"}) {
        if (reader.flag(key, false))
            reader.unsupported(std::string("\"") + key +
                               "\" is true, and layers run without biases");
    }
    const std::string activation = reader.text("hidden_act");
    if (!activation.empty() && activation != "silu")
        reader.unsupported("\"hidden_act\" is \"" + activation + "\", and silu is what runs here");
}

} // namespace

ModelConfig readModelConfig(const std::filesystem::path& folder)
{
    constexpr int large = 1 << 24;
    const ConfigReader reader(folder / "config.json");
    checkArchitecture(reader);

    ModelConfig config;
    config.layers = reader.count("num_hidden_layers", 4096);
    config.width = reader.count("hidden_size", large);
    config.heads = reader.count("num_attention_heads", 65536);
    config.kvHeads = reader.count("num_key_value_heads", 65536, config.heads);
    config.mlpWidth = reader.count("intermediate_size", large);
    config.vocabulary = reader.count("vocab_size", large);
    config.contextLength = reader.count("max_position_embeddings", large, 2048);
    config.normEpsilon = reader.positive("rms_norm_eps", 1e-6);
    config.ropeTheta =
        reader.part("rope_parameters").positive("rope_theta", reader.positive("rope_theta", 10000));
    config.tiedHead = reader.flag("tie_word_embeddings", false);
    config.eosIds = reader.ids("eos_token_id");

    if (config.heads % config.kvHeads != 0)
        reader.damaged(std::to_string(config.heads) + " attention heads cannot share " +
                       std::to_string(config.kvHeads) + " key-value heads evenly");
    if (!reader.has("head_dim") && config.width % config.heads != 0)
        reader.damaged("hidden_size " + std::to_string(config.width) + " is no multiple of " +
                       std::to_string(config.heads) + " heads");
    config.headDim = reader.count("head_dim", 65536, config.width / config.heads);
    if (config.headDim % 2 != 0)
        reader.damaged("a head of " + std::to_string(config.headDim) +
                       " numbers cannot be rotated in pairs");
    return config;
}

} // namespace exitscope

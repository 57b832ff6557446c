#pragma once

#include "support/storedvalues.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace exitscope::test {

/// A checkpoint folder of seeded random weights, made by the test itself and removed with it.
/// Change `config` or `tensors` before write() to make it wrong. The config is that of the family
/// which has the parts that the shape asks for.
class TinyModel
{
public:
    struct Shape
    {
        int layers = 4;
        int width = 16;
        int heads = 4;
        int kvHeads = 2;
        int headDim = 4;
        int mlpWidth = 24;
        int vocabulary = 40;
        int context = 96;
        bool tied = false;
        bool bf16 = false;
        bool fp16 = false;
        int shards = 1;
        int window = 0;          ///< sliding window of every layer; Mistral's config
        bool qkvBias = false;    ///< alone: Qwen2's config
        bool outputBias = false; ///< with qkvBias: attention_bias of Llama, or of Qwen3
        bool mlpBias = false;
        bool headNorm = false; ///< Qwen3's config
    };

    struct Tensor
    {
        std::vector<int> shape;
        std::vector<float> values;
    };

    TinyModel()
        : TinyModel(Shape())
    {}
    explicit TinyModel(const Shape& wanted, unsigned seed = 7)
        : shape(wanted)
        , m_random(seed)
    {
        config = QJsonObject{{"architectures", QJsonArray{"LlamaForCausalLM"}},
                             {"model_type", "llama"},
                             {"hidden_act", "silu"},
                             {"num_hidden_layers", shape.layers},
                             {"hidden_size", shape.width},
                             {"num_attention_heads", shape.heads},
                             {"num_key_value_heads", shape.kvHeads},
                             {"head_dim", shape.headDim},
                             {"intermediate_size", shape.mlpWidth},
                             {"vocab_size", shape.vocabulary},
                             {"max_position_embeddings", shape.context},
                             {"rms_norm_eps", 1e-5},
                             {"rope_theta", 10000.0},
                             {"tie_word_embeddings", shape.tied},
                             {"bos_token_id", 1},
                             {"eos_token_id", 2}};
        chooseFamily();
        makeTensors();
    }

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    std::filesystem::path file(const char* name) const { return folder() / name; }

    const Tensor& tensor(const std::string& name) const
    {
        for (const auto& [own, content] : tensors) {
            if (own == name)
                return content;
        }
        throw std::runtime_error("no tensor " + name);
    }

    void writeConfig() { writeFile("config.json", QJsonDocument(config).toJson()); }

    void write()
    {
        writeConfig();
        if (shape.shards == 1) {
            writeTensors("model.safetensors", 0, tensors.size());
            return;
        }
        const auto shards = static_cast<std::size_t>(shape.shards);
        QJsonObject places;
        for (std::size_t i = 0; i < shards; ++i) {
            const std::size_t first = tensors.size() * i / shards;
            const std::size_t end = tensors.size() * (i + 1) / shards;
            writeTensors(shardName(shape.shards, static_cast<int>(i)).c_str(), first, end);
            for (std::size_t t = first; t < end; ++t)
                places[QString::fromStdString(tensors[t].first)] =
                    QString::fromStdString(shardName(shape.shards, static_cast<int>(i)));
        }
        index = {{"metadata", QJsonObject{{"total_size", 0}}}, {"weight_map", places}};
        writeFile(indexName, QJsonDocument(index).toJson());
    }

    static constexpr const char* indexName = "model.safetensors.index.json";

    /// The name of shard `i`, from 0, of `count`.
    static std::string shardName(int count, int i)
    {
        return QString("model-%1-of-%2.safetensors")
            .arg(i + 1, 5, 10, QChar('0'))
            .arg(count, 5, 10, QChar('0'))
            .toStdString();
    }

    /// A safetensors file of any header and data, right or wrong.
    void writeSafetensors(const QByteArray& header, const QByteArray& data,
                          const char* name = "model.safetensors")
    {
        const auto length = static_cast<std::uint64_t>(header.size());
        QByteArray prefix(8, 0);
        for (int i = 0; i < 8; ++i)
            prefix[i] = static_cast<char>(length >> (8 * i) & 0xff);
        writeFile(name, prefix + header + data);
    }

    void writeFile(const char* name, const QByteArray& content)
    {
        std::ofstream stream(file(name), std::ios::binary);
        stream.write(content.data(), content.size());
        if (!stream)
            throw std::runtime_error("cannot write " + file(name).string());
    }

    Shape shape;
    QJsonObject config;
    QJsonObject extraHeader; ///< for example __metadata__
    QJsonObject index;       ///< of the shards, as write() wrote it
    std::vector<std::pair<std::string, Tensor>> tensors;

private:
    void chooseFamily()
    {
        const auto family = [&](const char* architecture, const char* type) {
            config["architectures"] = QJsonArray{architecture};
            config["model_type"] = type;
        };
        if (shape.headNorm)
            family("Qwen3ForCausalLM", "qwen3");
        else if (shape.qkvBias && !shape.outputBias)
            family("Qwen2ForCausalLM", "qwen2");
        else if (shape.window > 0)
            family("MistralForCausalLM", "mistral");
        if (shape.qkvBias && shape.outputBias)
            config["attention_bias"] = true;
        if (shape.mlpBias)
            config["mlp_bias"] = true;
        if (shape.window > 0) {
            config["sliding_window"] = shape.window;
            config["use_sliding_window"] = true;
            config["max_window_layers"] = 0;
        }
    }

    /// Tensors [first, end) as one file, its data aligned as the format's own writer does.
    void writeTensors(const char* name, std::size_t first, std::size_t end)
    {
        QJsonObject header = extraHeader;
        QByteArray data;
        for (std::size_t t = first; t < end; ++t) {
            const auto& [tensorName, content] = tensors[t];
            QJsonArray extents;
            for (const int extent : content.shape)
                extents.append(extent);
            const qint64 start = data.size();
            data += bytesAs(storedAs(), content.values);
            header[QString::fromStdString(tensorName)] =
                QJsonObject{{"dtype", dtypeName(storedAs())},
                            {"shape", extents},
                            {"data_offsets", QJsonArray{start, qint64{data.size()}}}};
        }
        QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
        text.append((8 - text.size() % 8) % 8, ' ');
        writeSafetensors(text, data, name);
    }

    void makeTensors()
    {
        const int q = shape.heads * shape.headDim;
        const int kv = shape.kvHeads * shape.headDim;
        add("model.embed_tokens.weight", {shape.vocabulary, shape.width}, 1.0f);
        for (int l = 0; l < shape.layers; ++l) {
            const std::string prefix = "model.layers." + std::to_string(l) + ".";
            addNorm(prefix + "input_layernorm.weight", shape.width);
            add(prefix + "self_attn.q_proj.weight", {q, shape.width});
            add(prefix + "self_attn.k_proj.weight", {kv, shape.width});
            add(prefix + "self_attn.v_proj.weight", {kv, shape.width});
            add(prefix + "self_attn.o_proj.weight", {shape.width, q});
            addBiases(prefix + "self_attn.", {{"q", q}, {"k", kv}, {"v", kv}}, shape.qkvBias);
            addBiases(prefix + "self_attn.", {{"o", shape.width}}, shape.outputBias);
            if (shape.headNorm) {
                addNorm(prefix + "self_attn.q_norm.weight", shape.headDim);
                addNorm(prefix + "self_attn.k_norm.weight", shape.headDim);
            }
            addNorm(prefix + "post_attention_layernorm.weight", shape.width);
            add(prefix + "mlp.gate_proj.weight", {shape.mlpWidth, shape.width});
            add(prefix + "mlp.up_proj.weight", {shape.mlpWidth, shape.width});
            add(prefix + "mlp.down_proj.weight", {shape.width, shape.mlpWidth});
            addBiases(prefix + "mlp.",
                      {{"gate", shape.mlpWidth}, {"up", shape.mlpWidth}, {"down", shape.width}},
                      shape.mlpBias);
        }
        addNorm("model.norm.weight", shape.width);
        if (!shape.tied)
            add("lm_head.weight", {shape.vocabulary, shape.width}, 1.0f);
    }

    void add(const std::string& name, const std::vector<int>& extents, float scale = 0)
    {
        Tensor content{extents, {}};
        std::size_t count = 1;
        for (const int extent : extents)
            count *= static_cast<std::size_t>(extent);
        const float spread =
            scale > 0 ? scale : 1.5f / std::sqrt(static_cast<float>(extents.back()));
        std::normal_distribution<float> normal(0, spread);
        for (std::size_t i = 0; i < count; ++i)
            content.values.push_back(rounded(normal(m_random)));
        tensors.emplace_back(name, std::move(content));
    }

    void addNorm(const std::string& name, int width)
    {
        std::uniform_real_distribution<float> uniform(0.5f, 1.5f);
        Tensor content{{width}, {}};
        for (int i = 0; i < width; ++i)
            content.values.push_back(rounded(uniform(m_random)));
        tensors.emplace_back(name, std::move(content));
    }

    void addBiases(const std::string& prefix,
                   const std::vector<std::pair<std::string, int>>& projections, bool wanted)
    {
        for (const auto& [name, width] : projections) {
            if (wanted)
                add(prefix + name + "_proj.bias", {width}, 0.5f);
        }
    }

    StoredAs storedAs() const
    {
        return shape.bf16 ? StoredAs::Bf16 : shape.fp16 ? StoredAs::Fp16 : StoredAs::Fp32;
    }

    float rounded(float value) const { return roundedAs(storedAs(), value); }

    QTemporaryDir m_folder;
    std::mt19937 m_random;
};

} // namespace exitscope::test

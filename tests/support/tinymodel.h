#pragma once

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
/// Change `config` or `tensors` before write() to make it wrong.
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

    void write()
    {
        writeFile("config.json", QJsonDocument(config).toJson());
        QJsonObject header = extraHeader;
        QByteArray data;
        for (const auto& [name, content] : tensors) {
            QJsonArray extents;
            for (const int extent : content.shape)
                extents.append(extent);
            const qint64 start = data.size();
            data += stored(content.values);
            header[QString::fromStdString(name)] =
                QJsonObject{{"dtype", shape.bf16 ? "BF16" : "F32"},
                            {"shape", extents},
                            {"data_offsets", QJsonArray{start, qint64{data.size()}}}};
        }
        writeSafetensors(QJsonDocument(header).toJson(QJsonDocument::Compact), data);
    }

    /// A safetensors file of any header and data, right or wrong.
    void writeSafetensors(QByteArray header, const QByteArray& data)
    {
        const auto length = static_cast<std::uint64_t>(header.size());
        QByteArray prefix(8, 0);
        for (int i = 0; i < 8; ++i)
            prefix[i] = static_cast<char>(length >> (8 * i) & 0xff);
        writeFile("model.safetensors", prefix + header + data);
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
    std::vector<std::pair<std::string, Tensor>> tensors;

private:
    void makeTensors()
    {
        const int q = shape.heads * shape.headDim;
        const int kv = shape.kvHeads * shape.headDim;
        add("model.embed_tokens.weight", {shape.vocabulary, shape.width}, 1.0f);
        for (int l = 0; l < shape.layers; ++l) {
            const std::string prefix = "model.layers." + std::to_string(l) + ".";
            addNorm(prefix + "input_layernorm.weight");
            add(prefix + "self_attn.q_proj.weight", {q, shape.width});
            add(prefix + "self_attn.k_proj.weight", {kv, shape.width});
            add(prefix + "self_attn.v_proj.weight", {kv, shape.width});
            add(prefix + "self_attn.o_proj.weight", {shape.width, q});
            addNorm(prefix + "post_attention_layernorm.weight");
            add(prefix + "mlp.gate_proj.weight", {shape.mlpWidth, shape.width});
            add(prefix + "mlp.up_proj.weight", {shape.mlpWidth, shape.width});
            add(prefix + "mlp.down_proj.weight", {shape.width, shape.mlpWidth});
        }
        addNorm("model.norm.weight");
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

    void addNorm(const std::string& name)
    {
        std::uniform_real_distribution<float> uniform(0.5f, 1.5f);
        Tensor content{{shape.width}, {}};
        for (int i = 0; i < shape.width; ++i)
            content.values.push_back(rounded(uniform(m_random)));
        tensors.emplace_back(name, std::move(content));
    }

    /// To the 8 bits that bf16 keeps, so that values and file agree exactly.
    float rounded(float value) const
    {
        int exponent = 0;
        const float mantissa = std::frexp(value, &exponent);
        return shape.bf16 ? std::ldexp(std::round(mantissa * 256), exponent - 8) : value;
    }

    QByteArray stored(const std::vector<float>& values) const
    {
        const char* bytes = reinterpret_cast<const char*>(values.data());
        if (!shape.bf16)
            return QByteArray(bytes, static_cast<qsizetype>(values.size() * sizeof(float)));
        QByteArray halves;
        for (std::size_t i = 0; i < values.size(); ++i)
            halves.append(bytes + 4 * i + 2, 2);
        return halves;
    }

    QTemporaryDir m_folder;
    std::mt19937 m_random;
};

} // namespace exitscope::test

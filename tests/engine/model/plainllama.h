#pragma once

#include "support/tinymodel.h"

#include <ATen/ATen.h>

#include <numbers>

namespace exitscope::test {

/// A forward pass of the Llama family in LibTorch operators on double, written apart from the
/// engine: no cache, no kernels, the whole sequence at once; only keys and values are rounded to
/// the checkpoint's dtype. Sources: Touvron et al. 2023, and the modeling files of Hugging Face
/// transformers for what Mistral, Qwen2 and Qwen3 add.
class PlainLlama
{
public:
    /// What activations [rows, in] are made before they meet weights.
    using Meet = at::Tensor (*)(const at::Tensor& x);

    /// `rounded`: the cache keeps the checkpoint's dtype; else it keeps fp32.
    explicit PlainLlama(const TinyModel& files, bool rounded = true, Meet meet = nullptr)
        : m_files(files)
        , m_rounded(rounded)
        , m_meet(meet)
    {}

    /// Logits that each layer's state gives at the last position: [L, V]. Position i runs the first
    /// depths[i] layers, and deeper ones never see it; empty: all run all.
    at::Tensor lens(const std::vector<int>& ids, std::vector<int> depths = {}) const
    {
        const auto& s = m_files.shape;
        depths.resize(ids.size(), s.layers);
        const at::Tensor embedding = weight("model.embed_tokens.weight");
        at::Tensor states = embedding.index_select(0, indices(ids));
        std::vector<at::Tensor> perLayer;
        for (int l = 0; l < s.layers; ++l) {
            std::vector<int> present;
            for (int i = 0; i < static_cast<int>(ids.size()); ++i) {
                if (depths[static_cast<std::size_t>(i)] > l)
                    present.push_back(i);
            }
            const at::Tensor rows = indices(present);
            const at::Tensor h = layer(l, states.index_select(0, rows), rows.to(at::kDouble));
            states = states.index_copy(0, rows, h);
            const char* head = s.tied ? "model.embed_tokens.weight" : "lm_head.weight";
            perLayer.push_back(
                product(norm(states, "model.norm.weight").slice(0, -1), head).squeeze(0));
        }
        return at::stack(perLayer);
    }

    /// Rotary frequencies, [D/2], as published with RoPE, position interpolation and Llama 3.1.
    std::vector<double> frequencies() const
    {
        const QJsonObject scaling = m_files.config["rope_scaling"].toObject();
        const QString kind = scaling["rope_type"].toString();
        const double factor = scaling["factor"].toDouble(1);
        std::vector<double> result;
        for (int i = 0; i < m_files.shape.headDim / 2; ++i) {
            double f =
                std::pow(m_files.config["rope_theta"].toDouble(), -2.0 * i / m_files.shape.headDim);
            if (kind == "linear") {
                f /= factor;
            } else if (kind == "llama3") {
                // Turns within the original context; few turns are stretched, many are kept.
                const double turns = scaling["original_max_position_embeddings"].toDouble() * f /
                                     (2 * std::numbers::pi);
                const double low = scaling["low_freq_factor"].toDouble();
                const double high = scaling["high_freq_factor"].toDouble();
                const double kept = std::clamp((turns - low) / (high - low), 0.0, 1.0);
                f = kept * f + (1 - kept) * f / factor;
            }
            result.push_back(f);
        }
        return result;
    }

private:
    static at::Tensor indices(const std::vector<int>& values)
    {
        return at::tensor(at::ArrayRef<int>(values), at::kLong);
    }

    at::Tensor weight(const std::string& name) const
    {
        const TinyModel::Tensor& tensor = m_files.tensor(name);
        std::vector<std::int64_t> shape(tensor.shape.begin(), tensor.shape.end());
        return at::from_blob(const_cast<float*>(tensor.values.data()), shape, at::kFloat)
            .to(at::kDouble);
    }

    at::Tensor layer(int l, at::Tensor h, const at::Tensor& positions) const
    {
        const auto& s = m_files.shape;
        const std::string p = "model.layers." + std::to_string(l) + ".";
        at::Tensor n = norm(h, p + "input_layernorm.weight");
        at::Tensor q = heads(n, p + "self_attn.q_proj", s.heads);
        at::Tensor k = heads(n, p + "self_attn.k_proj", s.kvHeads);
        const at::Tensor v = heads(n, p + "self_attn.v_proj", s.kvHeads);
        if (s.headNorm) {
            q = norm(q, p + "self_attn.q_norm.weight");
            k = norm(k, p + "self_attn.k_norm.weight");
        }
        h = h + projected(attend(rope(q, positions), kept(rope(k, positions)), kept(v), positions),
                          p + "self_attn.o_proj");
        n = norm(h, p + "post_attention_layernorm.weight");
        const at::Tensor gate = projected(n, p + "mlp.gate_proj");
        return h + projected(at::silu(gate) * projected(n, p + "mlp.up_proj"), p + "mlp.down_proj");
    }

    /// As the cache keeps keys and values.
    at::Tensor kept(const at::Tensor& x) const
    {
        if (!m_rounded)
            return x;
        if (m_files.shape.bf16)
            return x.to(at::kBFloat16).to(at::kDouble);
        return m_files.shape.fp16 ? x.to(at::kHalf).to(at::kDouble) : x;
    }

    at::Tensor product(const at::Tensor& x, const std::string& name) const
    {
        return (m_meet ? m_meet(x) : x).matmul(weight(name).t());
    }

    at::Tensor projected(const at::Tensor& x, const std::string& name) const
    {
        const at::Tensor y = product(x, name + ".weight");
        for (const auto& entry : m_files.tensors) {
            if (entry.first == name + ".bias")
                return y + weight(name + ".bias");
        }
        return y;
    }

    at::Tensor norm(const at::Tensor& x, const std::string& name) const
    {
        return x * at::rsqrt((x * x).mean(-1, true) + 1e-5) * weight(name);
    }

    /// [heads, positions, D]
    at::Tensor heads(const at::Tensor& n, const std::string& name, int count) const
    {
        return projected(n, name).view({n.size(0), count, m_files.shape.headDim}).transpose(0, 1);
    }

    at::Tensor rope(const at::Tensor& x, const at::Tensor& positions) const
    {
        const int half = m_files.shape.headDim / 2;
        const std::vector<double> own = frequencies();
        const at::Tensor angles =
            at::outer(positions, at::tensor(at::ArrayRef<double>(own), at::kDouble));
        const at::Tensor a = x.slice(-1, 0, half);
        const at::Tensor b = x.slice(-1, half);
        return at::cat({a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()},
                       -1);
    }

    at::Tensor attend(const at::Tensor& q, at::Tensor k, at::Tensor v,
                      const at::Tensor& positions) const
    {
        const int group = m_files.shape.heads / m_files.shape.kvHeads;
        k = k.repeat_interleave(group, 0);
        v = v.repeat_interleave(group, 0);
        at::Tensor scores = q.matmul(k.transpose(1, 2)) / std::sqrt(double(m_files.shape.headDim));
        const at::Tensor back = positions.unsqueeze(1) - positions.unsqueeze(0);
        at::Tensor hidden = back < 0;
        if (m_files.shape.window > 0)
            hidden = hidden.logical_or(back >= m_files.shape.window);
        scores = scores.masked_fill(hidden, -INFINITY);
        return scores.softmax(-1).matmul(v).transpose(0, 1).reshape({q.size(1), -1});
    }

    const TinyModel& m_files;
    bool m_rounded;
    Meet m_meet;
};

} // namespace exitscope::test

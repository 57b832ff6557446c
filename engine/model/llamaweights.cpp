#include "model/llamaweights.h"

#include <cstdint>

namespace exitscope {
namespace {

std::string spelled(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t extent : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
    return text + "]";
}

/// Hands out tensors of one checkpoint by name.
class WeightTaker
{
public:
    WeightTaker(const Safetensors& checkpoint, at::ScalarType dtype)
        : m_checkpoint(checkpoint)
        , m_dtype(dtype)
    {}

    bool has(const std::string& name) const { return m_checkpoint.find(name) != nullptr; }

    at::Tensor matrix(const std::string& name, std::int64_t rows, std::int64_t columns) const
    {
        return take(name, {rows, columns}, m_dtype);
    }

    /// Norms are small and multiply fp32 activations.
    at::Tensor norm(const std::string& name, std::int64_t width) const
    {
        return take(name, {width}, at::kFloat);
    }

    [[noreturn]] void damaged(const std::string& what) const
    {
        throw Error(ErrorCode::FileDamaged, m_checkpoint.file().string() +
                                                " does not fit its config.json: " + what +
                                                "; both must come from one checkpoint.");
    }

private:
    at::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape,
                    at::ScalarType dtype) const
    {
        const StoredTensor* stored = m_checkpoint.find(name);
        if (!stored)
            damaged("tensor \"" + name + "\" is missing");
        if (stored->shape != shape)
            damaged("tensor \"" + name + "\" has the shape " + spelled(stored->shape) +
                    " where the config says " + spelled(shape));
        const at::ScalarType storedType = typeOf(*stored, name);
        const std::size_t width = c10::elementSize(storedType);
        // Kept alive by the tensor; a tensor whose bytes are not aligned must be copied.
        const auto keep = m_checkpoint.mapping();
        const auto options = at::TensorOptions().dtype(storedType);
        if (reinterpret_cast<std::uintptr_t>(stored->data) % width != 0) {
            at::Tensor copy = at::empty(shape, options);
            std::memcpy(copy.data_ptr(), stored->data, stored->bytes);
            return copy.to(dtype);
        }
        return at::from_blob(
                   const_cast<std::byte*>(stored->data), shape, [keep](void*) {}, options)
            .to(dtype);
    }

    at::ScalarType typeOf(const StoredTensor& stored, const std::string& name) const
    {
        if (stored.dtype == "F32")
            return at::kFloat;
        if (stored.dtype == "BF16")
            return at::kBFloat16;
        if (stored.dtype == "F16")
            return at::kHalf;
        damaged("tensor \"" + name + "\" is stored as " + stored.dtype +
                ", and F32, BF16 and F16 can be read");
    }

    const Safetensors& m_checkpoint;
    at::ScalarType m_dtype;
};

void takeEmbeddingAndHead(LlamaWeights& weights, const WeightTaker& take,
                          const Safetensors& checkpoint, const ModelConfig& config)
{
    const std::string embedding = "model.embed_tokens.weight";
    const std::string head = "lm_head.weight";
    const auto alias = [&](const std::string& name, const std::string& target) {
        const auto found = checkpoint.metadata().find(name);
        return found != checkpoint.metadata().end() && found->second == target;
    };
    const bool tied = config.tiedHead || alias(embedding, head) || alias(head, embedding);
    if (!take.has(embedding) && !take.has(head))
        take.damaged("it holds neither \"" + embedding + "\" nor \"" + head + "\"");
    if (!tied && !take.has(embedding))
        take.damaged("tensor \"" + embedding + "\" is missing and nothing ties it to the head");
    if (!tied && !take.has(head))
        take.damaged("tensor \"" + head + "\" is missing and nothing ties it to the embedding");
    const std::string first = take.has(embedding) ? embedding : head;
    weights.embedding = take.matrix(first, config.vocabulary, config.width);
    weights.head = tied ? weights.embedding : take.matrix(head, config.vocabulary, config.width);
}

} // namespace

LlamaWeights takeWeights(const Safetensors& checkpoint, const ModelConfig& config,
                         at::ScalarType dtype)
{
    const WeightTaker take(checkpoint, dtype);
    const std::int64_t queryWidth = std::int64_t{config.heads} * config.headDim;
    const std::int64_t kvWidth = std::int64_t{config.kvHeads} * config.headDim;

    LlamaWeights weights;
    weights.dtype = dtype;
    takeEmbeddingAndHead(weights, take, checkpoint, config);
    for (int l = 0; l < config.layers; ++l) {
        const std::string prefix = "model.layers." + std::to_string(l) + ".";
        LlamaLayerWeights layer;
        layer.inputNorm = take.norm(prefix + "input_layernorm.weight", config.width);
        layer.query = take.matrix(prefix + "self_attn.q_proj.weight", queryWidth, config.width);
        layer.key = take.matrix(prefix + "self_attn.k_proj.weight", kvWidth, config.width);
        layer.value = take.matrix(prefix + "self_attn.v_proj.weight", kvWidth, config.width);
        layer.output = take.matrix(prefix + "self_attn.o_proj.weight", config.width, queryWidth);
        layer.attentionNorm = take.norm(prefix + "post_attention_layernorm.weight", config.width);
        layer.gate = take.matrix(prefix + "mlp.gate_proj.weight", config.mlpWidth, config.width);
        layer.up = take.matrix(prefix + "mlp.up_proj.weight", config.mlpWidth, config.width);
        layer.down = take.matrix(prefix + "mlp.down_proj.weight", config.width, config.mlpWidth);
        weights.layers.push_back(std::move(layer));
    }
    weights.finalNorm = take.norm("model.norm.weight", config.width);
    return weights;
}

} // namespace exitscope

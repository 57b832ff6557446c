#include "model/llamaweights.h"

#include <cstdint>
#include <cstring>

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
    WeightTaker(const Checkpoint& checkpoint, at::ScalarType dtype)
        : m_checkpoint(checkpoint)
        , m_dtype(dtype)
    {}

    /// Where the tensors taken from now on are needed.
    void setDevice(const ComputeDevice& device) { m_device = tensorDevice(device); }

    bool has(const std::string& name) const { return m_checkpoint.find(name) != nullptr; }

    at::Tensor matrix(const std::string& name, std::int64_t rows, std::int64_t columns,
                      at::ScalarType dtype) const
    {
        return take(name, {rows, columns}, dtype);
    }

    /// `name`.weight and, where the layer adds one, `name`.bias.
    Linear linear(const std::string& name, std::int64_t rows, std::int64_t columns,
                  bool biased) const
    {
        return {take(name + ".weight", {rows, columns}, m_dtype),
                biased ? take(name + ".bias", {rows}, at::kFloat) : at::Tensor()};
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
        const auto keep = m_checkpoint.shardOf(name)->mapping();
        const auto options = at::TensorOptions().dtype(storedType);
        if (reinterpret_cast<std::uintptr_t>(stored->data) % width != 0) {
            at::Tensor copy = at::empty(shape, options);
            std::memcpy(copy.data_ptr(), stored->data, stored->bytes);
            return copy.to(m_device, dtype);
        }
        return at::from_blob(
                   const_cast<std::byte*>(stored->data), shape, [keep](void*) {}, options)
            .to(m_device, dtype);
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

    const Checkpoint& m_checkpoint;
    at::ScalarType m_dtype;
    at::Device m_device = at::kCPU;
};

void takeEmbeddingAndHead(LlamaWeights& weights, WeightTaker& take, const Checkpoint& checkpoint,
                          const ModelConfig& config)
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
    const Placement& placement = weights.placement;
    const at::ScalarType headType =
        placement.head().kind == ComputeDevice::Kind::Cpu ? weights.dtype : at::kFloat;
    const bool shared = tied && placement.embedding() == placement.head();
    take.setDevice(placement.head());
    weights.head.matrix = take.matrix(tied && take.has(embedding) ? embedding : head,
                                      config.vocabulary, config.width, headType);
    take.setDevice(placement.embedding());
    weights.embedding = shared ? weights.head.matrix
                               : take.matrix(take.has(embedding) ? embedding : head,
                                             config.vocabulary, config.width, weights.dtype);
}

LlamaLayerWeights takeLayer(const WeightTaker& take, const ModelConfig& config, int layer)
{
    const std::int64_t queryWidth = std::int64_t{config.heads} * config.headDim;
    const std::int64_t kvWidth = std::int64_t{config.kvHeads} * config.headDim;
    const std::string prefix = "model.layers." + std::to_string(layer) + ".";
    const std::string attention = prefix + "self_attn.";
    const std::string mlp = prefix + "mlp.";
    LlamaLayerWeights weights;
    weights.inputNorm = take.norm(prefix + "input_layernorm.weight", config.width);
    weights.query = take.linear(attention + "q_proj", queryWidth, config.width, config.qkvBias);
    weights.key = take.linear(attention + "k_proj", kvWidth, config.width, config.qkvBias);
    weights.value = take.linear(attention + "v_proj", kvWidth, config.width, config.qkvBias);
    if (config.headNorm) {
        weights.queryNorm = take.norm(attention + "q_norm.weight", config.headDim);
        weights.keyNorm = take.norm(attention + "k_norm.weight", config.headDim);
    }
    weights.output = take.linear(attention + "o_proj", config.width, queryWidth, config.outputBias);
    weights.attentionNorm = take.norm(prefix + "post_attention_layernorm.weight", config.width);
    weights.gate = take.linear(mlp + "gate_proj", config.mlpWidth, config.width, config.mlpBias);
    weights.up = take.linear(mlp + "up_proj", config.mlpWidth, config.width, config.mlpBias);
    weights.down = take.linear(mlp + "down_proj", config.width, config.mlpWidth, config.mlpBias);
    return weights;
}

} // namespace

LlamaWeights takeWeights(const Checkpoint& checkpoint, const ModelConfig& config,
                         at::ScalarType dtype, const Placement& placement)
{
    WeightTaker take(checkpoint, dtype);
    LlamaWeights weights;
    weights.dtype = dtype;
    weights.placement = placement;
    takeEmbeddingAndHead(weights, take, checkpoint, config);
    for (int l = 0; l < config.layers; ++l) {
        const ComputeDevice& device = placement.layers[static_cast<std::size_t>(l)];
        take.setDevice(device);
        weights.layers.push_back(takeLayer(take, config, l));
        weights.layers.back().ops = &operatorsOn(device);
    }
    take.setDevice(placement.head());
    weights.finalNorm = take.norm("model.norm.weight", config.width);
    return weights;
}

} // namespace exitscope

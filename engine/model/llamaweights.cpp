#include "model/llamaweights.h"

#include "model/weighttaker.h"

#include <array>
#include <cstdint>

namespace exitscope {
namespace {

constexpr const char* embeddingName = "model.embed_tokens.weight";
constexpr const char* headName = "lm_head.weight";

/// Which stored tensors serve as what.
struct Ends
{
    std::string embedding;
    std::string head;
};

Ends endsOf(const WeightTaker& take, const Checkpoint& checkpoint, const ModelConfig& config)
{
    const std::string embedding = embeddingName;
    const std::string head = headName;
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
    if (!tied)
        return {embedding, head};
    const std::string& shared = take.has(embedding) ? embedding : head;
    return {shared, shared};
}

void takeEnds(LlamaWeights& weights, WeightTaker& take, const Ends& ends, const ModelConfig& config)
{
    const Placement& placement = weights.placement;
    const at::ScalarType headType =
        placement.head().kind == ComputeDevice::Kind::Cpu ? weights.dtype : at::kFloat;
    take.setDevice(placement.head());
    weights.head = take.factor(ends.head, config.vocabulary, config.width, headType);
    weights.finalNorm = take.norm("model.norm.weight", config.width);
    take.setDevice(placement.embedding());
    if (isQuantized(weights.precision.weights))
        weights.embedding = take.storedMatrix(ends.embedding, config.vocabulary, config.width);
    else if (ends.embedding == ends.head && placement.embedding() == placement.head())
        weights.embedding = weights.head.matrix;
    else
        weights.embedding =
            take.matrix(ends.embedding, config.vocabulary, config.width, weights.dtype);
}

/// One of a layer's matrices.
struct Projection
{
    Linear LlamaLayerWeights::*member;
    const char* name; ///< after the layer's prefix
    std::int64_t rows;
    std::int64_t columns;
    bool biased;
};

std::array<Projection, 7> projections(const ModelConfig& config)
{
    using Layer = LlamaLayerWeights;
    const std::int64_t query = std::int64_t{config.heads} * config.headDim;
    const std::int64_t kv = std::int64_t{config.kvHeads} * config.headDim;
    const std::int64_t width = config.width;
    const std::int64_t mlp = config.mlpWidth;
    return {{{&Layer::query, "self_attn.q_proj", query, width, config.qkvBias},
             {&Layer::key, "self_attn.k_proj", kv, width, config.qkvBias},
             {&Layer::value, "self_attn.v_proj", kv, width, config.qkvBias},
             {&Layer::output, "self_attn.o_proj", width, query, config.outputBias},
             {&Layer::gate, "mlp.gate_proj", mlp, width, config.mlpBias},
             {&Layer::up, "mlp.up_proj", mlp, width, config.mlpBias},
             {&Layer::down, "mlp.down_proj", width, mlp, config.mlpBias}}};
}

std::string prefixOf(int layer)
{
    return "model.layers." + std::to_string(layer) + ".";
}

LlamaLayerWeights takeLayer(const WeightTaker& take, const ModelConfig& config, int layer)
{
    const std::string prefix = prefixOf(layer);
    LlamaLayerWeights weights;
    weights.inputNorm = take.norm(prefix + "input_layernorm.weight", config.width);
    weights.attentionNorm = take.norm(prefix + "post_attention_layernorm.weight", config.width);
    if (config.headNorm) {
        weights.queryNorm = take.norm(prefix + "self_attn.q_norm.weight", config.headDim);
        weights.keyNorm = take.norm(prefix + "self_attn.k_norm.weight", config.headDim);
    }
    for (const Projection& own : projections(config))
        weights.*own.member = take.linear(prefix + own.name, own.rows, own.columns, own.biased);
    return weights;
}

/// All matrices that are quantized, in the order in which a pass reads them.
std::vector<QuantizedSource> sources(const WeightTaker& take, const Ends& ends,
                                     const ModelConfig& config, WeightFormat format)
{
    std::vector<QuantizedSource> result;
    for (int l = 0; l < config.layers; ++l) {
        for (const Projection& own : projections(config))
            result.push_back(
                take.source(prefixOf(l) + own.name + ".weight", own.rows, own.columns, format));
    }
    result.push_back(take.source(ends.head, config.vocabulary, config.width, format));
    return result;
}

} // namespace

WeightFormat storedFormat(const Checkpoint& checkpoint)
{
    const StoredTensor* sample = checkpoint.find("model.layers.0.self_attn.q_proj.weight");
    if (sample && sample->dtype == "BF16")
        return WeightFormat::BFloat16;
    return sample && sample->dtype == "F16" ? WeightFormat::Float16 : WeightFormat::Float32;
}

LlamaWeights takeWeights(const Checkpoint& checkpoint, const ModelConfig& config,
                         const Precision& precision, const Placement& placement,
                         const std::string& name)
{
    constexpr std::array types{at::kFloat, at::kHalf, at::kBFloat16};
    LlamaWeights weights;
    const WeightFormat format = precision.weights;
    weights.precision = precision;
    weights.dtype =
        types[static_cast<std::size_t>(keyValueFormat(format, storedFormat(checkpoint)))];
    weights.placement = placement;
    WeightTaker take(checkpoint, weights.dtype, precision.activations);
    const Ends ends = endsOf(take, checkpoint, config);
    if (isQuantized(format)) {
        const std::vector<QuantizedSource> wanted = sources(take, ends, config, format);
        QuantizedMatrices made =
            quantizedMatrices(wanted, quantizedFile(checkpoint, wanted, name, format));
        take.setQuantized(std::move(made.matrices));
        weights.warning = std::move(made.warning);
        // Of the checkpoint itself only a few rows are read from now on.
        for (const Safetensors& shard : checkpoint.shards())
            shard.mapping()->release();
    }
    takeEnds(weights, take, ends, config);
    for (int l = 0; l < config.layers; ++l) {
        const ComputeDevice& device = placement.layers[static_cast<std::size_t>(l)];
        take.setDevice(device);
        weights.layers.push_back(takeLayer(take, config, l));
        weights.layers.back().ops = &operatorsOn(device);
    }
    return weights;
}

} // namespace exitscope

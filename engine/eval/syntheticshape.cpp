#include "eval/syntheticshape.h"

#include "base/error.h"

#include <array>
#include <nlohmann/json.hpp>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array shapes{
    SyntheticShape{"llama-3.2-1b", 16, 2048, 8192, 32, 8, 64, 128256, 131072, true, 500000},
    SyntheticShape{"llama-3-8b", 32, 4096, 14336, 32, 8, 128, 128256, 8192, false, 500000},
    SyntheticShape{"llama-2-7b", 32, 4096, 11008, 32, 32, 128, 32000, 4096, false, 10000},
    SyntheticShape{"fable", 12, 192, 512, 6, 3, 32, 4096, 1024, true, 10000},
};

} // namespace

std::span<const SyntheticShape> syntheticShapes()
{
    return shapes;
}

const SyntheticShape& syntheticShapeNamed(std::string_view name)
{
    std::string known;
    for (const SyntheticShape& shape : shapes) {
        if (shape.name == name)
            return shape;
        known.append(known.empty() ? "" : ", ").append(shape.name);
    }
    throw Error(ErrorCode::WrongUse, "There is no synthetic model \"" + std::string(name) +
                                         "\"; the known ones are " + known + '.');
}

std::vector<SyntheticTensor> syntheticTensors(const SyntheticShape& shape, int idleFrom)
{
    std::vector<SyntheticTensor> tensors{
        {"model.embed_tokens.weight", {shape.vocabulary, shape.width}}};
    if (!shape.tied)
        tensors.push_back({"lm_head.weight", {shape.vocabulary, shape.width}});
    const std::int64_t queries = std::int64_t{shape.heads} * shape.headDim;
    const std::int64_t keys = std::int64_t{shape.kvHeads} * shape.headDim;
    for (int layer = 0; layer < shape.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + '.';
        const SyntheticFill output =
            idleFrom >= 0 && layer >= idleFrom ? SyntheticFill::Zero : SyntheticFill::Random;
        const std::int64_t d = shape.width;
        const std::int64_t m = shape.mlpWidth;
        const std::string attention = prefix + "self_attn.";
        tensors.insert(tensors.end(),
                       {{prefix + "input_layernorm.weight", {d}, SyntheticFill::One},
                        {attention + "q_proj.weight", {queries, d}},
                        {attention + "k_proj.weight", {keys, d}},
                        {attention + "v_proj.weight", {keys, d}},
                        {attention + "o_proj.weight", {d, queries}, output},
                        {prefix + "post_attention_layernorm.weight", {d}, SyntheticFill::One},
                        {prefix + "mlp.gate_proj.weight", {m, d}},
                        {prefix + "mlp.up_proj.weight", {m, d}},
                        {prefix + "mlp.down_proj.weight", {d, m}, output}});
    }
    tensors.push_back({"model.norm.weight", {shape.width}, SyntheticFill::One});
    return tensors;
}

std::string syntheticConfig(const SyntheticShape& shape)
{
    return Json{{"architectures", {"LlamaForCausalLM"}},
                {"model_type", "llama"},
                {"bos_token_id", 1},
                {"eos_token_id", 2},
                {"hidden_act", "silu"},
                {"hidden_size", shape.width},
                {"intermediate_size", shape.mlpWidth},
                {"max_position_embeddings", shape.context},
                {"num_attention_heads", shape.heads},
                {"num_key_value_heads", shape.kvHeads},
                {"head_dim", shape.headDim},
                {"num_hidden_layers", shape.layers},
                {"rms_norm_eps", 1e-5},
                {"rope_theta", shape.ropeTheta},
                {"tie_word_embeddings", shape.tied},
                {"torch_dtype", "bfloat16"},
                {"vocab_size", shape.vocabulary}}
        .dump(1);
}

std::string syntheticHeader(const std::vector<SyntheticTensor>& tensors, int idleFrom)
{
    Json header{
        {"__metadata__", {{"format", "pt"}, {"synthetic_idle_from", std::to_string(idleFrom)}}}};
    std::uintmax_t offset = 0;
    for (const SyntheticTensor& tensor : tensors) {
        header[tensor.name] = {{"dtype", "BF16"},
                               {"shape", tensor.shape},
                               {"data_offsets", {offset, offset + tensor.bytes()}}};
        offset += tensor.bytes();
    }
    std::string text = header.dump();
    constexpr std::size_t alignment = 64;
    text.resize((text.size() + 8 + alignment - 1) / alignment * alignment - 8, ' ');
    std::string prefix(8, '\0');
    for (int i = 0; i < 8; ++i)
        prefix[static_cast<std::size_t>(i)] = static_cast<char>(text.size() >> (8 * i) & 0xff);
    return prefix + text;
}

} // namespace exitscope

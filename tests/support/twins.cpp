#include "support/twins.h"

#include <utility>

namespace exitscope::test {

namespace {

/// The keys that every family's config.json has, from the shape.
QJsonObject commonKeys(const TinyModel::Shape& shape, const char* architecture, const char* type)
{
    return {{"architectures", QJsonArray{architecture}},
            {"attention_dropout", 0.0},
            {"hidden_act", "silu"},
            {"hidden_size", shape.width},
            {"initializer_range", 0.02},
            {"intermediate_size", shape.mlpWidth},
            {"max_position_embeddings", shape.context},
            {"model_type", type},
            {"num_attention_heads", shape.heads},
            {"num_hidden_layers", shape.layers},
            {"num_key_value_heads", shape.kvHeads},
            {"rope_theta", 10000.0},
            {"tie_word_embeddings", shape.tied},
            {"torch_dtype", shape.bf16   ? "bfloat16"
                            : shape.fp16 ? "float16"
                                         : "float32"},
            {"transformers_version", "4.45.2"},
            {"use_cache", true},
            {"vocab_size", shape.vocabulary}};
}

QJsonObject with(QJsonObject config, const QJsonObject& more)
{
    for (auto key = more.begin(); key != more.end(); ++key)
        config[key.key()] = key.value();
    return config;
}

QJsonObject llamaKeys(const TinyModel::Shape& shape, const QJsonObject& more)
{
    const QJsonObject own{{"attention_bias", false},
                          {"mlp_bias", false},
                          {"bos_token_id", 1},
                          {"eos_token_id", 2},
                          {"pretraining_tp", 1},
                          {"rms_norm_eps", 1e-5},
                          {"rope_scaling", QJsonValue::Null}};
    return with(with(commonKeys(shape, "LlamaForCausalLM", "llama"), own), more);
}

/// Width and heads are 1/128 and 1/8 of the hub's, layers 1/8.
TinyModel::Shape llamaShape(int layers, int heads, int kvHeads, int mlpWidth, int context,
                            int shards)
{
    TinyModel::Shape shape;
    shape.layers = layers;
    shape.width = heads * 8;
    shape.heads = heads;
    shape.kvHeads = kvHeads;
    shape.headDim = 8;
    shape.mlpWidth = mlpWidth;
    shape.context = context;
    shape.shards = shards;
    shape.bf16 = true;
    return shape;
}

Twin llamaTwin(const char* name, TinyModel::Shape shape, TwinTokenizer tokenizer,
               const QJsonObject& more = {}, const QJsonObject& generation = {})
{
    shape.vocabulary = twinVocabulary(tokenizer);
    return {name, shape, llamaKeys(shape, more), generation, tokenizer};
}

Twin llama32()
{
    TinyModel::Shape shape = llamaShape(2, 2, 1, 512, 131072, 1);
    shape.headDim = 64; // as it is there
    shape.width = 128;
    shape.tied = true;
    const int bos = twinVocabulary(TwinTokenizer::Tiktoken) - 256;
    const QJsonObject scaling{{"factor", 32.0},
                              {"high_freq_factor", 4.0},
                              {"low_freq_factor", 1.0},
                              {"original_max_position_embeddings", 8192},
                              {"rope_type", "llama3"}};
    return llamaTwin("facebook/layerskip-llama3.2-1B", shape, TwinTokenizer::Tiktoken,
                     {{"bos_token_id", bos},
                      {"eos_token_id", bos + 1},
                      {"head_dim", 64},
                      {"rope_scaling", scaling},
                      {"rope_theta", 500000.0}},
                     {{"bos_token_id", bos}, {"eos_token_id", bos + 1}, {"temperature", 0.6}});
}

TinyModel::Shape smallShape(TwinTokenizer tokenizer, int padding)
{
    TinyModel::Shape shape;
    shape.vocabulary = twinVocabulary(tokenizer) + padding;
    shape.context = 32768;
    shape.bf16 = true;
    return shape;
}

Twin qwen(const char* name, bool third)
{
    TinyModel::Shape shape = smallShape(TwinTokenizer::ByteLevel, 9);
    shape.tied = true;
    shape.qkvBias = !third;
    shape.headNorm = third;
    shape.headDim = third ? 12 : 4; // Qwen3's heads are wider than hidden_size / heads
    const int end = twinVocabulary(TwinTokenizer::ByteLevel) - 3;
    QJsonObject own{{"bos_token_id", end},
                    {"eos_token_id", end + 2},
                    {"max_window_layers", shape.layers},
                    {"rms_norm_eps", 1e-6},
                    {"rope_theta", 1000000.0},
                    {"sliding_window", third ? QJsonValue() : QJsonValue(32768)},
                    {"use_sliding_window", false}};
    if (third)
        own = with(own, {{"attention_bias", false},
                         {"head_dim", shape.headDim},
                         {"rope_scaling", QJsonValue::Null}});
    const QJsonObject config = with(third ? commonKeys(shape, "Qwen3ForCausalLM", "qwen3")
                                          : commonKeys(shape, "Qwen2ForCausalLM", "qwen2"),
                                    own);
    return {name,
            shape,
            config,
            {{"eos_token_id", QJsonArray{end + 2, end}}},
            TwinTokenizer::ByteLevel};
}

Twin mistral()
{
    TinyModel::Shape shape = smallShape(TwinTokenizer::Sentencepiece, 0);
    shape.shards = 2;
    shape.window = 6;
    const QJsonObject config = with(commonKeys(shape, "MistralForCausalLM", "mistral"),
                                    {{"bos_token_id", 1},
                                     {"eos_token_id", 2},
                                     {"rms_norm_eps", 1e-5},
                                     {"sliding_window", shape.window}});
    return {"mistralai/Mistral-7B-v0.1", shape, config, {}, TwinTokenizer::Sentencepiece};
}

} // namespace

std::vector<Twin> layerSkipTwins()
{
    const auto pieces = TwinTokenizer::Sentencepiece;
    const auto bytes = TwinTokenizer::ByteLevelLlama3;
    const int bos = twinVocabulary(bytes) - 256;
    const QJsonObject millionTheta{{"rope_theta", 1000000.0}};
    return {
        llamaTwin("facebook/layerskip-llama2-7B", llamaShape(4, 4, 4, 86, 4096, 3), pieces),
        llamaTwin("facebook/layerskip-llama2-13B", llamaShape(5, 5, 5, 108, 4096, 6), pieces),
        llamaTwin("facebook/layerskip-llama2-70B", llamaShape(10, 8, 1, 224, 4096, 29), pieces),
        llamaTwin("facebook/layerskip-codellama-7B", llamaShape(4, 4, 4, 86, 16384, 3), pieces,
                  millionTheta),
        llamaTwin("facebook/layerskip-codellama-34B", llamaShape(6, 8, 1, 172, 16384, 15),
                  TwinTokenizer::SentencepieceJson, millionTheta),
        llamaTwin("facebook/layerskip-llama3-8B", llamaShape(4, 4, 1, 112, 8192, 4), bytes,
                  {{"bos_token_id", bos}, {"eos_token_id", bos + 1}, {"rope_theta", 500000.0}},
                  {{"eos_token_id", QJsonArray{bos + 1, bos + 9}}}),
        llama32(),
    };
}

std::vector<Twin> otherTwins()
{
    TinyModel::Shape tiny = llamaShape(3, 4, 2, 44, 2048, 1);
    tiny.bf16 = false;
    TinyModel::Shape smol = llamaShape(4, 3, 1, 48, 8192, 1);
    smol.tied = true;
    return {
        llamaTwin("TinyLlama/TinyLlama-1.1B-Chat-v1.0", tiny, TwinTokenizer::Sentencepiece),
        llamaTwin("HuggingFaceTB/SmolLM2-135M", smol, TwinTokenizer::ByteLevel,
                  {{"bos_token_id", 276}, {"eos_token_id", 276}, {"rope_theta", 100000.0}}),
        mistral(),
        qwen("Qwen/Qwen2.5-0.5B", false),
        qwen("Qwen/Qwen3-0.6B", true),
    };
}

std::unique_ptr<TinyModel> written(const Twin& twin)
{
    auto files = std::make_unique<TinyModel>(twin.shape);
    files->config = twin.config;
    files->write();
    if (!twin.generation.isEmpty())
        files->writeFile("generation_config.json", QJsonDocument(twin.generation).toJson());
    writeTwinTokenizer(*files, twin.tokenizer);
    return files;
}

} // namespace exitscope::test

#pragma once

#include "support/tinymodel.h"

#include <memory>
#include <string>
#include <vector>

namespace exitscope::test {

enum class TwinTokenizer
{
    Sentencepiece,     ///< tokenizer.model
    SentencepieceJson, ///< the same as tokenizer.json, with added tokens past the embedding
    ByteLevelLlama3,   ///< tokenizer.json
    ByteLevel,         ///< tokenizer.json without a bos
    Tiktoken           ///< tokenizer.model of Llama 3
};

/// A checkpoint of the hub with its numbers scaled down: the same keys in config.json, the same
/// kind of tokenizer, dtype, ties and biases, and as many shards.
struct Twin
{
    std::string name; ///< "org/name" of what it resembles
    TinyModel::Shape shape;
    QJsonObject config;
    QJsonObject generation; ///< generation_config.json; empty: there is none
    TwinTokenizer tokenizer = TwinTokenizer::Sentencepiece;
};

/// The seven LayerSkip checkpoints.
std::vector<Twin> layerSkipTwins();
/// TinyLlama, SmolLM2, Mistral, Qwen2, Qwen3.
std::vector<Twin> otherTwins();

/// A folder with the twin's files, seeded.
std::unique_ptr<TinyModel> written(const Twin& twin);

/// Pieces of a twin's tokenizer: rows of its embedding.
int twinVocabulary(TwinTokenizer kind);
void writeTwinTokenizer(TinyModel& files, TwinTokenizer kind);

} // namespace exitscope::test

#pragma once

#include "tokenizer/addedtokens.h"
#include "tokenizer/bpemodel.h"
#include "tokenizer/decoder.h"
#include "tokenizer/normalizer.h"
#include "tokenizer/pretokenizer.h"
#include "tokenizer/tokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace exitscope {

/// The parts of a tokenizer as the hub's tokenizers library has them, in the order of their work.
struct Pipeline
{
    std::string description;
    std::vector<AddedToken> addedTokens; ///< ids and contents are unique and agree with the model's
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    std::unique_ptr<const BpeModel> model;
    std::vector<int> prefix; ///< ids before every text: bos
    std::vector<int> suffix;
    Decoder decoder;
};

/// Added tokens that a text spells out become their ids; the rest is normalized, cut and merged.
/// Invalid UTF-8 is encoded as U+FFFD.
std::shared_ptr<const Tokenizer> makePipelineTokenizer(Pipeline pipeline);

} // namespace exitscope

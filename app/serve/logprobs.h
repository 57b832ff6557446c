#pragma once

#include "serve/textscorer.h"
#include "tokenizer/tokenizer.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace exitscope {

/// The API's log probabilities of a text's tokens; the lists have an entry for each. The first
/// token of an echoed text has no value.
struct TokenLogprobs
{
    std::vector<std::string> tokens;
    std::vector<std::optional<double>> values; ///< natural logarithms
    /// Of a token with a value: candidates, likeliest first, and itself where it is none of them.
    /// A spelling that two ids share stands once, with the larger value.
    std::vector<std::vector<std::pair<std::string, double>>> top;
    std::vector<int> textOffsets; ///< characters, into the choice's text
    std::vector<std::optional<int>> exitLayers;
};

/// A text and which part of it is told of.
struct ScoredText
{
    std::span<const int> ids; ///< prompt, then what was generated
    int promptLength = 0;
    int begin = 0; ///< the first token to tell of
};

/// `scores`: of the tokens from `text.begin` on, without that of token 0; `count`: candidates.
TokenLogprobs logprobsOf(const ScoredText& text, std::span<const ScoredToken> scores, int count,
                         const Tokenizer* tokenizer);

} // namespace exitscope

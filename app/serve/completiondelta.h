#pragma once

#include "serve/logprobs.h"

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// What is new of one choice: all of it, or of a stream a part.
struct ChoiceDelta
{
    int index = 0;
    std::string text = {};            ///< whole characters
    std::vector<int> ids = {};        ///< generated
    std::vector<int> exitLayers = {}; ///< of these, 0-based
    std::optional<TokenLogprobs> logprobs = {};
    std::string finishReason = {}; ///< "stop" or "length"; empty: goes on
};

/// Figures over all choices of a completion.
struct CompletionFigures
{
    int promptTokens = 0;
    int completionTokens = 0;
    long long exitLayerSum = 0;
    double savedLayers = 0;  ///< layer-rows of decoding after each first token that did not run
    double decodeLayers = 0; ///< and that full depth would have run
    int decodedTokens = 0;   ///< after each first one
    double decodeSeconds = 0;
    double prefillSeconds = 0;
    double scoringSeconds = 0; ///< of log probabilities
    int drafted = 0;
    int accepted = 0;
    int layers = 0; ///< of the model
};

} // namespace exitscope

#pragma once

#include <numeric>
#include <vector>

namespace exitscope {

/// A candidate for a place in a text.
struct LikelyToken
{
    int id = -1;
    double logProbability = 0; ///< natural logarithm

    bool operator==(const LikelyToken&) const = default;
};

/// How likely a model finds given tokens after a context. The lists have an entry for each token.
struct ContinuationScore
{
    std::vector<double> logProbabilities;      ///< ln softmax(z)[id]: in double, of fp32 logits
    std::vector<int> exitLayers;               ///< 0-based; the layer whose logits those were
    std::vector<std::vector<LikelyToken>> top; ///< likeliest first; empty lists unless asked for
    bool isGreedy = true; ///< whether greedy decoding after the context would write just these

    double sum() const
    {
        return std::accumulate(logProbabilities.begin(), logProbabilities.end(), 0.0);
    }
    bool operator==(const ContinuationScore&) const = default;
};

} // namespace exitscope

#pragma once

#include <limits>

namespace exitscope {

inline constexpr float unknownScore = std::numeric_limits<float>::quiet_NaN();

/// Everything that the criteria ask of one layer l at one position: n_l is the final RMSNorm of the
/// layer's hidden state, z_l = head(n_l), p_l = softmax(z_l). A statistic that was not computed, or
/// is undefined (the first layer has no previous one), is NaN; an unknown top1 or rank is -1.
struct LayerStatistics
{
    float cosineToPrevious = unknownScore;   ///< cos(n_l, n_{l-1})
    int top1 = -1;                           ///< argmax z_l
    float maxProbability = unknownScore;     ///< largest p_l
    float secondProbability = unknownScore;  ///< second largest p_l
    float entropyAt1 = unknownScore;         ///< nats, of softmax(z_l)
    float entropyAt3 = unknownScore;         ///< nats, of softmax(z_l / 3)
    float entropyAtChosen = unknownScore;    ///< nats, of softmax(z_l / T) at the rule's T
    float chosenTemperature = unknownScore;  ///< that T
    float klToPrevious = unknownScore;       ///< KL(p_l || p_{l-1}), nats
    float emittedProbability = unknownScore; ///< p_l of the token that was emitted
    int emittedRank = -1; ///< how many of z_l are above that token's; 0: none is likelier

    bool operator==(const LayerStatistics&) const = default;
};

/// Which statistics a criterion needs; Head means that z_l must be computed.
enum class Needs : unsigned
{
    Nothing = 0,
    Cosine = 1,
    Head = 2,
    Entropy = 4 | Head,
    Divergence = 8 | Head,
    Everything = 15,
};

constexpr Needs operator|(Needs a, Needs b)
{
    return static_cast<Needs>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

constexpr bool includes(Needs all, Needs part)
{
    return (static_cast<unsigned>(all) & static_cast<unsigned>(part)) ==
           static_cast<unsigned>(part);
}

} // namespace exitscope

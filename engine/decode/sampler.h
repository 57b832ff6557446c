#pragma once

#include "trace/settings.h"

#include <span>

namespace exitscope {

/// A token and the one that came next to it, with what was compared: their logits, when sampling
/// each with its noise added (in units of logits too).
struct Choice
{
    int id = -1;
    double value = 0;
    int second = -1; ///< -1: there was no other candidate
    double secondValue = 0;
};

/// The token that `sampling` picks from raw logits [V] after `history` (prompt and text so far).
/// In the order of Hugging Face's processors: repetition penalty, banned n-grams, temperature,
/// top_k, top_p (the smallest set whose probability reaches it; Holtzman et al. 2020), min_p
/// (Nguyen et al. 2024). Greedy takes the first of the largest, after the first two of these.
///
/// A sample is the candidate whose log probability plus Gumbel noise is largest (Gumbel-max;
/// Maddison et al. 2014, A* Sampling), and the noise depends only on the seed, the token's `index`
/// in the text and the candidate's id. So the draft of a token and the whole model's own choice use
/// the same noise and mostly agree where their distributions do; a draft counts when they agree,
/// and the text is what plain sampling writes with this seed. Rejection (Leviathan et al. 2023)
/// accepts a little more and keeps only the distribution, not the text.
Choice chooseToken(std::span<const float> logits, const Sampling& sampling,
                   std::span<const int> history, std::uint64_t index);

/// Whether top_k, top_p and min_p let `id` be drawn from `logits` [V], which were processed.
bool mayDraw(std::span<const float> logits, const Sampling& sampling, int id);

/// A number between 0 and 1, neither of them, for a candidate (SplitMix64's finalizer; Steele et
/// al. 2014).
double uniformDraw(std::uint64_t seed, std::uint64_t index, std::uint64_t candidate);

} // namespace exitscope

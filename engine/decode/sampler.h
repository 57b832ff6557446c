#pragma once

#include "trace/settings.h"

#include <span>

namespace exitscope {

/// The id that `sampling` picks from raw logits [V]. Greedy: the first of the largest. Sampled:
/// temperature, then top_k, then top_p (the smallest set whose probability reaches it; Holtzman et
/// al. 2020), in the order of Hugging Face's logits warpers. The draw depends only on the seed and
/// `draw`, the token's index: the same seed gives the same text, whatever ran in between.
int pickToken(std::span<const float> logits, const Sampling& sampling, std::uint64_t draw);

/// A number in [0, 1) from seed and index (SplitMix64's finalizer; Steele et al. 2014).
double uniformDraw(std::uint64_t seed, std::uint64_t index);

} // namespace exitscope

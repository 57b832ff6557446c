#pragma once

#include "trace/settings.h"

#include <span>
#include <vector>

namespace exitscope {

/// Whether processLogits would change anything.
bool changesLogits(const Sampling& sampling);

/// `logits` [V] as the text so far changes them, in Hugging Face's order. repetition_penalty
/// (Keskar et al. 2019, CTRL): the logit of each id in `history` is divided by it where positive,
/// multiplied where negative, once. no_repeat_ngram_size n: ids that would complete n ids that
/// `history` holds already become -inf; where that leaves nothing, only the best id stays.
std::vector<float> processLogits(std::span<const float> logits, const Sampling& sampling,
                                 std::span<const int> history);

} // namespace exitscope

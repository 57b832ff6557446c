#pragma once

#include <cstddef>
#include <string_view>

namespace exitscope {

/// How many characters (Unicode code points) must be inserted, deleted or replaced, at a cost of 1
/// each, to turn one text into the other (Levenshtein 1966; Wagner and Fischer's recurrence of
/// 1974, 64 cells at once). The mean of it over samples is torchmetrics' EditDistance, which
/// LayerSkip's benchmark.py reports under the name exact_match. torchmetrics looks for the cheapest
/// way only within 25 characters of the diagonal, so that for long texts it can give more than
/// this, which is exact. Invalid UTF-8 counts as U+FFFD.
std::size_t editDistance(std::string_view one, std::string_view other);

/// The edit distance over the longer text's characters: 0 for equal texts, 1 for nothing in common.
double normalizedEditDistance(std::string_view one, std::string_view other);

} // namespace exitscope

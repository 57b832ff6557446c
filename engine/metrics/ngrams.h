#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// How often each sequence of words occurs. The words belong to the text that was counted.
using NgramCounts = std::map<std::vector<std::string_view>, std::size_t>;

/// The counts of the sequences of `n` words, n >= 1, in `words`; none where they are fewer.
NgramCounts countNgrams(std::span<const std::string> words, std::size_t n);

/// How many sequences two texts share, each as often as it occurs in both.
std::size_t sharedNgrams(const NgramCounts& one, const NgramCounts& other);

} // namespace exitscope

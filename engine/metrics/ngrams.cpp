#include "metrics/ngrams.h"

#include <algorithm>

namespace exitscope {

NgramCounts countNgrams(std::span<const std::string> words, std::size_t n)
{
    NgramCounts counts;
    for (std::size_t first = 0; first + n <= words.size(); ++first) {
        const auto ngram = words.subspan(first, n);
        ++counts[std::vector<std::string_view>(ngram.begin(), ngram.end())];
    }
    return counts;
}

std::size_t sharedNgrams(const NgramCounts& one, const NgramCounts& other)
{
    std::size_t shared = 0;
    for (const auto& [ngram, count] : one)
        if (const auto found = other.find(ngram); found != other.end())
            shared += std::min(count, found->second);
    return shared;
}

} // namespace exitscope

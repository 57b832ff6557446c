#include "metrics/editdistance.h"

#include "base/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

namespace exitscope {

namespace {

/// Each character as its bytes: code points need not be decoded to be compared.
std::vector<std::string_view> charactersOf(std::string_view valid)
{
    std::vector<std::string_view> characters;
    while (!valid.empty()) {
        const std::size_t length = characterLength(valid);
        characters.push_back(valid.substr(0, length));
        valid.remove_prefix(length);
    }
    return characters;
}

std::size_t distanceBetween(const std::vector<std::string_view>& one,
                            const std::vector<std::string_view>& other)
{
    // distances[j]: from the characters of `one` so far to the first j of `other`.
    std::vector<std::size_t> distances(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j)
        distances[j] = j;
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = distances[0];
        distances[0] = i + 1;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t replaced = diagonal + (one[i] == other[j - 1] ? 0 : 1);
            diagonal = distances[j];
            distances[j] = std::min({replaced, distances[j] + 1, distances[j - 1] + 1});
        }
    }
    return distances.back();
}

} // namespace

std::size_t editDistance(std::string_view one, std::string_view other)
{
    const std::string validOne = toValidUtf8(one);
    const std::string validOther = toValidUtf8(other);
    return distanceBetween(charactersOf(validOne), charactersOf(validOther));
}

double normalizedEditDistance(std::string_view one, std::string_view other)
{
    const std::string validOne = toValidUtf8(one);
    const std::string validOther = toValidUtf8(other);
    const auto charactersOfOne = charactersOf(validOne);
    const auto charactersOfOther = charactersOf(validOther);
    const std::size_t longer = std::max(charactersOfOne.size(), charactersOfOther.size());
    return longer == 0 ? 0.0
                       : static_cast<double>(distanceBetween(charactersOfOne, charactersOfOther)) /
                             static_cast<double>(longer);
}

} // namespace exitscope

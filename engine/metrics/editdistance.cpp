#include "metrics/editdistance.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace exitscope {

namespace {

constexpr std::size_t blockBits = 64;

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

/// Where the characters of a pattern stand: bit i of block b for its character 64 b + i.
class PatternBits
{
public:
    explicit PatternBits(const std::vector<std::string_view>& pattern)
        : m_blocks((pattern.size() + blockBits - 1) / blockBits)
        , m_none(m_blocks, 0)
    {
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            auto& bits = m_bits.try_emplace(pattern[i], m_blocks, std::uint64_t{0}).first->second;
            bits[i / blockBits] |= std::uint64_t{1} << (i % blockBits);
        }
    }

    std::size_t blocks() const { return m_blocks; }
    const std::vector<std::uint64_t>& of(std::string_view character) const
    {
        const auto found = m_bits.find(character);
        return found == m_bits.end() ? m_none : found->second;
    }

private:
    std::size_t m_blocks;
    std::vector<std::uint64_t> m_none;
    std::unordered_map<std::string_view, std::vector<std::uint64_t>> m_bits;
};

/// A column of the recurrence is held as its vertical differences of 1 and -1, 64 to a word, and
/// comes from the one before by a few operations on words (Myers 1999, "A fast bit-vector algorithm
/// for approximate string matching based on dynamic programming", in the form of Hyyrö 2003 for the
/// distance of whole texts).
std::size_t distanceBetween(const std::vector<std::string_view>& one,
                            const std::vector<std::string_view>& other)
{
    if (one.empty())
        return other.size();
    const PatternBits pattern(one);
    const std::size_t last = pattern.blocks() - 1;
    const std::uint64_t lastBit = std::uint64_t{1} << ((one.size() - 1) % blockBits);
    std::vector<std::uint64_t> rising(pattern.blocks(), ~std::uint64_t{0});
    std::vector<std::uint64_t> falling(pattern.blocks(), 0);
    std::size_t distance = one.size();
    for (const std::string_view character : other) {
        const std::vector<std::uint64_t>& matches = pattern.of(character);
        std::uint64_t risingIn = 1; // above the pattern a column costs one more than that before
        std::uint64_t fallingIn = 0;
        for (std::size_t block = 0; block <= last; ++block) {
            const std::uint64_t up = rising[block];
            const std::uint64_t vertical = matches[block] | falling[block];
            const std::uint64_t match = matches[block] | fallingIn;
            const std::uint64_t horizontal = (((match & up) + up) ^ up) | match;
            std::uint64_t across = falling[block] | ~(horizontal | up);
            std::uint64_t back = up & horizontal;
            if (block == last)
                distance +=
                    std::size_t{(across & lastBit) != 0} - std::size_t{(back & lastBit) != 0};
            const std::uint64_t risingOut = across >> (blockBits - 1);
            const std::uint64_t fallingOut = back >> (blockBits - 1);
            across = across << 1 | risingIn;
            back = back << 1 | fallingIn;
            rising[block] = back | ~(vertical | across);
            falling[block] = across & vertical;
            risingIn = risingOut;
            fallingIn = fallingOut;
        }
    }
    return distance;
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

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <string_view>
#include <utility>
#include <vector>

namespace exitscope {

/// A stretch of a text while it is merged. The symbols of a text lie one after the other in memory.
struct BpeSymbol
{
    std::string_view text; ///< empty: merged into a symbol before it
    bool frozen = false;   ///< takes part in no merge
    std::int32_t previous = -1;
    std::int32_t next = -1;
};

/// The stretch of memory that two neighbours cover together.
inline std::string_view joined(std::string_view left, std::string_view right)
{
    return {left.data(), left.size() + right.size()};
}

/// Byte pair encoding: of all adjacent pairs that may merge, merges the one with the highest score,
/// the leftmost among equals, until none is left (Sennrich et al. 2016, section 3.2, with scores in
/// the place of ranks). `scoreOf(left, right)` gives the score of two neighbouring texts as a
/// std::optional<float>, empty where they do not merge. `symbols`, which need only text and frozen,
/// become the merged ones. Takes time n log n for n symbols.
template <typename ScoreOf>
void mergePairs(std::vector<BpeSymbol>& symbols, ScoreOf&& scoreOf)
{
    struct Pair
    {
        float score;
        std::int32_t left;
        std::int32_t right;
        std::uint32_t size; ///< of both when they met; a pair of another size now is out of date
    };
    const auto isWorse = [](const Pair& a, const Pair& b) {
        return a.score < b.score || (a.score == b.score && a.left > b.left);
    };
    const auto at = [&](std::int32_t index) -> BpeSymbol& {
        return symbols[static_cast<std::size_t>(index)];
    };
    std::vector<Pair> room;
    room.reserve(symbols.size());
    std::priority_queue agenda(isWorse, std::move(room));
    const auto consider = [&](std::int32_t left, std::int32_t right) {
        if (left < 0 || right < 0 || at(left).frozen || at(right).frozen)
            return;
        const std::optional<float> score = scoreOf(at(left).text, at(right).text);
        if (score)
            agenda.push({*score, left, right,
                         static_cast<std::uint32_t>(at(left).text.size() + at(right).text.size())});
    };

    const auto count = static_cast<std::int32_t>(symbols.size());
    for (std::int32_t i = 0; i < count; ++i) {
        at(i).previous = i - 1;
        at(i).next = i + 1 < count ? i + 1 : -1;
        consider(i - 1, i);
    }
    while (!agenda.empty()) {
        const Pair best = agenda.top();
        agenda.pop();
        BpeSymbol& left = at(best.left);
        BpeSymbol& right = at(best.right);
        if (left.text.empty() || right.text.empty() ||
            left.text.size() + right.text.size() != best.size)
            continue;
        left.text = joined(left.text, right.text);
        left.next = right.next;
        if (right.next >= 0)
            at(right.next).previous = best.left;
        right.text = {};
        consider(left.previous, best.left);
        consider(best.left, left.next);
    }
    std::erase_if(symbols, [](const BpeSymbol& symbol) { return symbol.text.empty(); });
}

} // namespace exitscope

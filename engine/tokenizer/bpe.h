#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace exitscope {

/// A stretch of a text while it is merged. The symbols of a text lie one after the other in memory.
struct BpeSymbol
{
    std::string_view text; ///< empty: merged into a symbol before it
    bool frozen = false;   ///< takes part in no merge
    std::int32_t id = -1;  ///< of its piece, where the caller's merges need it
    std::int32_t previous = -1;
    std::int32_t next = -1;
};

/// The stretch of memory that two neighbours cover together.
inline std::string_view joined(std::string_view left, std::string_view right)
{
    return {left.data(), left.size() + right.size()};
}

/// What two neighbours become.
struct BpeMerge
{
    float score;          ///< the highest goes first
    std::int32_t id = -1; ///< of the merged symbol
};

/// Byte pair encoding: of all adjacent pairs that may merge, merges the one with the highest score,
/// the leftmost among equals, until none is left (Sennrich et al. 2016, section 3.2, with scores in
/// the place of ranks). `mergeOf(left, right)` gives what two neighbouring symbols become as a
/// std::optional<BpeMerge>, empty where they do not merge. `symbols` need no previous and next;
/// those that were merged into another are left with an empty text. Takes time n log n for n
/// symbols.
template <typename MergeOf>
void mergePairs(std::span<BpeSymbol> symbols, MergeOf&& mergeOf)
{
    struct Pair
    {
        BpeMerge merge;
        std::int32_t left;
        std::uint32_t size; ///< of both when they met; a pair of another size now is out of date
    };
    const auto isWorse = [](const Pair& a, const Pair& b) {
        return a.merge.score < b.merge.score || (a.merge.score == b.merge.score && a.left > b.left);
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
        const std::optional<BpeMerge> merge = mergeOf(at(left), at(right));
        if (merge)
            agenda.push({*merge, left,
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
        if (left.text.empty() || left.next < 0)
            continue;
        BpeSymbol& right = at(left.next);
        if (left.text.size() + right.text.size() != best.size)
            continue;
        left.text = joined(left.text, right.text);
        left.id = best.merge.id;
        left.next = right.next;
        if (right.next >= 0)
            at(right.next).previous = best.left;
        right.text = {};
        consider(left.previous, best.left);
        consider(best.left, left.next);
    }
}

/// Whether `mark` stands in `piece` only at its start, once or several times.
inline bool leadsWith(std::string_view piece, std::string_view mark)
{
    while (piece.starts_with(mark))
        piece.remove_prefix(mark.size());
    return piece.find(mark) == piece.npos;
}

/// mergePairs on a whole text; the symbols that are left over. Where `mark` is not empty, leadsWith
/// must hold for it and every piece: then no merge joins anything to a mark behind it, and words
/// are merged one by one, which gives the same and is quicker, as less is sorted.
template <typename MergeOf>
void mergeText(std::vector<BpeSymbol>& symbols, std::string_view mark, MergeOf&& mergeOf)
{
    const auto startsWord = [&](std::size_t i) {
        return !mark.empty() && symbols[i].text.starts_with(mark) &&
               !symbols[i - 1].text.ends_with(mark);
    };
    for (std::size_t begin = 0, end = 0; begin < symbols.size(); begin = end) {
        for (end = begin + 1; end < symbols.size() && !startsWord(end);)
            ++end;
        mergePairs(std::span(symbols).subspan(begin, end - begin), mergeOf);
    }
    std::erase_if(symbols, [](const BpeSymbol& symbol) { return symbol.text.empty(); });
}

/// U+2581, which stands for a space inside the pieces of many vocabularies.
inline constexpr std::string_view spaceMark = "\xE2\x96\x81";

} // namespace exitscope

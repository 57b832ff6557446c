#pragma once

#include "tokenizer/bpe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace exitscope {

/// What a BPE vocabulary does with words and with characters that it lacks, named as in a
/// tokenizer.json.
struct BpeOptions
{
    int unknownId = -1; ///< unk_token; -1: characters that have no piece are dropped
    bool fuseUnknown = false;
    bool byteFallback = false; ///< such characters become the pieces <0x00> to <0xFF> instead
    bool ignoreMerges = false; ///< a word that is a piece becomes that piece
};

/// A BPE vocabulary with ranked merges of pairs of pieces; encodes as the BPE model of the hub's
/// tokenizers library, without dropout. Immutable once filled; any thread may use it.
class BpeModel
{
public:
    /// `pieces` by id; an empty one stands for an id without a piece.
    BpeModel(std::vector<std::string> pieces, const BpeOptions& options);
    BpeModel(const BpeModel&) = delete;
    BpeModel& operator=(const BpeModel&) = delete;

    /// Lets `left` and `right` merge into `result`, lower ranks first; replaces an earlier merge of
    /// the same two.
    void addMerge(int left, int right, int rank, int result);
    void reserveMerges(std::size_t count) { m_merges.reserve(count); }

    /// Appends the ids of `word`, valid UTF-8.
    void encode(std::string_view word, std::vector<int>& ids) const;

    std::optional<int> idOf(std::string_view piece) const;
    /// Empty for an id without a piece.
    const std::string& piece(int id) const;
    int size() const { return static_cast<int>(m_pieces.size()); }
    std::size_t mergeCount() const { return m_merges.size(); }

private:
    struct Merge
    {
        int rank;
        int result;
    };

    std::vector<BpeSymbol> symbols(std::string_view word) const;

    std::vector<std::string> m_pieces;
    BpeOptions m_options;
    std::unordered_map<std::string_view, int> m_ids;
    std::string_view m_wordMark;                       ///< for mergeText
    std::vector<int> m_byteIds;                        ///< by byte; empty: no byte fallback
    std::unordered_map<std::uint64_t, Merge> m_merges; ///< by both ids
};

} // namespace exitscope

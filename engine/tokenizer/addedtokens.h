#pragma once

#include "tokenizer/jsonpart.h"
#include "tokenizer/normalizer.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace exitscope {

/// A token that is found in the text itself, before anything is merged; fields as in the
/// "added_tokens" of a tokenizer.json.
struct AddedToken
{
    int id = -1;
    std::string content;
    bool special = false; ///< left out of decoded text
    bool lstrip = false;  ///< takes the white space before it along
    bool rstrip = false;
    bool singleWord = false; ///< not inside a word
    bool normalized = false; ///< found in the normalized text, not in the raw one
};

/// Strings and what they stand for, searched from the left, the longest first.
class TokenTrie
{
public:
    TokenTrie()
        : m_nodes(1)
    {}

    void add(std::string_view text, int value);
    /// The value of the longest string that `text` starts with, and its length; -1: none.
    std::pair<int, std::size_t> longestAt(std::string_view text) const;
    bool isEmpty() const { return m_nodes.size() == 1; }

private:
    struct Node
    {
        std::vector<std::pair<char, int>> children; ///< byte and index of the node
        int value = -1;
    };

    int childOf(int node, char byte) const;

    std::vector<Node> m_nodes;
};

/// The added tokens of a vocabulary. Immutable; any thread may use it. Splits a text as
/// AddedVocabulary of the hub's tokenizers library does.
class AddedTokens
{
public:
    /// A stretch of text, or the token that stands there.
    struct Part
    {
        std::string_view text;
        const AddedToken* token = nullptr;
    };

    AddedTokens(std::vector<AddedToken> tokens, const Normalizer& normalizer);
    AddedTokens(const AddedTokens&) = delete;
    AddedTokens& operator=(const AddedTokens&) = delete;

    /// Cuts raw text at the tokens that are not `normalized`.
    std::vector<Part> splitRaw(std::string_view text) const { return split(text, m_raw); }
    /// Cuts normalized text at the others.
    std::vector<Part> splitNormalized(std::string_view text) const
    {
        return split(text, m_normalized);
    }

    /// The token with this id; null where none has it.
    const AddedToken* find(int id) const;
    /// One more than the largest id; 0 without tokens.
    int idLimit() const { return m_idLimit; }

private:
    std::vector<Part> split(std::string_view text, const TokenTrie& trie) const;

    std::vector<AddedToken> m_tokens;
    std::unordered_map<int, const AddedToken*> m_byId;
    TokenTrie m_raw;
    TokenTrie m_normalized;
    int m_idLimit = 0;
};

/// Reads the "added_tokens" of a tokenizer.json. Throws Error(FileDamaged).
std::vector<AddedToken> readAddedTokens(const JsonPart& part);

} // namespace exitscope

#include "tokenizer/addedtokens.h"

#include "tokenizer/unicode.h"

#include <algorithm>

namespace exitscope {

void TokenTrie::add(std::string_view text, int value)
{
    int node = 0;
    for (const char byte : text) {
        int next = childOf(node, byte);
        if (next < 0) {
            next = static_cast<int>(m_nodes.size());
            m_nodes[static_cast<std::size_t>(node)].children.emplace_back(byte, next);
            m_nodes.emplace_back();
        }
        node = next;
    }
    if (node != 0)
        m_nodes[static_cast<std::size_t>(node)].value = value;
}

std::pair<int, std::size_t> TokenTrie::longestAt(std::string_view text) const
{
    std::pair<int, std::size_t> best{-1, 0};
    int node = 0;
    for (std::size_t length = 0; length < text.size();) {
        node = childOf(node, text[length++]);
        if (node < 0)
            break;
        if (m_nodes[static_cast<std::size_t>(node)].value >= 0)
            best = {m_nodes[static_cast<std::size_t>(node)].value, length};
    }
    return best;
}

int TokenTrie::childOf(int node, char byte) const
{
    for (const auto& [childByte, child] : m_nodes[static_cast<std::size_t>(node)].children)
        if (childByte == byte)
            return child;
    return -1;
}

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, const Normalizer& normalizer)
    : m_tokens(std::move(tokens))
{
    for (std::size_t index = 0; index < m_tokens.size(); ++index) {
        const AddedToken& token = m_tokens[index];
        m_byId.emplace(token.id, &token);
        m_idLimit = std::max(m_idLimit, token.id + 1);
        if (token.normalized)
            m_normalized.add(exitscope::normalized(normalizer, token.content),
                             static_cast<int>(index));
        else
            m_raw.add(token.content, static_cast<int>(index));
    }
}

const AddedToken* AddedTokens::find(int id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : found->second;
}

std::vector<AddedTokens::Part> AddedTokens::split(std::string_view text,
                                                  const TokenTrie& trie) const
{
    std::vector<Part> parts;
    std::size_t done = 0;
    std::size_t blankEnd = 0; // of the white space after a token, which is looked at once
    for (std::size_t from = 0; from < text.size() && !trie.isEmpty();) {
        const auto [index, length] = trie.longestAt(text.substr(from));
        if (index < 0) {
            ++from;
            continue;
        }
        const AddedToken& token = m_tokens[static_cast<std::size_t>(index)];
        std::size_t start = from;
        std::size_t stop = from + length;
        from = stop;
        if (token.singleWord &&
            (endsWithWord(text.substr(0, start)) || startsWithWord(text.substr(stop))))
            continue;
        if (token.lstrip && start > done)
            start -= trailingSpace(text.substr(done, start - done));
        if (token.rstrip && stop >= blankEnd)
            blankEnd = stop + leadingSpace(text.substr(stop));
        if (token.rstrip)
            stop = blankEnd;
        if (start > done)
            parts.push_back({text.substr(done, start - done)});
        parts.push_back({{}, &token});
        done = stop;
    }
    if (done < text.size())
        parts.push_back({text.substr(done)});
    return parts;
}

std::vector<AddedToken> readAddedTokens(const JsonPart& part)
{
    std::vector<AddedToken> tokens;
    if (part.isNull())
        return tokens;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const JsonPart entry = part[i];
        AddedToken token;
        token.id = entry["id"].id();
        token.content = entry["content"].text();
        token.special = entry.boolean("special", false);
        token.lstrip = entry.boolean("lstrip", false);
        token.rstrip = entry.boolean("rstrip", false);
        token.singleWord = entry.boolean("single_word", false);
        token.normalized = entry.boolean("normalized", !token.special);
        if (!token.content.empty())
            tokens.push_back(std::move(token));
    }
    return tokens;
}

} // namespace exitscope

#include "tokenizer/bpemodel.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdio>

namespace exitscope {

namespace {

std::uint64_t keyOf(int left, int right)
{
    return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
}

std::string byteName(int byte)
{
    char name[8];
    std::snprintf(name, sizeof name, "<0x%02X>", static_cast<unsigned>(byte));
    return name;
}

} // namespace

BpeModel::BpeModel(std::vector<std::string> pieces, const BpeOptions& options)
    : m_pieces(std::move(pieces))
    , m_options(options)
{
    m_ids.reserve(m_pieces.size());
    for (std::size_t id = 0; id < m_pieces.size(); ++id)
        if (!m_pieces[id].empty())
            m_ids.emplace(m_pieces[id], static_cast<int>(id));
    for (int byte = 0; options.byteFallback && byte < 256; ++byte)
        m_byteIds.push_back(idOf(byteName(byte)).value_or(-1));
    const auto leads = [](const std::string& piece) { return leadsWith(piece, spaceMark); };
    if (idOf(spaceMark) && std::ranges::all_of(m_pieces, leads))
        m_wordMark = spaceMark;
}

void BpeModel::addMerge(int left, int right, int rank, int result)
{
    m_merges.insert_or_assign(keyOf(left, right), Merge{rank, result});
}

void BpeModel::encode(std::string_view word, std::vector<int>& ids) const
{
    if (m_options.ignoreMerges) {
        if (const auto id = idOf(word)) {
            ids.push_back(*id);
            return;
        }
    }
    std::vector<BpeSymbol> parts = symbols(word);
    mergeText(parts, m_wordMark, [this](const BpeSymbol& left, const BpeSymbol& right) {
        const auto found = m_merges.find(keyOf(left.id, right.id));
        return found == m_merges.end()
                   ? std::nullopt
                   : std::optional(
                         BpeMerge{-static_cast<float>(found->second.rank), found->second.result});
    });
    for (const BpeSymbol& part : parts)
        ids.push_back(part.id);
}

std::optional<int> BpeModel::idOf(std::string_view piece) const
{
    const auto found = m_ids.find(piece);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

const std::string& BpeModel::piece(int id) const
{
    return m_pieces[static_cast<std::size_t>(id)];
}

/// The characters of `word` as pieces, bytes or unknown. A run of unknown ones waits in `unknown`
/// until a known one follows, as in the original, where byte pieces overtake it. Characters may be
/// dropped, so only the sizes of the texts of neighbours mean something together.
std::vector<BpeSymbol> BpeModel::symbols(std::string_view word) const
{
    std::vector<BpeSymbol> result;
    result.reserve(word.size());
    std::string_view unknown;
    const auto add = [&](std::string_view text, int id) {
        BpeSymbol symbol{.text = text};
        symbol.id = id;
        result.push_back(symbol);
    };
    const auto addUnknown = [&] {
        if (!unknown.empty())
            add(unknown, m_options.unknownId);
        unknown = {};
    };
    const auto addBytes = [&](std::string_view character) {
        if (m_byteIds.empty())
            return false;
        for (const char byte : character)
            if (m_byteIds[static_cast<unsigned char>(byte)] < 0)
                return false;
        for (std::size_t i = 0; i < character.size(); ++i)
            add(character.substr(i, 1), m_byteIds[static_cast<unsigned char>(character[i])]);
        return true;
    };
    while (!word.empty()) {
        const std::size_t length = std::max<std::size_t>(characterLength(word), 1);
        const std::string_view character = word.substr(0, length);
        word.remove_prefix(length);
        if (const auto id = idOf(character)) {
            addUnknown();
            add(character, *id);
        } else if (!addBytes(character) && m_options.unknownId >= 0) {
            if (!m_options.fuseUnknown)
                addUnknown();
            unknown = unknown.empty() ? character : joined(unknown, character);
        }
    }
    addUnknown();
    return result;
}

} // namespace exitscope

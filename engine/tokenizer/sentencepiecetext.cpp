#include "tokenizer/sentencepiecetext.h"

#include "base/utf8.h"

#include <algorithm>
#include <functional>

namespace exitscope {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::size_t firstByte(std::string_view text)
{
    return static_cast<unsigned char>(text.front());
}

} // namespace

SentencepieceText::SentencepieceText(const SentencepieceModel& model)
    : m_model(model)
{
    for (const SentencepiecePiece& piece : model.pieces)
        if (piece.type == PieceType::UserDefined)
            m_userPieces[firstByte(piece.text)].push_back(piece.text);
    for (std::vector<std::string_view>& pieces : m_userPieces)
        std::ranges::sort(pieces, std::greater(), &std::string_view::size);
}

std::string SentencepieceText::normalized(std::string_view text) const
{
    const bool trims = m_model.removeExtraWhitespaces;
    const std::string_view space = m_model.escapeWhitespaces ? spaceMark : " ";
    for (std::string_view rest = text; trims && !rest.empty() && start(rest) == " ";)
        text = rest;
    std::string result;
    if (text.empty())
        return result;
    result.reserve(text.size() + text.size() / 2);
    if (m_model.addDummyPrefix)
        result += space;
    bool afterSpace = trims;
    while (!text.empty()) {
        std::string_view part = start(text);
        while (afterSpace && part.starts_with(' '))
            part.remove_prefix(1);
        for (const char c : part) {
            if (c == ' ')
                result += space;
            else
                result += c;
        }
        if (!part.empty())
            afterSpace = trims && part.ends_with(' ');
    }
    while (trims && result.ends_with(space))
        result.erase(result.size() - space.size());
    return result;
}

std::vector<BpeSymbol> SentencepieceText::symbols(std::string_view text) const
{
    std::vector<BpeSymbol> symbols;
    symbols.reserve(text.size());
    while (!text.empty()) {
        const std::size_t userPiece = userPieceLength(text);
        const std::size_t length = userPiece > 0 ? userPiece : characterLength(text);
        symbols.push_back({text.substr(0, length), userPiece > 0});
        text.remove_prefix(length);
    }
    return symbols;
}

/// The length in bytes of the longest user-defined piece that `text` starts with; 0: none.
std::size_t SentencepieceText::userPieceLength(std::string_view text) const
{
    for (const std::string_view piece : m_userPieces[firstByte(text)])
        if (text.starts_with(piece))
            return piece.size();
    return 0;
}

/// Takes a user-defined piece, a character or an invalid byte off the front of `text`.
std::string_view SentencepieceText::start(std::string_view& text) const
{
    std::size_t length = userPieceLength(text);
    if (length == 0)
        length = characterLength(text);
    const std::string_view part = length > 0 ? text.substr(0, length) : replacement;
    text.remove_prefix(std::max<std::size_t>(length, 1));
    return part;
}

} // namespace exitscope

#include "tokenizer/sentencepiece.h"

#include "tokenizer/bpe.h"
#include "tokenizer/sentencepiecemodel.h"
#include "tokenizer/sentencepiecetext.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace exitscope {

namespace {

std::string withSpaces(std::string_view piece)
{
    std::string text;
    while (!piece.empty()) {
        if (piece.starts_with(spaceMark)) {
            text += ' ';
            piece.remove_prefix(spaceMark.size());
        } else {
            text += piece.front();
            piece.remove_prefix(1);
        }
    }
    return text;
}

/// A sentencepiece BPE model, with byte fallback or without, as Llama and Llama 2 use; encodes as
/// sentencepiece's bpe::Model and SentencePieceProcessor do.
/// Immutable after opening; any thread may use it.
class Sentencepiece : public Tokenizer
{
public:
    Sentencepiece(std::string_view content, const std::filesystem::path& file)
        : m_file(file)
        , m_model(readSentencepieceModel(content, file))
        , m_text(m_model)
    {
        for (std::size_t id = 0; id < m_model.pieces.size(); ++id)
            index(m_model.pieces[id], static_cast<int>(id));
        if (std::ranges::all_of(m_model.pieces, [](const SentencepiecePiece& piece) {
                return leadsWith(piece.text, spaceMark);
            }))
            m_wordMark = spaceMark;
        for (std::size_t byte = 0; byte < m_model.byteIds.size(); ++byte)
            m_bytes[static_cast<std::size_t>(m_model.byteIds[byte])] = static_cast<char>(byte);
    }

    Sentencepiece(const Sentencepiece&) = delete;
    Sentencepiece& operator=(const Sentencepiece&) = delete;

    std::vector<int> encode(std::string_view text) const override
    {
        std::vector<int> ids;
        if (m_model.bosId >= 0)
            ids.push_back(m_model.bosId);
        const std::string normalized = m_text.normalized(text);
        std::vector<BpeSymbol> symbols = m_text.symbols(normalized);
        Splits splits;
        mergeText(symbols, m_wordMark, [&](const BpeSymbol& left, const BpeSymbol& right) {
            return mergeOf(left.text, right.text, splits);
        });
        appendIds(symbols, splits, ids);
        return ids;
    }

    std::string decode(std::span<const int> ids) const override
    {
        std::string text;
        bool first = true;
        for (const int id : ids) {
            text += bytes(id, first);
            first = first && isSilent(id);
        }
        return text;
    }

    std::string bytes(int id, bool first) const override
    {
        if (!isKnown(id))
            return {};
        const std::string& whole = m_bytes[static_cast<std::size_t>(id)];
        return first && m_model.addDummyPrefix && whole.starts_with(' ') &&
                       pieceOf(id).type != PieceType::Byte
                   ? whole.substr(1)
                   : whole;
    }

    std::string piece(int id) const override
    {
        return isKnown(id) ? pieceOf(id).text : '#' + std::to_string(id);
    }

    int vocabularySize() const override { return static_cast<int>(m_model.pieces.size()); }

    std::string description() const override
    {
        return "sentencepiece, " + std::to_string(vocabularySize()) + " pieces, " + m_file.string();
    }

private:
    /// How the unused pieces of one text were put together, to take them apart again.
    using Splits =
        std::unordered_map<std::string_view, std::pair<std::string_view, std::string_view>>;

    void index(const SentencepiecePiece& piece, int id)
    {
        const bool isReserved = piece.type == PieceType::Unknown ||
                                piece.type == PieceType::Control || piece.type == PieceType::Byte;
        (isReserved ? m_reserved : m_ids).emplace(piece.text, id);
        const bool isSilentType =
            piece.type == PieceType::Unknown || piece.type == PieceType::Control;
        m_bytes.push_back(isSilentType ? std::string() : withSpaces(piece.text));
    }

    std::optional<BpeMerge> mergeOf(std::string_view left, std::string_view right,
                                    Splits& splits) const
    {
        const auto found = m_ids.find(joined(left, right));
        if (found == m_ids.end())
            return {};
        const SentencepiecePiece& piece = pieceOf(found->second);
        if (piece.type == PieceType::Unused)
            splits[joined(left, right)] = {left, right};
        return BpeMerge{piece.score, found->second};
    }

    /// Appends the ids of the merged symbols: of each its own, those of its halves where it is
    /// unused, or its bytes where it is unknown; without byte fallback, a run of unknown ones has a
    /// single id.
    void appendIds(const std::vector<BpeSymbol>& symbols, const Splits& splits,
                   std::vector<int>& ids) const
    {
        std::vector<std::string_view> pending; // the next one last
        for (auto symbol = symbols.rbegin(); symbol != symbols.rend(); ++symbol)
            pending.push_back(symbol->text);
        bool afterUnknown = false;
        while (!pending.empty()) {
            const std::string_view text = pending.back();
            pending.pop_back();
            const int id = idOf(text);
            if (pieceOf(id).type == PieceType::Unused) {
                const auto split = splits.find(text);
                if (split != splits.end()) {
                    pending.push_back(split->second.second);
                    pending.push_back(split->second.first);
                    continue;
                }
            }
            const bool isUnknown = id == m_model.unknownId;
            if (isUnknown && !m_model.byteIds.empty()) {
                for (const char byte : text)
                    ids.push_back(m_model.byteIds[static_cast<unsigned char>(byte)]);
            } else if (!isUnknown || !afterUnknown) {
                ids.push_back(id);
            }
            afterUnknown = isUnknown;
        }
    }

    int idOf(std::string_view text) const
    {
        if (const auto reserved = m_reserved.find(text); reserved != m_reserved.end())
            return reserved->second;
        const auto found = m_ids.find(text);
        return found == m_ids.end() ? m_model.unknownId : found->second;
    }

    bool isKnown(int id) const { return id >= 0 && id < vocabularySize(); }

    bool isSilent(int id) const
    {
        return !isKnown(id) || m_bytes[static_cast<std::size_t>(id)].empty();
    }

    const SentencepiecePiece& pieceOf(int id) const
    {
        return m_model.pieces[static_cast<std::size_t>(id)];
    }

    std::filesystem::path m_file;
    SentencepieceModel m_model;
    SentencepieceText m_text;
    std::string_view m_wordMark;                          ///< for mergeText
    std::unordered_map<std::string_view, int> m_ids;      ///< of the pieces that text merges into
    std::unordered_map<std::string_view, int> m_reserved; ///< of unknown, control and byte pieces
    std::vector<std::string> m_bytes;                     ///< by id, with the leading space
};

} // namespace

std::shared_ptr<const Tokenizer> openSentencepiece(const std::string& content,
                                                   const std::filesystem::path& file)
{
    return std::make_shared<Sentencepiece>(content, file);
}

} // namespace exitscope

#include "tokenizer/sentencepiecemodel.h"

#include "base/error.h"
#include "base/utf8.h"
#include "tokenizer/protobufreader.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <unordered_set>
#include <utility>

namespace exitscope {

namespace {

/// One file while it is read; numbers of fields as in sentencepiece_model.proto.
class ModelFile
{
public:
    explicit ModelFile(const std::filesystem::path& file)
        : m_file(file)
    {}

    SentencepieceModel read(std::string_view content)
    {
        ProtobufReader reader(content, m_file);
        while (reader.next()) {
            switch (reader.field()) {
            case 1:
                readPiece(reader.message());
                break;
            case 2:
                readTrainerSpec(reader.message());
                break;
            case 3:
                readNormalizerSpec(reader.message());
                break;
            case 5:
                readDenormalizerSpec(reader.message());
                break;
            default:
                break;
            }
        }
        // Both are always written, after the pieces: without them the end of the file is missing.
        if (m_model.pieces.empty() || !m_hasTrainerSpec || !m_hasNormalizerSpec)
            refuse("pieces or settings are missing");
        checkSupported();
        checkPieces();
        if (m_byteFallback)
            collectBytes();
        m_model.bosId = controlId(m_bosPiece);
        m_model.eosId = controlId(m_eosPiece);
        return std::move(m_model);
    }

private:
    void readPiece(ProtobufReader reader)
    {
        SentencepiecePiece& piece = m_model.pieces.emplace_back();
        while (reader.next()) {
            if (reader.field() == 1)
                piece.text = reader.bytes();
            else if (reader.field() == 2)
                piece.score = reader.real();
            else if (reader.field() == 3)
                piece.type = typeOf(reader);
        }
        if (!std::isfinite(piece.score))
            reader.refuse("a score is not a number");
        if (piece.text.empty() || !isValidUtf8(piece.text))
            reader.refuse("a piece has no text in UTF-8");
    }

    static PieceType typeOf(const ProtobufReader& reader)
    {
        const std::int64_t type = reader.integer();
        if (type < static_cast<int>(PieceType::Normal) || type > static_cast<int>(PieceType::Byte))
            reader.refuse("there is no piece of type " + std::to_string(type));
        return static_cast<PieceType>(type);
    }

    void readTrainerSpec(ProtobufReader reader)
    {
        m_hasTrainerSpec = true;
        while (reader.next()) {
            switch (reader.field()) {
            case 3:
                m_modelType = reader.integer();
                break;
            case 24:
                m_marksWordEnds = reader.boolean();
                break;
            case 35:
                m_byteFallback = reader.boolean();
                break;
            case 46:
                m_bosPiece = reader.bytes();
                break;
            case 47:
                m_eosPiece = reader.bytes();
                break;
            default:
                break;
            }
        }
    }

    void readNormalizerSpec(ProtobufReader reader)
    {
        m_hasNormalizerSpec = true;
        while (reader.next()) {
            switch (reader.field()) {
            case 1:
                m_normalization = reader.bytes();
                break;
            case 2:
                m_rewrites = !reader.bytes().empty();
                break;
            case 3:
                m_model.addDummyPrefix = reader.boolean();
                break;
            case 4:
                m_model.removeExtraWhitespaces = reader.boolean();
                break;
            case 5:
                m_model.escapeWhitespaces = reader.boolean();
                break;
            default:
                break;
            }
        }
    }

    void readDenormalizerSpec(ProtobufReader reader)
    {
        while (reader.next())
            if (reader.field() == 2 && !reader.bytes().empty())
                m_denormalizes = true;
    }

    void checkSupported() const
    {
        constexpr std::int64_t bpe = 2;
        if (m_modelType != bpe)
            doNotSupport("is a sentencepiece model of type " + typeName() +
                         "; this version reads type BPE");
        if (m_rewrites || m_denormalizes)
            doNotSupport("rewrites characters (normalization " +
                         (m_rewrites ? '"' + m_normalization + '"' : "when decoding") +
                         "); this version reads sentencepiece models with normalization "
                         "\"identity\"");
        if (m_marksWordEnds)
            doNotSupport("marks spaces at the end of words (treat_whitespace_as_suffix), which "
                         "this version does not read");
    }

    std::string typeName() const
    {
        switch (m_modelType) {
        case 1:
            return "unigram";
        case 3:
            return "word";
        case 4:
            return "character";
        default:
            return std::to_string(m_modelType);
        }
    }

    void checkPieces()
    {
        // A reserved piece may be spelled like one that text can hold, as in the library.
        std::unordered_set<std::string_view> textual;
        std::unordered_set<std::string_view> reserved;
        for (std::size_t id = 0; id < m_model.pieces.size(); ++id) {
            const SentencepiecePiece& piece = m_model.pieces[id];
            const bool isTextual = piece.type == PieceType::Normal ||
                                   piece.type == PieceType::UserDefined ||
                                   piece.type == PieceType::Unused;
            if (!(isTextual ? textual : reserved).insert(piece.text).second)
                refuse("the piece \"" + piece.text + "\" occurs twice");
            if (piece.type == PieceType::Byte && !m_byteFallback)
                refuse("there are byte pieces, but byte_fallback is off");
            if (piece.type == PieceType::Unknown) {
                if (m_model.unknownId >= 0)
                    refuse("there are two pieces of type unknown");
                m_model.unknownId = static_cast<int>(id);
            }
        }
        if (m_model.unknownId < 0)
            refuse("there is no piece of type unknown");
    }

    void collectBytes()
    {
        m_model.byteIds.assign(256, -1);
        for (std::size_t id = 0; id < m_model.pieces.size(); ++id)
            if (m_model.pieces[id].type == PieceType::Byte)
                m_model.byteIds[byteOf(m_model.pieces[id].text)] = static_cast<int>(id);
        for (const int id : m_model.byteIds)
            if (id < 0)
                refuse("byte_fallback is on, but a byte has no piece");
    }

    /// The byte that a byte piece, spelled "<0xNN>", stands for.
    std::size_t byteOf(std::string_view piece) const
    {
        unsigned value = 0;
        if (piece.size() == 6 && piece.starts_with("<0x") && piece.back() == '>') {
            const auto [end, error] =
                std::from_chars(piece.data() + 3, piece.data() + 5, value, 16);
            if (error == std::errc() && end == piece.data() + 5)
                return value;
        }
        refuse("a byte piece is called \"" + std::string(piece) + '"');
    }

    int controlId(const std::string& text) const
    {
        for (std::size_t id = 0; id < m_model.pieces.size(); ++id)
            if (m_model.pieces[id].type == PieceType::Control && m_model.pieces[id].text == text)
                return static_cast<int>(id);
        return -1;
    }

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Error(ErrorCode::FileDamaged, m_file.string() +
                                                " is not a whole sentencepiece model (" + what +
                                                "); copy or download it again.");
    }

    [[noreturn]] void doNotSupport(const std::string& what) const
    {
        throw Error(ErrorCode::Unsupported,
                    m_file.string() + ' ' + what + "; the model can still run on token ids.");
    }

    const std::filesystem::path& m_file;
    SentencepieceModel m_model;
    bool m_hasTrainerSpec = false;
    bool m_hasNormalizerSpec = false;
    // What an absent field means is as in the schema.
    std::int64_t m_modelType = 1;
    bool m_marksWordEnds = false;
    bool m_byteFallback = false;
    bool m_rewrites = false;
    bool m_denormalizes = false;
    std::string m_normalization;
    std::string m_bosPiece = "<s>";
    std::string m_eosPiece = "</s>";
};

} // namespace

SentencepieceModel readSentencepieceModel(std::string_view content,
                                          const std::filesystem::path& file)
{
    return ModelFile(file).read(content);
}

} // namespace exitscope

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

enum class PieceType
{
    Normal = 1,
    Unknown,
    Control,
    UserDefined,
    Unused,
    Byte
};

struct SentencepiecePiece
{
    std::string text; ///< UTF-8, never empty
    float score = 0;
    PieceType type = PieceType::Normal;
};

/// What a sentencepiece BPE model file says, checked: texts are unique, one piece is Unknown, and
/// with byte fallback each of the 256 bytes has a piece. A value; any thread may read it.
struct SentencepieceModel
{
    std::vector<SentencepiecePiece> pieces; ///< by id
    int unknownId = -1;
    int bosId = -1;           ///< -1: none
    int eosId = -1;           ///< -1: none
    std::vector<int> byteIds; ///< by byte value; empty without byte fallback
    bool addDummyPrefix = true;
    bool removeExtraWhitespaces = true;
    bool escapeWhitespaces = true;
};

/// Reads `content`, the bytes of `file`: a ModelProto of sentencepiece_model.proto.
/// Throws Error(FileDamaged), and Error(Unsupported) where the model is not BPE, marks words at
/// their end or rewrites characters (normalization other than identity).
SentencepieceModel readSentencepieceModel(std::string_view content,
                                          const std::filesystem::path& file);

} // namespace exitscope

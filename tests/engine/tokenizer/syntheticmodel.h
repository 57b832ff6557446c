#pragma once

#include "tokenizer/sentencepiecemodel.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope::test {

/// Protobuf fields, for models that no trainer would write.
std::string varintField(int number, std::uint64_t value);
std::string bytesField(int number, std::string_view bytes);
std::string floatField(int number, float value);

/// The settings of a model file that the tests vary.
struct SyntheticModel
{
    std::vector<SentencepiecePiece> pieces;
    int type = 2;
    bool byteFallback = false;
    bool suffix = false;
    bool dummyPrefix = true;
    bool trims = false;
    bool escapes = true;
    std::string charsmap;

    /// The bytes of its model file.
    std::string serialized() const;
};

/// <unk>, <s>, </s> and, with `byteFallback`, the 256 bytes.
SyntheticModel reservedPieces(bool byteFallback);

/// A model with random settings and random pieces of all types over a small alphabet, in which
/// ties, unused and user-defined pieces are frequent.
SyntheticModel randomModel(std::mt19937& random);

/// A short text of that alphabet, other characters and invalid bytes.
std::string randomSmallText(std::mt19937& random);

/// Words, runs of whitespace, CJK, emoji with joiners, combining marks, control characters and
/// invalid bytes.
std::string randomText(std::mt19937& random);

} // namespace exitscope::test

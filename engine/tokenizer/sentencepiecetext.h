#pragma once

#include "tokenizer/bpe.h"
#include "tokenizer/sentencepiecemodel.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// What happens to a text before its pieces are merged, as in sentencepiece's Normalizer and
/// PrefixMatcher: spaces are marked, invalid bytes become U+FFFD, and the text is cut into
/// characters and user-defined pieces. Holds views of `model`, which must outlive it; immutable,
/// any thread may use it.
class SentencepieceText
{
public:
    explicit SentencepieceText(const SentencepieceModel& model);

    /// `text` with its spaces marked; valid UTF-8 whatever the bytes of `text`.
    std::string normalized(std::string_view text) const;

    /// `text`, normalized, in characters and user-defined pieces; the latter are frozen. The
    /// symbols are views of `text`.
    std::vector<BpeSymbol> symbols(std::string_view text) const;

private:
    std::size_t userPieceLength(std::string_view text) const;
    std::string_view start(std::string_view& text) const;

    const SentencepieceModel& m_model;
    /// User-defined pieces by their first byte, the longest first.
    std::array<std::vector<std::string_view>, 256> m_userPieces;
};

} // namespace exitscope

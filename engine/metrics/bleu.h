#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace exitscope {

/// What BLEU-4 needs of a corpus. Counts of parts add up to those of the whole, so that samples can
/// be measured apart, in shards or drawn again for an interval.
class BleuCounts
{
public:
    static constexpr std::size_t longest = 4; ///< sequences of 1 to 4 words are compared

    /// Counts one text and its reference. Words stand between white space, upper case differs from
    /// lower.
    void add(std::string_view prediction, std::string_view reference);
    /// Counts what `other` has counted.
    void add(const BleuCounts& other);

    /// Corpus-level BLEU-4, 0 to 1, without smoothing (Papineni et al., "BLEU: a Method for
    /// Automatic Evaluation of Machine Translation", 2002, section 2.3), as torchmetrics'
    /// BLEUScore(n_gram=4) with one reference each: the geometric mean of the shares of shared
    /// sequences, times exp(1 - r/c) where the predictions' c words are no more than the
    /// references' r. 0 where no sequence of 4 words is shared.
    double score() const;

private:
    std::array<std::size_t, longest> m_shared = {};
    std::array<std::size_t, longest> m_predicted = {};
    std::size_t m_predictionWords = 0;
    std::size_t m_referenceWords = 0;
};

/// BLEU-4 of the corpus that `parts` make up together.
double bleuOf(std::span<const BleuCounts> parts);

} // namespace exitscope

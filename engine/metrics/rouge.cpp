#include "metrics/rouge.h"

#include "metrics/ngrams.h"
#include "metrics/words.h"

#include <libstemmer.h>

#include <algorithm>
#include <memory>
#include <new>

namespace exitscope {

namespace {

/// Only longer words are stemmed, as in rouge_score.
constexpr std::size_t longestUnstemmed = 3;

void stem(std::vector<std::string>& words)
{
    const std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> porter(
        sb_stemmer_new("porter", nullptr), &sb_stemmer_delete);
    if (!porter)
        throw std::bad_alloc();
    for (std::string& word : words) {
        if (word.size() <= longestUnstemmed)
            continue;
        const sb_symbol* stemmed =
            sb_stemmer_stem(porter.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                            static_cast<int>(word.size()));
        if (!stemmed)
            throw std::bad_alloc();
        word.assign(reinterpret_cast<const char*>(stemmed),
                    static_cast<std::size_t>(sb_stemmer_length(porter.get())));
    }
}

/// `text`, in lower case, with a space for everything that is no letter a to z and no digit.
std::string withoutPunctuation(std::string text)
{
    for (char& byte : text)
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')))
            byte = ' ';
    return text;
}

RougeScore scoreOf(std::size_t shared, std::size_t inPrediction, std::size_t inReference)
{
    if (shared == 0)
        return {};
    const double hits = static_cast<double>(shared);
    RougeScore score;
    score.precision = hits / static_cast<double>(inPrediction);
    score.recall = hits / static_cast<double>(inReference);
    score.fMeasure = 2 * score.precision * score.recall / (score.precision + score.recall);
    return score;
}

std::size_t longestCommonSubsequence(std::span<const std::string> one,
                                     std::span<const std::string> other)
{
    // lengths[j]: of the words of `one` so far and the first j of `other`.
    std::vector<std::size_t> lengths(other.size() + 1, 0);
    for (const std::string& word : one) {
        std::size_t diagonal = 0;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t above = lengths[j];
            lengths[j] = word == other[j - 1] ? diagonal + 1 : std::max(above, lengths[j - 1]);
            diagonal = above;
        }
    }
    return lengths.back();
}

} // namespace

std::vector<std::string> rougeTokens(std::string_view text, const RougeOptions& options)
{
    std::string lower = lowerCased(text);
    if (options.tokenization == RougeTokenization::Standard)
        lower = withoutPunctuation(std::move(lower));
    std::vector<std::string> words = splitAtWhiteSpace(lower);
    if (options.stemmer)
        stem(words);
    return words;
}

RougeScore rougeN(std::span<const std::string> prediction, std::span<const std::string> reference,
                  int n)
{
    const auto length = static_cast<std::size_t>(n);
    const auto sequences = [&](std::span<const std::string> words) {
        return words.size() < length ? 0 : words.size() - length + 1;
    };
    return scoreOf(sharedNgrams(countNgrams(prediction, length), countNgrams(reference, length)),
                   sequences(prediction), sequences(reference));
}

RougeScore rougeL(std::span<const std::string> prediction, std::span<const std::string> reference)
{
    return scoreOf(longestCommonSubsequence(prediction, reference), prediction.size(),
                   reference.size());
}

} // namespace exitscope

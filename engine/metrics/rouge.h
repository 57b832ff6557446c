#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Shares of 0 to 1: of the prediction that the reference has, of the reference that the prediction
/// has, and their harmonic mean; all 0 where either text has nothing to compare.
struct RougeScore
{
    double precision = 0.0;
    double recall = 0.0;
    double fMeasure = 0.0;
};

enum class RougeTokenization
{
    /// Lower case, and everything but a to z and 0 to 9 separates: rouge_score's tokenize.tokenize
    /// and what torchmetrics' ROUGEScore does by itself.
    Standard,
    /// Lower case, split at white space: what LayerSkip's benchmark.py measured with, by handing
    /// torchmetrics a function that lower-cases in place of its own clean-up. Punctuation stays on
    /// words.
    Original,
};

struct RougeOptions
{
    RougeTokenization tokenization = RougeTokenization::Standard;
    /// Whether words of more than 3 bytes are cut to their stems (Porter, "An algorithm for suffix
    /// stripping", 1980), by Snowball's implementation of the paper. rouge_score and torchmetrics
    /// use NLTK's, which adds to the paper: forms of its own for dying, lying, tying, skies, news,
    /// innings, outings and cannings, -ie for words like dies and died, a y that stays after a
    /// vowel (enjoy), -fulli, -alli and -logi. Two words then count as one where one of the
    /// programs keeps them apart ("dies" and "die").
    bool stemmer = false;
};

/// The words of `text` that are compared.
std::vector<std::string> rougeTokens(std::string_view text, const RougeOptions& options = {});

/// ROUGE-N for n >= 1 (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004, section
/// 2, with F at beta = 1): shared sequences of n words over those of the prediction and of the
/// reference, as rouge_score's _score_ngrams and torchmetrics' _rouge_n_score compute it.
RougeScore rougeN(std::span<const std::string> prediction, std::span<const std::string> reference,
                  int n);

/// ROUGE-L (Lin 2004, section 3.1, with F at beta = 1): the longest common subsequence over both
/// lengths, as rouge_score's _score_lcs and torchmetrics' _rouge_l_score compute it.
RougeScore rougeL(std::span<const std::string> prediction, std::span<const std::string> reference);

} // namespace exitscope

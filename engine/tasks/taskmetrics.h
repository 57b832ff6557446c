#pragma once

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// One metric of a task, as it was measured on each document.
struct MeasuredMetric
{
    std::string metric;
    std::string filter;          ///< "none" where answers are not filtered
    std::vector<double> values;  ///< 0 or 1, or natural log probabilities
    std::vector<double> weights; ///< of weighted metrics: words or bytes
};

/// Resamples of a bootstrap.
inline constexpr int bootstrapResamples = 1000;

/// acc, acc_norm, exact_match: the mean. perplexity: exp(-mean). word_perplexity and
/// byte_perplexity: exp(-sum of values / sum of weights). bits_per_byte: that quotient in bits. As
/// the harness defines them. NaN without values.
double aggregated(const MeasuredMetric& measured);

/// The standard error: of a mean the sample's standard deviation over the root of n, of perplexity
/// that of a bootstrap with a fixed seed; nothing for fewer than two values and for weighted
/// metrics, as in the harness.
std::optional<double> standardError(const MeasuredMetric& measured);

/// What a multiple choice comes to: the index of the largest, the first of equal ones.
std::size_t likeliestChoice(const std::vector<double>& logLikelihoods);
/// The same by log likelihood for each character (code point) of the choice.
std::size_t likeliestByLength(const std::vector<double>& logLikelihoods,
                              const std::vector<std::string>& choices);

} // namespace exitscope

#include "tasks/taskmetrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <random>

namespace exitscope {
namespace {

double sumOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double meanOf(const std::vector<double>& values)
{
    return sumOf(values) / static_cast<double>(values.size());
}

/// Of the sample: divided by n - 1.
double deviationOf(const std::vector<double>& values)
{
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double bootstrapError(const std::vector<double>& values)
{
    std::mt19937_64 random(1234);
    std::vector<double> perplexities;
    for (int i = 0; i < bootstrapResamples; ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < values.size(); ++k)
            sum += values[random() % values.size()];
        perplexities.push_back(std::exp(-sum / static_cast<double>(values.size())));
    }
    return deviationOf(perplexities);
}

std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

double aggregated(const MeasuredMetric& measured)
{
    if (measured.values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    if (measured.metric == "perplexity")
        return std::exp(-meanOf(measured.values));
    if (measured.weights.empty())
        return meanOf(measured.values);
    const double perUnit = -sumOf(measured.values) / sumOf(measured.weights);
    return measured.metric == "bits_per_byte" ? perUnit / std::numbers::ln2 : std::exp(perUnit);
}

std::optional<double> standardError(const MeasuredMetric& measured)
{
    if (measured.values.size() < 2 || !measured.weights.empty())
        return std::nullopt;
    if (measured.metric == "perplexity")
        return bootstrapError(measured.values);
    return deviationOf(measured.values) / std::sqrt(static_cast<double>(measured.values.size()));
}

std::size_t likeliestChoice(const std::vector<double>& logLikelihoods)
{
    return static_cast<std::size_t>(std::ranges::max_element(logLikelihoods) -
                                    logLikelihoods.begin());
}

std::size_t likeliestByLength(const std::vector<double>& logLikelihoods,
                              const std::vector<std::string>& choices)
{
    std::vector<double> normalized;
    for (std::size_t i = 0; i < choices.size(); ++i)
        normalized.push_back(logLikelihoods[i] /
                             static_cast<double>(std::max<std::size_t>(1, characters(choices[i]))));
    return likeliestChoice(normalized);
}

} // namespace exitscope

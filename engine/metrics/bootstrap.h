#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace exitscope {

struct Interval
{
    double low = 0.0;
    double high = 0.0;
};

struct BootstrapOptions
{
    double confidence = 0.95; ///< share of resamples inside the interval, above 0 and below 1
    int resamples = 1000;     ///< 1 at least
    std::uint64_t seed = 0;   ///< the same seed gives the same interval on every machine
};

/// A number computed from samples, given by their indices; one index may occur several times.
using Statistic = std::function<double(std::span<const std::size_t> indices)>;

/// The percentile bootstrap interval (Efron and Tibshirani, "An Introduction to the Bootstrap",
/// 1993, section 13.3) of a statistic of `count` samples: they are drawn again with replacement,
/// `resamples` times, and the interval reaches from the (1 - confidence) / 2 quantile of the
/// results to the opposite one, interpolated between neighbours as NumPy does. Serves corpus
/// metrics and ratios; of no sample it is {0, 0}.
Interval bootstrap(std::size_t count, const Statistic& statistic,
                   const BootstrapOptions& options = {});

/// Of one value at least.
double mean(std::span<const double> values);

/// The same of the mean of `values`.
Interval bootstrapMean(std::span<const double> values, const BootstrapOptions& options = {});

} // namespace exitscope

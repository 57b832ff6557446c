#include "metrics/bootstrap.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

namespace exitscope {

namespace {

/// Of sorted values, one at least; `share` from 0 to 1.
double quantile(const std::vector<double>& sorted, double share)
{
    const double position = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] +
           (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

Interval bootstrap(std::size_t count, const Statistic& statistic, const BootstrapOptions& options)
{
    if (count == 0)
        return {};
    std::mt19937_64 random(options.seed);
    std::vector<std::size_t> indices(count);
    std::vector<double> results(static_cast<std::size_t>(options.resamples));
    for (double& result : results) {
        // Not std::uniform_int_distribution, which each standard library draws in its own way; the
        // modulo's preference for low indices is below count / 2^64.
        for (std::size_t& index : indices)
            index = static_cast<std::size_t>(random() % count);
        result = statistic(indices);
    }
    std::sort(results.begin(), results.end());
    const double tail = (1.0 - options.confidence) / 2.0;
    return {quantile(results, tail), quantile(results, 1.0 - tail)};
}

double mean(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Interval bootstrapMean(std::span<const double> values, const BootstrapOptions& options)
{
    return bootstrap(
        values.size(),
        [&](std::span<const std::size_t> indices) {
            double sum = 0.0;
            for (const std::size_t index : indices)
                sum += values[index];
            return sum / static_cast<double>(indices.size());
        },
        options);
}

} // namespace exitscope

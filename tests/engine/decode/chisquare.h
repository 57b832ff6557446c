#pragma once

#include <cmath>
#include <numeric>
#include <vector>

namespace exitscope::test {

/// Pearson's chi-square of counts against shares; infinite where something came that never may.
/// Places that would come fewer than five times are taken together.
struct ChiSquare
{
    double statistic = 0;
    int degrees = -1;

    ChiSquare(const std::vector<int>& found, const std::vector<double>& shares)
    {
        const double draws = std::accumulate(found.begin(), found.end(), 0.0);
        double rareFound = 0;
        double rareExpected = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double expected = shares[i] * draws;
            if (shares[i] == 0 && found[i] > 0)
                statistic = INFINITY;
            if (expected >= 5) {
                add(found[i], expected);
            } else {
                rareFound += found[i];
                rareExpected += expected;
            }
        }
        if (rareExpected > 0.5)
            add(rareFound, rareExpected);
    }

    /// Whether chance gives as large a statistic in more than one of a hundred cases (Wilson and
    /// Hilferty's approximation of the quantile).
    bool isLikely() const
    {
        const double spread = 2.0 / (9.0 * degrees);
        return statistic < degrees * std::pow(1 - spread + 2.326 * std::sqrt(spread), 3);
    }

private:
    void add(double found, double expected)
    {
        statistic += (found - expected) * (found - expected) / expected;
        ++degrees;
    }
};

inline std::vector<double> softmax(const std::vector<float>& logits, double temperature)
{
    std::vector<double> shares;
    double total = 0;
    for (const float z : logits) {
        shares.push_back(std::exp(z / temperature));
        total += shares.back();
    }
    for (double& share : shares)
        share /= total;
    return shares;
}

} // namespace exitscope::test

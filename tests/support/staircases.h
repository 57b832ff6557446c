#pragma once

#include "model/staircase.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace exitscope::test {

/// Largest difference of two row sets in units of the largest magnitude of each row of `expected`.
inline double distance(const std::vector<float>& found, const std::vector<float>& expected,
                       int width)
{
    if (found.size() != expected.size())
        return INFINITY;
    double worst = 0;
    for (std::size_t row = 0; row < expected.size(); row += width) {
        double most = 1e-6;
        for (int i = 0; i < width; ++i)
            most = std::max(most, std::abs(double{expected[row + i]}));
        for (int i = 0; i < width; ++i)
            worst = std::max(worst, std::abs(double{found[row + i]} - expected[row + i]) / most);
    }
    return worst;
}

/// A staircase that has run `ids` in one full pass.
inline std::unique_ptr<Staircase> fullPass(const std::shared_ptr<const LlamaModel>& model,
                                           const std::vector<int>& ids)
{
    auto staircase = std::make_unique<Staircase>(model);
    staircase->append(ids);
    for (int layer = 0; layer < staircase->layers(); ++layer)
        staircase->advance(layer);
    return staircase;
}

/// Largest distance of any layer's keys or values from what a full pass over `ids` makes; infinite
/// unless every layer holds all of them.
inline double distanceFromFullPass(const Staircase& staircase,
                                   const std::shared_ptr<const LlamaModel>& model,
                                   const std::vector<int>& ids)
{
    const auto expected = fullPass(model, ids);
    const int width = model->config().kvHeads * model->config().headDim;
    double worst = 0;
    for (int layer = 0; layer < staircase.layers(); ++layer)
        worst =
            std::max({worst, distance(staircase.keyRows(layer), expected->keyRows(layer), width),
                      distance(staircase.valueRows(layer), expected->valueRows(layer), width)});
    return worst;
}

} // namespace exitscope::test

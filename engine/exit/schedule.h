#pragma once

#include "exit/criterion.h"

#include <cmath>

namespace exitscope {

/// A threshold that moves with depth: first * r + last * (1 - r), r = rho^exponent,
/// rho = (L - layer) / L. It is `first` at layer 0 and nears `last` at the deepest layer.
/// Source: Dynamic Early Exit, thresholds of max_probability and entropy_based.
inline double scheduledThreshold(double first, double last, double exponent, int layer,
                                 const ModelShape& shape)
{
    const double rho = static_cast<double>(shape.layers - layer) / shape.layers;
    const double share = std::pow(rho, exponent);
    return first * share + last * (1 - share);
}

} // namespace exitscope

#pragma once

#include <cmath>

namespace exitscope {

/// The least of 1, 2, 5, 10, ... times a power of ten that is at least `length`, which is above 0.
inline double roundStep(double length)
{
    const double power = std::pow(10.0, std::floor(std::log10(length)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= length * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

} // namespace exitscope

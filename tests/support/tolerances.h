#pragma once

#include <algorithm>
#include <cmath>

namespace exitscope::test {

/// Scores and logits in fp32 against other implementations: two sums over a few thousand products
/// in different orders differ by some 1e-6 of their magnitude; 1e-4 leaves room for depth.
inline constexpr double fp32Tolerance = 1e-4;

/// bf16 keeps 8 bits of mantissa, so one rounding is 2^-9; weights rounded once and sums in fp32
/// stay within a few of them.
inline constexpr double bf16Tolerance = 2e-2;

/// fp16 keeps 11 bits of mantissa: one rounding is 2^-12.
inline constexpr double fp16Tolerance = 3e-3;

/// A GPU's products are rounded to the dtype, several in each layer; the CPU's are not.
inline constexpr double bf16ProductTolerance = 8e-2;
inline constexpr double fp16ProductTolerance = 1e-2;

/// |a - b| <= tolerance x max(1, |b|); two NaN are equal.
inline bool close(double a, double b, double tolerance = fp32Tolerance)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b);
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

} // namespace exitscope::test

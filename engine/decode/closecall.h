#pragma once

#include "decode/sampler.h"
#include "model/precision.h"
#include "trace/run.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>

namespace exitscope {

/// How far rounding may move a logit, as a share of the largest magnitude among them. fp32: sums in
/// another order differ by some 1e-6, with room for depth. fp16 and bf16 keep 11 and 8 bits: four
/// roundings (2^-12, 2^-9) of K/V entries or, on a GPU, of products. Beside int8 and int4 weights,
/// K/V are bf16 at least, and a rounded activation that goes the other way weighs less than that:
/// it is one of many in its product.
inline double logitTolerance(std::string_view dtype)
{
    const auto precision = precisionNamed(dtype);
    if (!precision || precision->weights == WeightFormat::Float32)
        return 1e-4;
    return precision->weights == WeightFormat::Float16 ? 4 * 0x1p-12 : 4 * 0x1p-9;
}

/// The choice of token `token` from `logits` as a close call, where it is one.
inline std::optional<CloseCall> closeCall(const Choice& choice, std::span<const float> logits,
                                          std::string_view dtype, int token)
{
    if (choice.second < 0)
        return std::nullopt;
    double largest = 0;
    for (const float z : logits)
        largest = std::isfinite(z) ? std::max(largest, std::abs(double{z})) : largest;
    if (choice.value - choice.secondValue > logitTolerance(dtype) * largest)
        return std::nullopt;
    return CloseCall{token, choice.id, choice.second, choice.value, choice.secondValue};
}

} // namespace exitscope

#include "eval/comparison.h"

#include "decode/closecall.h"
#include "decode/logitsprocessors.h"
#include "decode/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitscope {

namespace {

RankedToken ranked(std::span<const float> logits, int id)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {id, id < 0 ? none : double{logits[static_cast<std::size_t>(id)]}};
}

std::array<RankedToken, 2> largestTwo(std::span<const float> logits)
{
    std::array<RankedToken, 2> top{};
    for (int id = 0; id < static_cast<int>(logits.size()); ++id) {
        const RankedToken token = ranked(logits, id);
        if (top[0].id < 0 || token.logit > top[0].logit)
            top = {token, top[0]};
        else if (top[1].id < 0 || token.logit > top[1].logit)
            top[1] = token;
    }
    return top;
}

double largestMagnitude(std::span<const float> logits)
{
    double largest = 0;
    for (const float z : logits)
        largest = std::isfinite(z) ? std::max(largest, std::abs(double{z})) : largest;
    return largest;
}

/// Whether top_k, top_p and min_p let `id` in, where rounding may move its rank by `tolerance`.
bool mayBeDrawn(std::vector<float> logits, const Sampling& sampling, int id, double tolerance)
{
    const float own = logits[static_cast<std::size_t>(id)];
    for (float& z : logits)
        z += z <= own ? static_cast<float>(tolerance) : 0.0F;
    return mayDraw(logits, sampling, id);
}

} // namespace

std::optional<std::size_t> firstDifference(std::span<const int> full, std::span<const int> other)
{
    const auto parted = std::ranges::mismatch(full, other);
    if (parted.in1 == full.end() && parted.in2 == other.end())
        return std::nullopt;
    return static_cast<std::size_t>(parted.in1 - full.begin());
}

Difference judge(std::span<const float> logits, int full, int other, const ChoiceContext& context)
{
    Difference difference;
    difference.token = static_cast<int>(context.index);
    difference.full = ranked(logits, full);
    difference.other = ranked(logits, other);
    difference.top = largestTwo(logits);
    difference.margin = difference.top[0].logit - difference.top[1].logit;
    difference.tolerance = logitTolerance(context.dtype) * largestMagnitude(logits);

    const Sampling& sampling = context.sampling;
    const std::vector<float> processed = processLogits(logits, sampling, context.history);
    const auto value = [&](int id) {
        if (id < 0 ||
            (sampling.sample && !mayBeDrawn(processed, sampling, id, difference.tolerance)))
            return -std::numeric_limits<double>::infinity();
        const double z = processed[static_cast<std::size_t>(id)];
        if (!sampling.sample)
            return z;
        const double u = uniformDraw(sampling.seed, context.index, static_cast<std::uint64_t>(id));
        return z - sampling.temperature * std::log(-std::log(u)); // Gumbel noise, as the sampler's
    };
    const double best = chooseToken(logits, sampling, context.history, context.index).value;
    difference.distance = best - std::min(value(full), value(other));
    difference.kind = difference.distance <= difference.tolerance ? DifferenceKind::RoundingTie
                                                                  : DifferenceKind::RealDifference;
    return difference;
}

const char* fieldName(DifferenceKind kind)
{
    return kind == DifferenceKind::RoundingTie ? "rounding tie" : "real difference";
}

} // namespace exitscope

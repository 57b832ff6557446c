#include "model/quantizedsteps.h"
#include "model/quantizer.h"

#include <c10/util/Half.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace exitscope {
namespace {

float sumOf(StepVector v)
{
    return (v[0] + v[1]) + (v[2] + v[3]);
}

/// A group of int4 weights.
struct Group
{
    std::array<StepVector, int4Group / stepLanes> parts = {};

    Group(const float* weights, std::size_t count)
    {
        std::memcpy(parts.data(), weights, count * sizeof(float));
    }
    /// The one of the largest magnitude.
    float extreme() const
    {
        StepVector largest = {};
        StepVector least = {};
        for (const StepVector& w : parts) {
            largest = w > largest ? w : largest;
            least = w < least ? w : least;
        }
        float high = 0;
        float low = 0;
        for (std::size_t i = 0; i < stepLanes; ++i) {
            high = std::max(high, largest[i]);
            low = std::min(low, least[i]);
        }
        return high > -low ? high : low;
    }
};

/// Weights as whole numbers of steps.
StepVector stepsOf(StepVector weights, float inverse)
{
    return rounded(clamped(weights * inverse, -8, 7));
}

/// What a group loses when it is held in steps of `scale`.
float errorOf(const Group& group, float scale)
{
    const float inverse = inverseOf(scale);
    StepVector errors = {};
    for (const StepVector& w : group.parts) {
        const StepVector miss = w - stepsOf(w, inverse) * scale;
        errors += miss * miss;
    }
    return sumOf(errors);
}

/// The scale with the least squared error for the steps to which `scale` leads.
float fittedScale(const Group& group, float scale)
{
    const float inverse = inverseOf(scale);
    StepVector products = {};
    StepVector squares = {};
    for (const StepVector& w : group.parts) {
        const StepVector steps = stepsOf(w, inverse);
        products += w * steps;
        squares += steps * steps;
    }
    const float divisor = sumOf(squares);
    return divisor == 0 ? 0 : sumOf(products) / divisor;
}

c10::Half bestScale(const Group& group)
{
    const float extreme = group.extreme();
    c10::Half best = 0;
    float bestError = std::numeric_limits<float>::infinity();
    const auto consider = [&](float wanted) {
        constexpr float most = 65504; // of fp16
        const c10::Half scale(std::clamp(wanted, -most, most));
        const float error = errorOf(group, scale);
        if (!(error < bestError))
            return false;
        best = scale;
        bestError = error;
        return true;
    };
    // Steps reach -8 and only 7, so that the extreme is best taken to the negative end; a little
    // beyond it, where one weight is cut, the others may gain more.
    for (const float steps : {-8.0F, 7.0F, -7.0F, -7.5F, -8.25F, -8.5F, -9.0F, -9.5F})
        consider(extreme / steps);
    while (consider(fittedScale(group, best))) {
    }
    return best;
}

} // namespace

Fp16 quantizeInt4(std::span<const float> group, Int4Pair* values)
{
    const Group weights(group.data(), group.size());
    const c10::Half scale = bestScale(weights);
    const float inverse = inverseOf(scale);
    std::array<float, int4Group> steps; // NOLINT: filled below
    for (std::size_t i = 0; i < weights.parts.size(); ++i) {
        const StepVector part = stepsOf(weights.parts[i], inverse);
        std::memcpy(steps.data() + i * stepLanes, &part, sizeof part);
    }
    const auto nibble = [&](std::size_t i) { return static_cast<unsigned>(steps[i] + 8); };
    for (std::size_t j = 0; j < groupBytes; ++j)
        values[j].nibbles = static_cast<std::uint8_t>(nibble(j + groupBytes) << 4 | nibble(j));
    return {scale.x};
}

} // namespace exitscope

#include "decode/logitsprocessors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitscope {
namespace {

void penalizeRepetition(std::vector<float>& logits, double penalty, std::span<const int> history)
{
    constexpr double most = std::numeric_limits<float>::max();
    std::vector<bool> done(logits.size());
    for (const int id : history) {
        const auto place = static_cast<std::size_t>(id);
        if (done[place])
            continue;
        done[place] = true;
        const double z = logits[place];
        // What is left out already stays out; nothing else becomes infinite.
        if (std::isfinite(z))
            logits[place] =
                static_cast<float>(std::clamp(z < 0 ? z * penalty : z / penalty, -most, most));
    }
}

void banRepeatedNgrams(std::vector<float>& logits, int size, std::span<const int> history)
{
    constexpr float banned = -std::numeric_limits<float>::infinity();
    const auto before = static_cast<std::size_t>(size) - 1; // ids that an n-gram's last one follows
    if (history.size() <= before)
        return;
    const auto best = std::ranges::max_element(logits);
    const float bestLogit = *best;
    const std::span<const int> newest = history.last(before);
    for (std::size_t last = before; last < history.size(); ++last) {
        if (std::ranges::equal(history.subspan(last - before, before), newest))
            logits[static_cast<std::size_t>(history[last])] = banned;
    }
    if (std::ranges::all_of(logits, [](float z) { return z == banned; }))
        *best = bestLogit;
}

} // namespace

bool changesLogits(const Sampling& sampling)
{
    return sampling.repetitionPenalty != 1 || sampling.noRepeatNgram > 0;
}

std::vector<float> processLogits(std::span<const float> logits, const Sampling& sampling,
                                 std::span<const int> history)
{
    std::vector<float> processed(logits.begin(), logits.end());
    if (sampling.repetitionPenalty != 1)
        penalizeRepetition(processed, sampling.repetitionPenalty, history);
    if (sampling.noRepeatNgram > 0)
        banRepeatedNgrams(processed, sampling.noRepeatNgram, history);
    return processed;
}

} // namespace exitscope

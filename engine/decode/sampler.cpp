#include "decode/sampler.h"

#include "decode/logitsprocessors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace exitscope {
namespace {

struct Candidate
{
    int id;
    float weight; ///< exp((z - max) / temperature)
};

std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

std::uint64_t streamOf(std::uint64_t seed, std::uint64_t index)
{
    return mix(mix(seed) + index);
}

/// 52 bits, so that the middle of each step is exact and neither end is met.
double uniform(std::uint64_t stream, std::uint64_t candidate)
{
    return (static_cast<double>(mix(stream + candidate) >> 12) + 0.5) * 0x1.0p-52;
}

bool likelier(const Candidate& a, const Candidate& b)
{
    return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
}

double totalWeight(const std::vector<Candidate>& candidates)
{
    double total = 0;
    for (const Candidate& candidate : candidates)
        total += candidate.weight;
    return total;
}

/// Keeps the k likeliest, and all that tie with the last of them, as the original does.
void keepTopK(std::vector<Candidate>& candidates, int k)
{
    if (k <= 0 || k >= static_cast<int>(candidates.size()))
        return;
    std::nth_element(candidates.begin(), candidates.begin() + (k - 1), candidates.end(), likelier);
    const float least = candidates[static_cast<std::size_t>(k) - 1].weight;
    std::erase_if(candidates, [&](const Candidate& c) { return c.weight < least; });
}

/// Keeps the smallest set whose share reaches p, likeliest first.
void keepTopP(std::vector<Candidate>& candidates, double p)
{
    if (p >= 1)
        return;
    const double total = totalWeight(candidates);
    // All that lie below this share together weigh less than what top_p leaves out, so none of them
    // is in the set: what is left to sort is small.
    const double least = (1 - p) * total / static_cast<double>(candidates.size());
    std::erase_if(candidates, [&](const Candidate& c) { return c.weight < least; });
    std::sort(candidates.begin(), candidates.end(), likelier);
    double reached = 0;
    std::size_t kept = 0;
    while (kept < candidates.size() && (kept == 0 || reached < p * total))
        reached += candidates[kept++].weight;
    candidates.resize(kept);
}

/// Keeps those with at least this share of the largest probability, whose weight is 1.
void keepMinP(std::vector<Candidate>& candidates, double minP)
{
    if (minP > 0)
        std::erase_if(candidates, [&](const Candidate& c) { return c.weight < minP; });
}

std::vector<Candidate> candidatesOf(std::span<const float> logits, const Sampling& sampling,
                                    double maximum)
{
    // In float: this runs over the whole vocabulary, and the logits are no better.
    const auto highest = static_cast<float>(maximum);
    const auto perTemperature = static_cast<float>(
        std::min(1 / sampling.temperature, double{std::numeric_limits<float>::max()}));
    std::vector<Candidate> candidates;
    candidates.reserve(logits.size());
    for (std::size_t id = 0; id < logits.size(); ++id) {
        const float weight = std::exp((logits[id] - highest) * perTemperature);
        if (weight > 0)
            candidates.push_back({static_cast<int>(id), weight});
    }
    keepTopK(candidates, sampling.topK);
    keepTopP(candidates, sampling.topP);
    keepMinP(candidates, sampling.minP);
    return candidates;
}

/// The race form of Gumbel-max: each candidate arrives after -ln(u) / weight, the first one wins.
Choice race(const std::vector<Candidate>& candidates, const Sampling& sampling, double maximum,
            std::uint64_t index)
{
    constexpr double never = std::numeric_limits<double>::infinity();
    const std::uint64_t stream = streamOf(sampling.seed, index);
    int first = -1;
    int second = -1;
    double firstTime = never;
    double secondTime = never;
    for (const Candidate& candidate : candidates) {
        const double u = uniform(stream, static_cast<std::uint64_t>(candidate.id));
        // As -ln(u) > 1 - u, most need no logarithm to be seen as too late.
        if (1 - u >= secondTime * candidate.weight)
            continue;
        const double time = -std::log(u) / candidate.weight;
        if (time < firstTime) {
            second = first;
            secondTime = firstTime;
            first = candidate.id;
            firstTime = time;
        } else if (time < secondTime) {
            second = candidate.id;
            secondTime = time;
        }
    }
    const auto value = [&](double time) { return maximum - sampling.temperature * std::log(time); };
    return {first, value(firstTime), second, value(secondTime)};
}

/// The first of the largest, and of what is left the first of the largest.
Choice largest(std::span<const float> logits)
{
    constexpr float least = -std::numeric_limits<float>::infinity();
    Choice choice{0, logits.front(), -1, least};
    float first = logits.front();
    float second = least;
    for (std::size_t id = 1; id < logits.size(); ++id) {
        const float z = logits[id];
        if (z <= second && choice.second >= 0)
            continue;
        if (z > first) {
            choice.second = choice.id;
            second = first;
            choice.id = static_cast<int>(id);
            first = z;
        } else {
            choice.second = static_cast<int>(id);
            second = z;
        }
    }
    choice.value = first;
    choice.secondValue = second;
    return choice;
}

} // namespace

double uniformDraw(std::uint64_t seed, std::uint64_t index, std::uint64_t candidate)
{
    return uniform(streamOf(seed, index), candidate);
}

bool mayDraw(std::span<const float> logits, const Sampling& sampling, int id)
{
    const auto candidates = candidatesOf(logits, sampling, *std::ranges::max_element(logits));
    return std::ranges::find(candidates, id, &Candidate::id) != candidates.end();
}

Choice chooseToken(std::span<const float> logits, const Sampling& sampling,
                   std::span<const int> history, std::uint64_t index)
{
    std::vector<float> processed;
    if (changesLogits(sampling)) {
        processed = processLogits(logits, sampling, history);
        logits = processed;
    }
    const Choice best = largest(logits);
    if (!sampling.sample)
        return best;
    return race(candidatesOf(logits, sampling, best.value), sampling, best.value, index);
}

} // namespace exitscope

#include "decode/sampler.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace exitscope {
namespace {

struct Candidate
{
    int id;
    double weight; ///< exp((z - max) / temperature)
};

std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
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
    const double least = candidates[static_cast<std::size_t>(k) - 1].weight;
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

} // namespace

double uniformDraw(std::uint64_t seed, std::uint64_t index)
{
    return static_cast<double>(mix(mix(seed) + index) >> 11) * 0x1.0p-53;
}

int pickToken(std::span<const float> logits, const Sampling& sampling, std::uint64_t draw)
{
    const auto best = std::max_element(logits.begin(), logits.end());
    const int greedy = static_cast<int>(best - logits.begin());
    if (!sampling.sample)
        return greedy;

    std::vector<Candidate> candidates;
    candidates.reserve(logits.size());
    for (std::size_t id = 0; id < logits.size(); ++id) {
        const double weight = std::exp((double{logits[id]} - *best) / sampling.temperature);
        if (weight > 0)
            candidates.push_back({static_cast<int>(id), weight});
    }
    keepTopK(candidates, sampling.topK);
    keepTopP(candidates, sampling.topP);
    if (candidates.empty())
        return greedy;

    double target = uniformDraw(sampling.seed, draw) * totalWeight(candidates);
    for (const Candidate& candidate : candidates) {
        target -= candidate.weight;
        if (target < 0)
            return candidate.id;
    }
    return candidates.back().id;
}

} // namespace exitscope

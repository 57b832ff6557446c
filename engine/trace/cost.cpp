#include "trace/cost.h"

#include "base/median.h"

#include <algorithm>
#include <vector>

namespace exitscope {
namespace {

/// Of a run that was full depth throughout: it is its own measure.
std::optional<FullDepthCost> ownFullDepth(const Run& run)
{
    if (!wasFullDepth(run) || run.tokens.size() < 2)
        return std::nullopt;
    std::vector<double> layers;
    std::vector<double> heads;
    std::vector<double> choices;
    for (std::size_t i = 1; i < run.tokens.size(); ++i) {
        const TokenTimes& times = run.tokens[i].times;
        layers.push_back(times.layersMs);
        heads.push_back(times.scoringMs);
        choices.push_back(times.samplingMs + times.otherMs);
    }
    const double head = upperMedian(std::move(heads));
    return FullDepthCost{upperMedian(std::move(layers)), head + upperMedian(std::move(choices)),
                         head};
}

} // namespace

bool isFullDepth(const Settings& settings, int layers)
{
    return !settings.speculates() && !settings.watch && !settings.rule.mayExit() &&
           settings.depth(layers) == layers;
}

bool wasFullDepth(const Run& run)
{
    return !run.settings.empty() && std::ranges::all_of(run.settings, [&](const auto& change) {
        return isFullDepth(change.settings, run.model.layers);
    });
}

int meanContext(const Run& run)
{
    return static_cast<int>(run.promptIds.size() + run.tokens.size() / 2);
}

CostBreakdown costOf(const Run& run)
{
    CostBreakdown cost;
    if (run.tokens.size() < 2)
        return cost;
    TokenTimes sum;
    for (std::size_t i = 1; i < run.tokens.size(); ++i)
        sum += run.tokens[i].times;
    cost.decoded = static_cast<int>(run.tokens.size()) - 1;
    cost.passes = cost.decoded + (run.finishReason == FinishReason::Eos ? 1 : 0);
    cost.scoringMs = sum.scoringMs;
    cost.samplingMs = sum.samplingMs;
    // Files of earlier versions do not name the rest.
    cost.otherMs = sum.otherMs + std::max(0.0, run.decodeSeconds * 1000 - sum.totalMs());
    cost.fullDepth = run.fullDepth ? run.fullDepth : ownFullDepth(run);
    if (cost.fullDepth && !(cost.fullDepth->totalMs() > 0)) // times were not recorded
        cost.fullDepth.reset();
    double carriedMs = 0;
    if (cost.fullDepth && run.model.layers > 0) {
        const double lone = cost.fullDepth->layersMs / run.model.layers;
        carriedMs = std::max(0.0, sum.carriedMs - sum.carriedPasses * lone);
    }
    cost.layersMs = sum.layersMs - carriedMs;
    cost.catchUpMs = sum.catchUpMs + carriedMs;
    return cost;
}

} // namespace exitscope

#include "decode/fulldepth.h"

#include "base/median.h"
#include "decode/sampler.h"
#include "decode/sequence.h"
#include "decode/stopwatch.h"

#include <algorithm>
#include <vector>

namespace exitscope {
namespace {

/// A model of a few milliseconds per token is measured more often: its figures scatter more.
constexpr double leastMs = 60;

/// One token of the whole model at the end of `sequence`, which is then cut off again.
std::optional<FullDepthCost> passOf(Sequence& sequence, const CancelCheck& cancelled)
{
    constexpr int id = 0;
    const int before = sequence.staircase.positions();
    FullDepthCost cost;
    sequence.staircase.append(std::span(&id, 1));
    sequence.reader.begin();
    for (int layer = 0; layer < sequence.layers(); ++layer) {
        if (cancelled())
            return std::nullopt;
        const Stopwatch watch;
        sequence.staircase.advance(layer);
        sequence.reader.observe(sequence.staircase, layer);
        cost.layersMs += watch.milliseconds();
    }
    const Stopwatch watch;
    const std::span<const float> logits = sequence.reader.logits(sequence.layers() - 1);
    cost.headMs = watch.milliseconds();
    Sampling greedy;
    greedy.sample = false;
    chooseToken(logits, greedy, {}, 0);
    cost.restMs = watch.milliseconds();
    sequence.staircase.truncate(before);
    return cost;
}

} // namespace

std::optional<FullDepthCost> measureFullDepth(const std::shared_ptr<const LlamaModel>& model,
                                              int context, int repeats,
                                              const CancelCheck& cancelled)
{
    Sequence sequence(model);
    sequence.staircase.fillVoid(std::clamp(context, 0, model->config().contextLength - 1));
    if (!passOf(sequence, cancelled)) // which readies caches and buffers
        return std::nullopt;
    std::vector<double> layers;
    std::vector<double> heads;
    std::vector<double> rests;
    const Stopwatch whole;
    while (static_cast<int>(layers.size()) < repeats || whole.milliseconds() < leastMs) {
        const auto cost = passOf(sequence, cancelled);
        if (!cost)
            return std::nullopt;
        layers.push_back(cost->layersMs);
        heads.push_back(cost->headMs);
        rests.push_back(cost->restMs - cost->headMs);
    }
    const double head = upperMedian(std::move(heads));
    return FullDepthCost{upperMedian(std::move(layers)), head + upperMedian(std::move(rests)),
                         head};
}

} // namespace exitscope

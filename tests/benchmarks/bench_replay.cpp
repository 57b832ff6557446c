#include "trace/tradeoff.h"

#include <benchmark/benchmark.h>

#include <random>
#include <string>

using namespace exitscope;

namespace {

constexpr int tokens = 2000;
constexpr int layers = 32;

/// A watched run at full depth whose scores grow surer with depth, by steps that no two tokens
/// share.
Run watchedRun()
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> share(0, 1);
    Run run;
    run.model.layers = layers;
    run.model.vocabulary = 32000;
    run.settings = {{0, {}}};
    run.settings[0].settings.watch = true;
    run.settings[0].settings.sampling.sample = false;
    for (int i = 0; i < tokens; ++i) {
        TokenTrace token;
        token.exitLayer = layers - 1;
        const int settled = static_cast<int>(share(random) * layers);
        for (int layer = 0; layer < layers; ++layer) {
            const float depth = (static_cast<float>(layer) + share(random)) / layers;
            const int guess = layer < settled ? static_cast<int>(share(random) * 4) : 9;
            token.layers.push_back({.cosineToPrevious = depth,
                                    .top1 = guess,
                                    .maxProbability = depth,
                                    .secondProbability = (1 - depth) / 2,
                                    .entropyAt1 = 8 * (1 - depth),
                                    .entropyAt3 = 10 * (1 - depth),
                                    .entropyAtChosen = 10 * (1 - depth),
                                    .chosenTemperature = 3,
                                    .klToPrevious = share(random) * (1 - depth)});
        }
        token.id = token.layers.back().top1;
        token.top.resize(std::size_t{layers} * topEntriesPerLayer);
        run.tokens.push_back(std::move(token));
    }
    return run;
}

const Run& theRun()
{
    static const Run run = watchedRun();
    return run;
}

void replayOne(benchmark::State& state, const Rule& rule)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(replay(theRun(), rule));
}

/// The same exits asked of the rule itself, layer by layer.
void askTheRule(benchmark::State& state, const Rule& rule)
{
    for (auto _ : state) {
        for (const TokenTrace& token : theRun().tokens)
            benchmark::DoNotOptimize(
                knownExitLayer(rule, token.layers, layers, theRun().model.shape()));
    }
}

void wholeCurve(benchmark::State& state, const Rule& rule, Sweep sweep)
{
    std::size_t points = 0;
    for (auto _ : state) {
        const TradeOff curve = tradeOffOf(theRun(), rule, rule.leading()->criterion, sweep);
        benchmark::DoNotOptimize(curve.thinned(400));
        points = curve.points.size();
    }
    state.counters["points"] = static_cast<double>(points);
}

/// With thresholds that no score reaches, worked out from the parameters: every layer is read.
Rule neverFiring(const Criterion& criterion)
{
    const bool firesAbove =
        criterion.comparison == Comparison::Above || criterion.comparison == Comparison::AtLeast;
    ParameterValues values;
    for (const ParameterInfo& info : criterion.parameters) {
        if (&info == &criterion.parameters.front() || info.name.ends_with("threshold"))
            values.emplace(info.name, firesAbove ? info.maximum : info.minimum);
    }
    return makeRule(criterion.name, values);
}

void registerAll()
{
    const auto add = [](const std::string& name, auto function) {
        benchmark::RegisterBenchmark(name.c_str(), function)->Unit(benchmark::kMillisecond);
    };
    for (const Criterion* criterion : allCriteria()) {
        const std::string name(criterion->name);
        const Rule rule = makeRule(name);
        const Rule never = neverFiring(*criterion);
        add("rule/" + name, [=](benchmark::State& state) { askTheRule(state, never); });
        add("replay/" + name, [=](benchmark::State& state) { replayOne(state, never); });
        add("curve/" + name,
            [=](benchmark::State& state) { wholeCurve(state, rule, Sweep::Constant); });
        add("shift/" + name,
            [=](benchmark::State& state) { wholeCurve(state, rule, Sweep::Shift); });
    }
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    registerAll();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

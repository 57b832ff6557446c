#include "trace/replay.h"

#include "trace/preparedrule.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

/// Whether the entropy that `condition` reads was recorded at none of the token's layers.
bool lacksTemperature(const Condition& condition, const TokenTrace& token)
{
    if (!includes(condition.criterion->needs, Needs::Entropy))
        return false;
    const std::span<const LayerStatistics> layers(token.layers);
    for (std::size_t count = 1; count <= layers.size(); ++count) {
        if (!std::isnan(condition.score(layers.first(count))))
            return false;
    }
    return true;
}

NotReplayed whyNot(const Rule& rule, const TokenTrace& token)
{
    if (token.top.empty())
        return NotReplayed::NotWatched;
    const bool lacks = std::ranges::any_of(
        rule.conditions, [&](const Condition& c) { return lacksTemperature(c, token); });
    return lacks ? NotReplayed::TemperatureNotRecorded : NotReplayed::ScoreNotRecorded;
}

std::optional<bool> areDifferent(int a, int b)
{
    return a >= 0 && b >= 0 ? std::optional(a != b) : std::nullopt;
}

std::optional<bool> differsFromRun(const TokenTrace& token, int exitLayer, bool drawn)
{
    // A user's choice stays whatever a rule says.
    if (exitLayer == token.exitLayer || token.role == TokenRole::Chosen)
        return false;
    const int chosen = drawn ? top1At(token, token.exitLayer) : token.id;
    return areDifferent(top1At(token, exitLayer), chosen);
}

ReplayedToken replayToken(const PreparedRule& prepared, const Rule& rule, const TokenTrace& token,
                          int layers, bool drawn)
{
    ReplayedToken result;
    const std::optional<int> exit = prepared.exitLayer(token.layers);
    if (!exit) {
        result.reason = whyNot(rule, token);
        return result;
    }
    result.exitLayer = *exit;
    result.differs = differsFromRun(token, *exit, drawn);
    result.differsFromFullDepth =
        *exit == layers - 1 ? std::optional(false)
                            : areDifferent(top1At(token, *exit), top1At(token, layers - 1));
    return result;
}

/// Whether what follows the token would still have been the run's.
bool leavesTheRestAlone(const ReplayedToken& replayed, const TokenTrace& token,
                        const Settings& settings, bool drawn)
{
    if (replayed.exitLayer == token.exitLayer)
        return true;
    const bool isKnown = !drawn || token.role == TokenRole::Chosen;
    return settings.kvPolicy == KvPolicy::Exact && isKnown && replayed.differs == false;
}

void count(Replay& replay, const ReplayedToken& token)
{
    replay.notWatched += token.reason == NotReplayed::NotWatched;
    replay.temperatureNotRecorded += token.reason == NotReplayed::TemperatureNotRecorded;
    replay.scoreNotRecorded += token.reason == NotReplayed::ScoreNotRecorded;
}

} // namespace

void ReplayTotals::add(const TokenTrace& token, bool isFirst, int exitLayer, int times)
{
    const int chosen = top1At(token, exitLayer);
    const int whole = top1At(token, layers - 1);
    const bool isFull = exitLayer == layers - 1; // agrees with itself, also unrecorded
    const bool isCompared = isFull || (chosen >= 0 && whole >= 0);
    replayed += times;
    compared += isCompared ? times : 0;
    agreeing += isCompared && chosen == whole ? times : 0;
    exits += static_cast<long long>(times) * exitLayer;
    if (isFirst)
        return;
    decoded += times;
    pastExit += static_cast<long long>(times) * (layers - 1 - exitLayer);
}

std::optional<double> ReplayTotals::agreement() const
{
    return compared > 0 ? std::optional(static_cast<double>(agreeing) / compared) : std::nullopt;
}

double ReplayTotals::layersSaved() const
{
    const double whole = static_cast<double>(decoded) * layers;
    return whole > 0 ? static_cast<double>(pastExit) / whole : 0;
}

double ReplayTotals::meanExitLayer() const
{
    return replayed > 0 ? static_cast<double>(exits) / replayed : 0;
}

Replay replay(const Run& run, const Rule& rule, int depthLimit)
{
    const int layers = run.model.layers;
    Replay result;
    result.totals.layers = layers;
    result.tokens.reserve(run.tokens.size());
    const PreparedRule prepared(rule, run.model.shape(), depthUnder(depthLimit, layers));
    bool isTrue = true;
    for (const TokenTrace& token : run.tokens) {
        const int index = static_cast<int>(result.tokens.size());
        const Settings& settings = run.settingsAt(index);
        const bool drawn = isDrawn(settings);
        result.comparesTop1Only = result.comparesTop1Only || drawn;
        const ReplayedToken replayed = replayToken(prepared, rule, token, layers, drawn);
        count(result, replayed);
        if (replayed.exitLayer >= 0)
            result.totals.add(token, index == 0, replayed.exitLayer);
        if (replayed.differs == true && !result.firstDifference)
            result.firstDifference = index;
        isTrue = isTrue && replayed.exitLayer >= 0;
        result.trueTokens += isTrue;
        isTrue = isTrue && leavesTheRestAlone(replayed, token, settings, drawn);
        result.tokens.push_back(replayed);
    }
    return result;
}

int top1At(const TokenTrace& token, int layer)
{
    const auto index = static_cast<std::size_t>(layer);
    return layer >= 0 && index < token.layers.size() ? token.layers[index].top1 : -1;
}

bool isDrawn(const Settings& settings)
{
    const Sampling& sampling = settings.sampling;
    return sampling.sample || sampling.repetitionPenalty != 1 || sampling.noRepeatNgram > 0;
}

int depthUnder(int depthLimit, int layers)
{
    return depthLimit > 0 ? std::min(depthLimit, layers) : layers;
}

} // namespace exitscope

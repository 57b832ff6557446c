#pragma once

#include "trace/run.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace exitscope::test {

/// What a made-up run looks like.
struct SyntheticShape
{
    int layers = 12;
    int tokens = 120;
    bool watch = true; ///< false: layers past the exit stay without scores until caught up
    std::string criterion = "max_probability";
    int settingsChangeAt = -1; ///< token from which another threshold holds
    std::string later = {};    ///< criterion from then on; empty: the same
    KvPolicy policy = KvPolicy::Exact;
    int maxWaiting = 0; ///< rows that may wait before they are caught up; 0: any
};

/// Repeatable noise in 0..1; no library's generator is the same everywhere.
class Noise
{
public:
    double next()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 40) / static_cast<double>(1ULL << 24);
    }

private:
    std::uint64_t m_state = 7;
};

inline std::string syntheticWord(int token)
{
    static constexpr std::array words{"Once",   " upon", " a",    " time",   ",",     " there",
                                      " was",   " an",   " old",  " miller", " who",  " had",
                                      " three", " sons", ".",     "\n",      "The",   " eldest",
                                      " went",  " out",  " into", " the",    " wide", " world",
                                      " and",   " met",  " a",    " gr",     "ay",    " wolf"};
    return words[static_cast<std::size_t>(token) % words.size()];
}

/// Statistics of a token that grows sure at about layer `sure`.
inline std::vector<LayerStatistics> syntheticLayers(int layers, double sure, int id, Noise& noise)
{
    std::vector<LayerStatistics> column(static_cast<std::size_t>(layers));
    for (int layer = 0; layer < layers; ++layer) {
        LayerStatistics& at = column[static_cast<std::size_t>(layer)];
        const double rise = 1 / (1 + std::exp(-(layer - sure) * 12.0 / layers));
        const double jitter = 0.12 * (noise.next() - 0.5);
        const double p = std::min(0.995, std::max(0.01, 0.04 + 0.95 * rise + jitter));
        at.top1 = layer + 1 < sure ? 900 + layer / 2 : id;
        at.maxProbability = static_cast<float>(p);
        at.secondProbability = static_cast<float>((1 - p) * 0.5);
        at.entropyAt1 = static_cast<float>((1 - p) * 7 + 0.1 * noise.next());
        at.entropyAt3 = static_cast<float>(4 + (1 - p) * 4);
        at.entropyAtChosen = at.entropyAt3;
        at.chosenTemperature = 3;
        at.emittedProbability = static_cast<float>(at.top1 == id ? p : 0.2 * rise);
        at.emittedRank = at.top1 == id ? 0 : 1 + static_cast<int>(900 * (1 - rise));
        if (layer > 0) {
            at.cosineToPrevious =
                static_cast<float>(0.7 + 0.27 * rise + 0.05 * (noise.next() - 0.5));
            at.klToPrevious = static_cast<float>((1 - rise) * 2);
        }
    }
    return column;
}

/// A run of `shape`, whole and consistent: exits follow the rule, deeper tokens catch up what
/// waits.
inline std::vector<Step> syntheticSteps(const SyntheticShape& shape,
                                        const std::vector<SettingsChange>& changes)
{
    Run sofar;
    sofar.settings = changes;
    Noise noise;
    std::vector<int> depthOf; // layers that each column holds
    std::vector<Step> steps;
    for (int token = 0; token < shape.tokens; ++token) {
        Step step;
        TokenTrace& trace = step.tokens.emplace_back();
        trace.id = 100 + token % 30;
        trace.bytes = syntheticWord(token);
        trace.position = 6 + token;
        const double sure = shape.layers * (0.3 + 0.5 * noise.next());
        trace.layers = syntheticLayers(shape.layers, sure, trace.id, noise);
        const Rule& rule = sofar.settingsAt(token).rule;
        trace.exitLayer = exitLayer(rule, trace.layers, shape.layers, {shape.layers, 4096});
        const int ran = shape.watch || token == 0 ? shape.layers : trace.exitLayer + 1;
        trace.layersRun = token == 0 ? 0 : ran;
        trace.times = {.layersMs = 0.08 * ran, .scoringMs = 0.4, .samplingMs = 0.05};
        trace.cells.assign(static_cast<std::size_t>(shape.layers), CellState::Never);
        trace.caughtUpAt.assign(static_cast<std::size_t>(shape.layers), -1);
        for (int layer = 0; layer < shape.layers; ++layer) {
            const auto index = static_cast<std::size_t>(layer);
            for (int entry = 0; shape.watch && entry < topEntriesPerLayer; ++entry)
                trace.top.push_back(
                    {entry == 0 ? trace.layers[index].top1 : 500 + entry,
                     trace.layers[index].maxProbability / float(entry * entry + 1)});
            if (layer < ran)
                trace.cells[index] = CellState::Computed;
            else
                trace.layers[index] = {};
        }
        // Under the other policies what was skipped stays as it is.
        for (int layer = ran; layer < shape.layers && shape.policy == KvPolicy::Copy; ++layer)
            trace.cells[static_cast<std::size_t>(layer)] = CellState::Copied;
        for (int layer = 0; layer < ran && shape.policy == KvPolicy::Exact; ++layer) {
            int first = token;
            while (first > 0 && depthOf[static_cast<std::size_t>(first) - 1] <= layer)
                --first;
            if (first < token)
                step.events.push_back({token, layer, first, token - 1});
            for (int column = first; column < token; ++column)
                depthOf[static_cast<std::size_t>(column)] = layer + 1;
            trace.catchUpRows += token - first;
        }
        const int late = token - shape.maxWaiting;
        for (int layer = 0; layer < shape.layers && shape.maxWaiting > 0 && late >= 0; ++layer) {
            int first = late;
            while (first > 0 && depthOf[static_cast<std::size_t>(first) - 1] <= layer)
                --first;
            if (first == late)
                continue;
            step.events.push_back({token, layer, first, late - 1});
            for (int column = first; column < late; ++column)
                depthOf[static_cast<std::size_t>(column)] = layer + 1;
            trace.catchUpRows += late - first;
        }
        depthOf.push_back(ran);
        steps.push_back(std::move(step));
    }
    return steps;
}

inline std::vector<SettingsChange> syntheticSettings(const SyntheticShape& shape)
{
    Settings settings;
    settings.rule = makeRule(shape.criterion);
    settings.watch = shape.watch;
    settings.kvPolicy = shape.policy;
    std::vector<SettingsChange> changes{{0, settings}};
    if (shape.settingsChangeAt > 0) {
        if (shape.later.empty()) {
            for (auto& [name, value] : settings.rule.conditions.front().parameters)
                value *= 0.9;
        } else {
            settings.rule = makeRule(shape.later);
        }
        changes.push_back({shape.settingsChangeAt, settings});
    }
    return changes;
}

/// A run without tokens, with model, prompt and settings.
inline Run syntheticStart(const SyntheticShape& shape)
{
    Run run;
    run.model = {"fable-12", "/models/fable", "0", "fp32", shape.layers, 4096, 192, 512};
    run.prompt = "Tell me an old tale of the forest";
    run.promptIds = {1, 20, 21, 22, 23, 24, 25};
    run.settings = syntheticSettings(shape);
    return run;
}

inline Run syntheticRun(const SyntheticShape& shape)
{
    Run run = syntheticStart(shape);
    for (Step& step : syntheticSteps(shape, run.settings))
        run.append(std::move(step));
    return run;
}

/// Rounds of `drafts` drafts by the first `draftLayers` layers; some are rejected.
struct SpeculativeShape
{
    int layers = 12;
    int draftLayers = 4;
    int drafts = 4;
    int rounds = 20;
};

inline std::vector<Step> speculativeSteps(const SpeculativeShape& shape)
{
    Noise noise;
    int written = 0;
    const auto add = [&](Step& step, TokenRole role) {
        TokenTrace& trace = step.tokens.emplace_back();
        trace.id = 100 + written % 30;
        trace.bytes = syntheticWord(written);
        trace.position = 6 + written;
        trace.role = role;
        trace.exitLayer = (role == TokenRole::Accepted ? shape.draftLayers : shape.layers) - 1;
        trace.layers = syntheticLayers(shape.layers, shape.layers * 0.4, trace.id, noise);
        trace.cells.assign(static_cast<std::size_t>(shape.layers), CellState::Computed);
        trace.caughtUpAt.assign(static_cast<std::size_t>(shape.layers), -1);
        trace.layersRun = written == 0 ? 0 : shape.layers;
        trace.times = {.layersMs = 0.9, .scoringMs = 0.2, .catchUpMs = 0.1, .samplingMs = 0.05};
        ++written;
    };
    std::vector<Step> steps(1);
    add(steps.front(), TokenRole::Emitted);
    for (int round = 0; round < shape.rounds; ++round) {
        Step step;
        SpeculationRound& made = step.round.emplace();
        made.firstToken = written;
        made.accepted = std::min(shape.drafts, static_cast<int>(noise.next() * (shape.drafts + 2)));
        for (int draft = 0; draft < shape.drafts; ++draft) {
            const bool right = draft < made.accepted;
            made.drafts.push_back({right ? 100 + (written + draft) % 30 : 700 + draft,
                                   right ? syntheticWord(written + draft) : " wrong",
                                   shape.draftLayers - 1});
        }
        for (int draft = 0; draft < made.accepted; ++draft)
            add(step, TokenRole::Accepted);
        add(step, made.accepted < shape.drafts ? TokenRole::Corrected : TokenRole::Emitted);
        steps.push_back(std::move(step));
    }
    return steps;
}

/// A run without tokens whose settings speculate.
inline Run speculativeStart(const SpeculativeShape& shape)
{
    Run run = syntheticStart({.layers = shape.layers});
    Settings& settings = run.settings.front().settings;
    settings.rule = {};
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = shape.draftLayers;
    settings.numSpeculations = shape.drafts;
    settings.watch = true;
    settings.sampling.sample = false;
    return run;
}

inline Run speculativeRun(const SpeculativeShape& shape)
{
    Run run = speculativeStart(shape);
    for (Step& step : speculativeSteps(shape))
        run.append(std::move(step));
    return run;
}

} // namespace exitscope::test

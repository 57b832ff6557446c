#include "decode/tokenrecord.h"

#include "decode/stopwatch.h"

#include <algorithm>
#include <utility>

namespace exitscope {
namespace {

std::vector<CellState> cellsOf(const PassResult& pass, const Sequence& sequence,
                               const Settings& settings)
{
    std::vector<CellState> cells(static_cast<std::size_t>(sequence.layers()), CellState::Never);
    std::fill_n(cells.begin(), pass.layersKept, CellState::Computed);
    if (settings.kvPolicy == KvPolicy::Copy)
        std::fill(cells.begin() + pass.layersKept,
                  cells.begin() + settings.depth(sequence.layers()), CellState::Copied);
    return cells;
}

} // namespace

TokenTimes timesOf(const PassResult& pass)
{
    return {.layersMs = pass.layersMs,
            .carriedMs = pass.carriedMs,
            .carriedPasses = pass.carriedPasses,
            .scoringMs = pass.scoringMs,
            .catchUpMs = pass.copyMs,
            .samplingMs = pass.samplingMs};
}

Step recordPass(PassResult pass, PassKind kind, Sequence& sequence, const Settings& settings,
                const PlacedToken& placed)
{
    const Staircase& staircase = sequence.staircase;
    TokenTrace token;
    token.id = placed.id;
    token.position = staircase.positions() - 1;
    token.exitLayer = pass.exitLayer;
    token.previewExitLayer = pass.previewExitLayer;
    token.layers = std::move(pass.statistics);
    token.cells = cellsOf(pass, sequence, settings);
    token.caughtUpAt.assign(token.cells.size(), -1);
    token.layersRun = kind == PassKind::Prompt ? 0 : pass.layersRun;
    token.debtRows = staircase.debt(settings.modelDepth(staircase.layers()));
    token.times = timesOf(pass);
    if (settings.watch) {
        const Stopwatch watch;
        recordPredictions(sequence.reader, token);
        token.times.scoringMs += watch.milliseconds();
    }
    Step step;
    step.tokens.push_back(std::move(token));
    for (Tie tie : pass.ties) {
        tie.token = placed.index;
        step.ties.push_back(tie);
    }
    return step;
}

void recordPredictions(LayerReader& reader, TokenTrace& token)
{
    for (int layer = 0; layer < reader.observedLayers(); ++layer) {
        token.layers[layer].emittedProbability = reader.probability(layer, token.id);
        token.layers[layer].emittedRank = reader.rank(layer, token.id);
        auto best = reader.top(layer, topEntriesPerLayer);
        best.resize(topEntriesPerLayer, {-1, 0.0f});
        for (const auto& [id, probability] : best)
            token.top.push_back({id, probability});
    }
}

} // namespace exitscope

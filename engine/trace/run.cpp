#include "trace/run.h"

#include <algorithm>
#include <iterator>

namespace exitscope {

namespace {

void apply(const CellEvent& event, std::vector<TokenTrace>& tokens)
{
    const int last = std::min(event.lastToken, static_cast<int>(tokens.size()) - 1);
    for (int column = std::max(event.firstToken, 0); column <= last; ++column) {
        TokenTrace& token = tokens[static_cast<std::size_t>(column)];
        const auto layer = static_cast<std::size_t>(event.layer);
        if (layer >= token.cells.size() || token.cells[layer] == CellState::Computed ||
            token.cells[layer] == CellState::CaughtUp)
            continue;
        token.cells[layer] = CellState::CaughtUp;
        token.caughtUpAt.resize(token.cells.size(), -1);
        token.caughtUpAt[layer] = event.atToken;
    }
}

} // namespace

TokenTimes& TokenTimes::operator+=(const TokenTimes& more)
{
    layersMs += more.layersMs;
    carriedMs += more.carriedMs;
    carriedPasses += more.carriedPasses;
    scoringMs += more.scoringMs;
    catchUpMs += more.catchUpMs;
    samplingMs += more.samplingMs;
    otherMs += more.otherMs;
    return *this;
}

std::span<const TopEntry> TokenTrace::topAt(int layer) const
{
    const std::size_t first = static_cast<std::size_t>(layer) * topEntriesPerLayer;
    if (layer < 0 || first + topEntriesPerLayer > top.size())
        return {};
    return std::span(top).subspan(first, topEntriesPerLayer);
}

const Settings& Run::settingsAt(int token) const
{
    static const Settings defaults;
    const auto later = std::ranges::upper_bound(settings, token, {}, &SettingsChange::token);
    return later == settings.begin() ? defaults : std::prev(later)->settings;
}

void Run::append(Step step)
{
    tokens.insert(tokens.end(), std::make_move_iterator(step.tokens.begin()),
                  std::make_move_iterator(step.tokens.end()));
    if (step.tokens.empty() && !tokens.empty()) {
        tokens.back().catchUpRows += step.catchUpRows;
        tokens.back().times += step.times;
    }
    for (const CellEvent& event : step.events)
        apply(event, tokens);
    events.insert(events.end(), step.events.begin(), step.events.end());
    ties.insert(ties.end(), step.ties.begin(), step.ties.end());
    closeCalls.insert(closeCalls.end(), step.closeCalls.begin(), step.closeCalls.end());
    if (step.round)
        rounds.push_back(std::move(*step.round));
}

std::string Run::text() const
{
    std::string whole;
    for (const TokenTrace& token : tokens)
        whole += token.bytes;
    return whole;
}

RunSummary summarize(const Run& run)
{
    RunSummary summary;
    summary.tokens = static_cast<int>(run.tokens.size());
    if (run.tokens.empty())
        return summary;
    double exits = 0;
    double pastExit = 0;
    double seconds = 0;
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        const TokenTrace& token = run.tokens[i];
        exits += token.exitLayer;
        summary.layersRun += token.layersRun;
        summary.catchUpRows += token.catchUpRows;
        if (token.previewExitLayer >= 0) {
            ++summary.previewCompared;
            summary.previewDiffers += token.previewExitLayer != token.exitLayer;
        }
        if (i > 0) {
            pastExit += run.model.layers - 1 - token.exitLayer;
            seconds += token.times.totalMs() / 1000;
        }
    }
    for (const SpeculationRound& round : run.rounds) {
        summary.drafted += static_cast<int>(round.drafts.size());
        summary.accepted += round.accepted;
    }
    const double decoded = summary.tokens - 1;
    summary.meanExitLayer = exits / summary.tokens;
    summary.debtRows = run.tokens.back().debtRows;
    const double whole = decoded * run.model.layers;
    if (whole > 0) {
        const auto ran = static_cast<double>(summary.layersRun + summary.catchUpRows);
        summary.layersPastExit = pastExit / whole;
        summary.layersSaved = std::max(0.0, 1 - ran / whole);
    }
    if (run.decodeSeconds > 0)
        seconds = run.decodeSeconds;
    if (seconds > 0)
        summary.tokensPerSecond = decoded / seconds;
    return summary;
}

const char* fieldName(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Unfinished:
        return "unfinished";
    case FinishReason::Eos:
        return "eos";
    case FinishReason::Length:
        return "length";
    case FinishReason::Context:
        return "context";
    case FinishReason::Stop:
        return "stop";
    case FinishReason::Cancelled:
        return "cancelled";
    }
    return "unfinished";
}

const char* fieldName(TokenRole role)
{
    switch (role) {
    case TokenRole::Emitted:
        return "emitted";
    case TokenRole::Accepted:
        return "accepted";
    case TokenRole::Corrected:
        return "corrected";
    case TokenRole::Chosen:
        return "chosen";
    }
    return "emitted";
}

} // namespace exitscope

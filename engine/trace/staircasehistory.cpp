#include "trace/staircasehistory.h"

#include <algorithm>

namespace exitscope {
namespace {

/// Of a draft's row, who ran `layer` above the draft's own exit: each pass takes all that waits at
/// the doors that it opens.
CellOrigin lateOrigin(const SpeculationRound& round, std::size_t column, int layer)
{
    for (std::size_t later = column + 1; later < round.drafts.size(); ++later) {
        if (round.drafts[later].exitLayer >= layer)
            return CellOrigin::DeeperDraft;
    }
    return CellOrigin::Verification;
}

CellOrigin originInRound(const SpeculationRound& round, std::size_t column, int layer)
{
    if (column >= round.drafts.size())
        return CellOrigin::Verification;
    return layer <= round.drafts[column].exitLayer ? CellOrigin::DraftPass
                                                   : lateOrigin(round, column, layer);
}

CellState stateOf(const TokenTrace& token, int layer)
{
    const auto index = static_cast<std::size_t>(layer);
    return layer >= 0 && index < token.cells.size() ? token.cells[index] : CellState::Never;
}

int caughtUpAt(const TokenTrace& token, int layer)
{
    const auto index = static_cast<std::size_t>(layer);
    return index < token.caughtUpAt.size() ? token.caughtUpAt[index] : -1;
}

/// Whether something happened in a step that wrote no token.
bool hasEndStep(const Run& run)
{
    const int tokens = static_cast<int>(run.tokens.size());
    return std::ranges::any_of(
        run.events, [tokens](const CellEvent& event) { return event.atToken >= tokens; });
}

} // namespace

int tokensOfRound(const Run& run, std::size_t index)
{
    const SpeculationRound& round = run.rounds[index];
    const int end = index + 1 < run.rounds.size() ? run.rounds[index + 1].firstToken
                                                  : static_cast<int>(run.tokens.size());
    const int accepted = std::min(round.accepted, static_cast<int>(round.drafts.size()));
    return std::max(0, std::min(accepted + (round.isCut ? 0 : 1), end - round.firstToken));
}

StaircaseHistory::StaircaseHistory(const Run& run)
{
    const int tokens = static_cast<int>(run.tokens.size());
    std::size_t round = 0;
    const auto add = [this](const StaircaseStep& step) {
        m_stepOf.insert(m_stepOf.end(), static_cast<std::size_t>(step.tokens), steps());
        m_steps.push_back(step);
    };
    for (int token = 0; token < tokens;) {
        while (round < run.rounds.size() && run.rounds[round].firstToken < token)
            ++round; // of a damaged file
        StaircaseStep step{token, 1, -1};
        if (round < run.rounds.size() && run.rounds[round].firstToken == token) {
            step.tokens = std::max(1, tokensOfRound(run, round));
            step.round = static_cast<int>(round++);
        }
        add(step);
        token += step.tokens;
    }
    if (round < run.rounds.size() && run.rounds[round].firstToken == tokens)
        add({tokens, 0, static_cast<int>(round)});
    else if (tokens > 0 && hasEndStep(run))
        add({tokens, 0, -1});
}

int StaircaseHistory::stepOf(int token) const
{
    const auto index = static_cast<std::size_t>(token);
    return token >= 0 && index < m_stepOf.size() ? m_stepOf[index] : steps() - 1;
}

int StaircaseHistory::columnsAfter(int step) const
{
    if (step < 0 || step >= steps())
        return 0;
    return this->step(step).firstToken + this->step(step).tokens;
}

CellOrigin StaircaseHistory::originOf(const Run& run, int token, int layer) const
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const CellState state = stateOf(trace, layer);
    if (state == CellState::Never)
        return CellOrigin::Never;
    if (state == CellState::Copied)
        return CellOrigin::Copied;
    const StaircaseStep& own = step(stepOf(token));
    const bool isLater =
        state == CellState::CaughtUp && stepOf(caughtUpAt(trace, layer)) != stepOf(token);
    if (own.round >= 0 && !isLater)
        return originInRound(run.rounds[static_cast<std::size_t>(own.round)],
                             static_cast<std::size_t>(token - own.firstToken), layer);
    return state == CellState::Computed ? CellOrigin::OwnPass : CellOrigin::CaughtUp;
}

int StaircaseHistory::stepOfCell(const Run& run, int token, int layer) const
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const CellState state = stateOf(trace, layer);
    if (state == CellState::Never)
        return -1;
    // A catch-up cannot come before its row.
    return state == CellState::CaughtUp ? std::max(stepOf(token), stepOf(caughtUpAt(trace, layer)))
                                        : stepOf(token);
}

int StaircaseHistory::doorOf(const Run& run, int step, int token) const
{
    int layer = 0;
    while (layer < run.model.layers) {
        const int came = stepOfCell(run, token, layer);
        if (came < 0 || came > step)
            break;
        ++layer;
    }
    return layer;
}

bool StaircaseHistory::isWaiting(const Run& run, int step, int door) const
{
    const Settings& settings = run.settingsAt(columnsAfter(step) - 1);
    return settings.kvPolicy == KvPolicy::Exact && door < settings.modelDepth(run.model.layers);
}

StaircaseState StaircaseHistory::stateAfter(const Run& run, int step) const
{
    StaircaseState state;
    const int layers = run.model.layers;
    state.held.assign(static_cast<std::size_t>(layers), 0);
    state.waiting.assign(static_cast<std::size_t>(layers), 0);
    state.columns = columnsAfter(step);
    if (state.columns == 0)
        return state;
    const Settings& settings = run.settingsAt(state.columns - 1);
    const int depth = std::min(settings.modelDepth(layers), layers);
    for (int token = 0; token < state.columns; ++token) {
        bool isCarried = false;
        int missing = 0;
        for (int layer = 0; layer < layers; ++layer) {
            const int came = stepOfCell(run, token, layer);
            const bool isHeld = came >= 0 && came <= step;
            missing += !isHeld && layer < depth;
            if (!isHeld)
                continue;
            ++state.held[static_cast<std::size_t>(layer)];
            const CellOrigin origin = originOf(run, token, layer);
            ++state.cells[static_cast<std::size_t>(origin)];
            state.promptCells += token == 0 && origin != CellOrigin::CaughtUp;
            if (came == step && stepOf(token) < step) {
                ++state.carriedLayerRows;
                isCarried = true;
            }
        }
        state.carriedRows += isCarried;
        const int door = missing > 0 ? doorOf(run, step, token) : layers;
        if (missing > 0 && isWaiting(run, step, door)) {
            ++state.waiting[static_cast<std::size_t>(door)];
            ++state.waitingRows;
            state.waitingLayerRows += missing;
        }
    }
    for (int each = 0; each <= step; ++each) {
        const StaircaseStep& past = this->step(each);
        if (past.round < 0)
            continue;
        const SpeculationRound& round = run.rounds[static_cast<std::size_t>(past.round)];
        state.rejectedLayerRows +=
            layers * std::max(0, static_cast<int>(round.drafts.size()) - round.accepted);
    }
    return state;
}

} // namespace exitscope

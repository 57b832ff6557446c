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

} // namespace

int tokensOfRound(const Run& run, std::size_t index)
{
    const SpeculationRound& round = run.rounds[index];
    const int end = index + 1 < run.rounds.size() ? run.rounds[index + 1].firstToken
                                                  : static_cast<int>(run.tokens.size());
    const int accepted = std::min(round.accepted, static_cast<int>(round.drafts.size()));
    return std::max(0, std::min(accepted + (round.isCut ? 0 : 1), end - round.firstToken));
}

int StaircaseHistory::append(const Run& run, int firstChanged)
{
    const int layers = run.model.layers;
    if (layers != m_counts.layers() || static_cast<int>(run.tokens.size()) < tokens()) {
        *this = {};
        m_counts.reset(layers);
    }
    for (; m_events < run.events.size(); ++m_events)
        m_lastEvent = std::max(m_lastEvent, run.events[m_events].atToken);
    addSteps(run);
    // The step that was last may hold more tokens now, or other ones.
    const int again = m_counts.tokens() > 0 ? step(stepOf(m_counts.tokens() - 1)).firstToken : 0;
    const int first = std::clamp(firstChanged, 0, again);
    m_counts.setSteps(steps());
    std::vector<StaircaseCell> column(static_cast<std::size_t>(layers));
    for (int token = first; token < tokens(); ++token) {
        for (int layer = 0; layer < layers; ++layer)
            column[static_cast<std::size_t>(layer)] = {stepOfCell(run, token, layer),
                                                       originOf(run, token, layer)};
        m_counts.setColumn(token, stepOf(token), column);
    }
    m_counts.sum();
    return first;
}

void StaircaseHistory::addStep(const Run& run, const StaircaseStep& step)
{
    int rejected = m_rejected.empty() ? 0 : m_rejected.back();
    if (step.round >= 0) {
        const SpeculationRound& round = run.rounds[static_cast<std::size_t>(step.round)];
        rejected +=
            run.model.layers * std::max(0, static_cast<int>(round.drafts.size()) - round.accepted);
    }
    m_stepOf.insert(m_stepOf.end(), static_cast<std::size_t>(step.tokens), steps());
    m_steps.push_back(step);
    m_rejected.push_back(rejected);
}

void StaircaseHistory::addSteps(const Run& run)
{
    const int tokens = static_cast<int>(run.tokens.size());
    // An end of the text is none if the text goes on, and the last round may have been cut there.
    bool hasTokens = false;
    while (!m_steps.empty() && !hasTokens) {
        hasTokens = m_steps.back().tokens > 0;
        m_stepOf.resize(m_stepOf.size() - static_cast<std::size_t>(m_steps.back().tokens));
        m_steps.pop_back();
        m_rejected.pop_back();
    }
    int token = this->tokens();
    const auto known = std::ranges::find_if(m_steps.rbegin(), m_steps.rend(),
                                            [](const StaircaseStep& at) { return at.round >= 0; });
    std::size_t round = known == m_steps.rend() ? 0 : static_cast<std::size_t>(known->round) + 1;
    while (token < tokens) {
        while (round < run.rounds.size() && run.rounds[round].firstToken < token)
            ++round; // of a damaged file
        StaircaseStep step{token, 1, -1};
        if (round < run.rounds.size() && run.rounds[round].firstToken == token) {
            step.tokens = std::clamp(tokensOfRound(run, round), 1, tokens - token);
            step.round = static_cast<int>(round++);
        }
        addStep(run, step);
        token += step.tokens;
    }
    if (round < run.rounds.size() && run.rounds[round].firstToken == tokens)
        addStep(run, {tokens, 0, static_cast<int>(round)});
    else if (tokens > 0 && m_lastEvent >= tokens)
        addStep(run, {tokens, 0, -1});
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
    while (layer < run.model.layers && originAfter(step, token, layer) != CellOrigin::Never)
        ++layer;
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
    for (int layer = 0; layer < layers; ++layer)
        state.held[static_cast<std::size_t>(layer)] = m_counts.held(step, layer);
    for (std::size_t origin = 0; origin < cellOrigins; ++origin)
        state.cells[origin] = m_counts.count(step, static_cast<CellOrigin>(origin));
    state.promptCells = m_counts.promptCells(step);
    state.carriedLayerRows = m_counts.carriedLayerRows(step);
    state.carriedRows = m_counts.carriedRows(step);
    state.rejectedLayerRows = m_rejected[static_cast<std::size_t>(step)];

    const int depth = std::min(run.settingsAt(state.columns - 1).modelDepth(layers), layers);
    int before = state.columns; // those that stand at this door or have passed it
    for (int door = 0; door < depth && isWaiting(run, step, door); ++door) {
        const int passed = m_counts.passed(step, door);
        state.waiting[static_cast<std::size_t>(door)] = before - passed;
        state.waitingRows += before - passed;
        state.waitingLayerRows += state.columns - m_counts.held(step, door);
        before = passed;
    }
    return state;
}

} // namespace exitscope

#include "trace/rewind.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace exitscope {
namespace {

/// The state of a cell before it was caught up.
CellState stateBefore(const Settings& settings, int layer, int layers)
{
    const bool isCopied = settings.kvPolicy == KvPolicy::Copy && layer < settings.depth(layers);
    return isCopied ? CellState::Copied : CellState::Never;
}

void takeBackCatchUp(TokenTrace& trace, const Settings& settings, int token)
{
    for (std::size_t layer = 0; layer < trace.caughtUpAt.size(); ++layer) {
        if (trace.caughtUpAt[layer] < token || layer >= trace.cells.size())
            continue;
        trace.caughtUpAt[layer] = -1;
        trace.cells[layer] =
            stateBefore(settings, static_cast<int>(layer), static_cast<int>(trace.cells.size()));
    }
}

void cutRounds(std::vector<SpeculationRound>& rounds, int token)
{
    std::erase_if(rounds,
                  [token](const SpeculationRound& round) { return round.firstToken >= token; });
    if (rounds.empty())
        return;
    // Whose correction is cut off keeps the drafts that stand for tokens.
    SpeculationRound& last = rounds.back();
    if (const int kept = token - last.firstToken; kept <= last.accepted) {
        last.drafts.resize(static_cast<std::size_t>(kept));
        last.accepted = kept;
        last.isCut = true;
    }
}

} // namespace

std::pair<double, double> writingSeconds(const Run& run)
{
    std::pair<double, double> seconds;
    for (const TokenTrace& trace : run.tokens)
        (&trace == &run.tokens.front() ? seconds.first : seconds.second) +=
            trace.times.totalMs() / 1000;
    return seconds;
}

Run beforeToken(const Run& run, int token)
{
    const int count = std::clamp(token, 0, static_cast<int>(run.tokens.size()));
    Run result;
    result.model = run.model;
    result.prompt = run.prompt;
    result.promptIds = run.promptIds;
    const auto isEarlier = [count](const auto& record) { return record.token < count; };
    std::ranges::copy_if(run.settings, std::back_inserter(result.settings), isEarlier);
    std::ranges::copy_if(run.ties, std::back_inserter(result.ties), isEarlier);
    std::ranges::copy_if(run.closeCalls, std::back_inserter(result.closeCalls), isEarlier);
    result.tokens.assign(run.tokens.begin(), run.tokens.begin() + count);
    for (int index = 0; index < count; ++index)
        takeBackCatchUp(result.tokens[static_cast<std::size_t>(index)], run.settingsAt(index),
                        count);
    std::tie(result.prefillSeconds, result.decodeSeconds) = writingSeconds(result);
    for (CellEvent event : run.events) {
        event.lastToken = std::min(event.lastToken, count - 1);
        if (event.atToken < count && event.firstToken <= event.lastToken)
            result.events.push_back(event);
    }
    result.rounds = run.rounds;
    cutRounds(result.rounds, count);
    return result;
}

} // namespace exitscope

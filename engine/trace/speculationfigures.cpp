#include "trace/speculationfigures.h"

#include "trace/staircasehistory.h"

#include <algorithm>

namespace exitscope {

SpeculationFigures speculationFiguresOf(const Run& run)
{
    SpeculationFigures figures;
    figures.rounds = static_cast<int>(run.rounds.size());
    for (std::size_t index = 0; index < run.rounds.size(); ++index) {
        const SpeculationRound& round = run.rounds[index];
        const int drafts = static_cast<int>(round.drafts.size());
        const int accepted = std::clamp(round.accepted, 0, drafts);
        figures.drafted += drafts;
        figures.accepted += accepted;
        figures.tokens += tokensOfRound(run, index);
        if (round.drafts.size() > figures.positions.size())
            figures.positions.resize(round.drafts.size());
        for (int place = 0; place < drafts; ++place) {
            DraftPosition& at = figures.positions[static_cast<std::size_t>(place)];
            ++at.drafted;
            ++(place < accepted ? at.accepted : place == accepted ? at.rejected : at.unchecked);
        }
    }
    return figures;
}

} // namespace exitscope

#pragma once

#include "trace/run.h"

#include <optional>
#include <vector>

namespace exitscope {

/// What became of the drafts at one place of their rounds.
struct DraftPosition
{
    int drafted = 0;
    int accepted = 0;
    int rejected = 0;  ///< the first of the round that the whole model did not choose
    int unchecked = 0; ///< after a rejected one, so that nothing is known of them

    /// accepted / drafted, 0..1; 0 without drafts.
    double acceptedShare() const { return drafted > 0 ? double(accepted) / drafted : 0; }
    /// Of those that were checked; nothing where none was.
    std::optional<double> acceptedOfChecked() const
    {
        const int checked = accepted + rejected;
        return checked > 0 ? std::optional(double(accepted) / checked) : std::nullopt;
    }
    bool operator==(const DraftPosition&) const = default;
};

/// How speculation went over a run.
struct SpeculationFigures
{
    std::vector<DraftPosition> positions; ///< by place in the round, 0-based
    int rounds = 0;
    int drafted = 0;
    int accepted = 0;
    int tokens = 0; ///< that came from rounds: those accepted and the whole model's own

    int wasted() const { return drafted - accepted; }
    /// accepted / drafted, 0..1; 0 without drafts.
    double acceptanceRate() const { return drafted > 0 ? double(accepted) / drafted : 0; }
    double tokensPerRound() const { return rounds > 0 ? double(tokens) / rounds : 0; }
    bool operator==(const SpeculationFigures&) const = default;
};

SpeculationFigures speculationFiguresOf(const Run& run);

} // namespace exitscope

#pragma once

#include "trace/cost.h"
#include "trace/tokendiff.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// How near one run was, where two part, to writing the other's token instead of its own. By the
/// layer that decided: the exit, or the last where the whole model verified. Probabilities at T = 1
/// before penalties, NaN where they were not recorded.
struct DivergenceMargin
{
    int layer = -1; ///< 0-based, that decided; -1 where the run has no token there
    double own = std::numeric_limits<double>::quiet_NaN();
    double other = std::numeric_limits<double>::quiet_NaN(); ///< of the other run's token
    /// Logit of the own token less that of the other's: from a recorded close call, else
    /// ln(own / other).
    double logitGap = std::numeric_limits<double>::quiet_NaN();
    bool closeCall = false; ///< the two logits lay within rounding of one another
    bool tie = false;       ///< the exit hung on rounding: a score next to its threshold
};

/// Logit gap below which a choice counts as close: odds below e^0.5, about 5 to 3.
inline constexpr double closeLogits = 0.5;

enum class DivergenceCause
{
    Unknown,
    ExitA,    ///< A's last layer would have said what B says
    ExitB,    ///< B's last layer would have said what A says
    ChosenA,  ///< the user put A's token in the place of the model's
    ChosenB,  ///< the same in B
    Sampling, ///< a token was drawn that was not the likeliest
    Rounding, ///< close in one run, and nothing else explains it
};

/// The first token that two runs do not share.
struct Divergence
{
    int tokenA = -1; ///< index in the run; -1: A ended before
    int tokenB = -1;
    DivergenceMargin a;
    DivergenceMargin b;
    DivergenceCause cause = DivergenceCause::Unknown;

    bool isClose() const;
};

/// A token that both runs wrote.
struct TokenPair
{
    int a = 0;
    int b = 0;
    int exitDifference = 0;    ///< layer of B's exit less that of A's; 0 where the depths differ
    double msDifference = 0.0; ///< wall time of B's token less that of A's
};

struct RunTotals
{
    RunSummary summary;
    CostBreakdown cost;
};

/// Two runs beside one another. A value, complete without them.
struct RunComparison
{
    bool byIds = true;      ///< tokens are the same by id; else by their bytes
    bool sameDepth = true;  ///< the models have as many layers, so that exits compare
    bool samePrompt = true; ///< the same prompt tokens, or text where the ids mean different things
    int commonTokensA = 0;  ///< tokens before the divergence
    int commonTokensB = 0;  ///< the same as in A unless compared by bytes
    std::optional<Divergence> divergence; ///< nothing where the texts are the same
    /// Of the tokens; by bytes a segment that is the same may be cut into tokens otherwise.
    std::vector<Segment> segments;
    std::vector<TokenPair> pairs; ///< tokens of the same segments, in order
    RunTotals a;
    RunTotals b;

    /// Pairs before the divergence: they saw the same context.
    int pairsInCommon() const;
    /// Mean of exitDifference and msDifference over the first `count` pairs; nothing without any.
    std::optional<double> meanExitDifference(int count) const;
    std::optional<double> meanMsDifference(int count) const;
};

/// O((tokens + edits) * 512) at worst; see diffTokens.
RunComparison compareRuns(const Run& a, const Run& b);

} // namespace exitscope

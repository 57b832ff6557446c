#pragma once

#include "trace/replay.h"

#include <vector>

namespace exitscope {

/// Where a predictor that knew the last layer's answer would let each token out: what no rule can
/// beat without changing a token. Of tokens whose layers up to there were not all recorded nothing
/// is known.
struct Oracle
{
    /// Earliest layer whose top-1 is that of the last layer, 0-based; -1 where it is not known. The
    /// ceiling: a deeper layer may change its mind and come back, but a token that left here would
    /// have been the same. Source: LayerSkip (Elhoushi et al. 2024), "Exiting
    /// earlier in LLMs".
    std::vector<int> reached;
    /// Earliest layer from which on the top-1 stays that of the last layer, for comparison.
    std::vector<int> settled;
    ReplayTotals reachedTotals;
    ReplayTotals settledTotals;
};

Oracle oracleOf(const Run& run);

/// A token that the run chose otherwise than the last layer would have.
struct WrongExit
{
    int token = 0;   ///< index in the run
    int layer = 0;   ///< at which it left, 0-based
    int chosen = -1; ///< id that was emitted; of one drawn, or chosen by the user, the top-1 there
    int fullDepth = -1; ///< top-1 of the last layer
    bool operator==(const WrongExit&) const = default;
};

/// In the order of the text; without tokens whose ids are not known. A token that left at the last
/// layer is none, nor is one that was only drawn otherwise. Under the K/V policies `holes` and
/// `copy` the last layer is what it was in this run, not in one at full depth.
std::vector<WrongExit> wrongExits(const Run& run);

} // namespace exitscope

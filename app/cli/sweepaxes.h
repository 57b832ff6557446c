#pragma once

#include "cli/benchmarkoptions.h"
#include "results/sweepresult.h"

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// What `sweep` varies, as the user gave it.
struct GridOptions
{
    /// Numbers one after another, as the original sweep has them.
    struct Range
    {
        std::optional<int> first, last, step;
        bool isGiven() const { return first || last || step; }
    };

    std::string exitLayers; ///< a list or range; empty: not given
    std::string drafts;     ///< likewise
    std::string threshold;  ///< likewise
    std::string vary;       ///< criterion whose threshold it is; empty: the only one
    Range exitLayerRange;
    Range draftRange;
};

void addGridOptions(CLI::App& command, GridOptions& options);

/// The sides of the grid that were asked for. Of speculation the original sweep has both: where no
/// side is named, or one as a Range, what is missing is exit layers 1 to 15, or one less than
/// `layers`, and 1 to 6 drafts. Throws Error(WrongUse).
std::vector<SweepAxis> axesOf(const GridOptions& options, const MeasureOptions& run, int layers);

} // namespace exitscope

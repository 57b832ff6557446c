#pragma once

#include "cli/sweepaxes.h"

#include <string>

namespace exitscope {

/// What `sweep` was asked to measure.
struct SweepOptions : MeasureOptions
{
    GridOptions grid;
    std::string quality;   ///< empty: as the data allow
    std::string outputDir; ///< empty: nothing is written
    std::string plot;      ///< empty: none
    bool resume = false;
    bool json = false;
};

/// Defines the options of `sweep` on `command`, filling `options`.
void addSweepOptions(CLI::App& command, SweepOptions& options);

/// Measures every place of the grid and reports; 0, or 1 where it was interrupted or a result could
/// not be written. Throws Error.
int runSweepCommand(SweepOptions options);

} // namespace exitscope

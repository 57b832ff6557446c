#pragma once

#include "cli/benchmarkoptions.h"

#include <string>

namespace CLI {
class App;
}

namespace exitscope {

/// What `benchmark` was asked to measure.
struct BenchmarkOptions : MeasureOptions
{
    std::string outputDir; ///< empty: nothing is written
    std::string shard = "0/1";
    bool resume = false;
    bool saveRuns = false;
    bool json = false;
};

/// Defines the options of `benchmark` on `command`, filling `options`.
void addBenchmarkOptions(CLI::App& command, BenchmarkOptions& options);

/// Measures and reports; 0, or 1 where it was interrupted, every item was skipped or a result could
/// not be written. Throws Error.
int runBenchmarkCommand(BenchmarkOptions options);

} // namespace exitscope

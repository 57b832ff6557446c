#pragma once

#include "cli/runoptions.h"

#include <string>

namespace exitscope {

/// What `correctness` was asked to compare.
struct CorrectnessOptions : RunOptions
{
    CorrectnessOptions() { settings.sampling.sample = false; }

    std::string prompts;
    std::string dataset;
    std::string dataPath;
    int numSamples = 0; ///< 0: all
    std::string outputDir;
};

/// Defines the options of `correctness` on `command`, filling `options`.
void addCorrectnessOptions(CLI::App& command, CorrectnessOptions& options);

/// Compares and reports; 0, or 1 where a text really differs, the check was cut short or a result
/// could not be written. Throws Error.
int runCorrectness(CorrectnessOptions options);

} // namespace exitscope

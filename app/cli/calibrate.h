#pragma once

#include "cli/runoptions.h"

#include <string>

namespace exitscope {

/// What `calibrate` was asked to find. The rule's own options say what it is found for.
struct CalibrateOptions : RunOptions
{
    CalibrateOptions()
    {
        settings.sampling.sample = false;
        settings.maxSteps = 64;
    }

    double risk = 0.05;
    double confidence = 0.9;
    std::string vary; ///< criterion whose threshold is looked for; empty: the only one
    std::string sweep = "constant";
    int points = 64;
    std::string prompts; ///< this and dataset empty: the bundled ones
    std::string dataset;
    std::string dataPath;
    int numPrompts = 0; ///< 0: all
    double heldOut = 0.25;
    bool json = false;
    std::string outputDir;
};

/// Defines the options of `calibrate` on `command`, filling `options`.
void addCalibrateOptions(CLI::App& command, CalibrateOptions& options);

/// Looks for a threshold that keeps the risk and reports. Returns 0, also where no threshold
/// qualifies, which is a result too; 1 where it was interrupted or a result could not be written.
/// Throws Error.
int runCalibrate(CalibrateOptions options);

} // namespace exitscope

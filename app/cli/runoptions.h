#pragma once

#include "cli/ruleoptions.h"
#include "options/runsettings.h"

namespace CLI {
class App;
}

namespace exitscope {

/// Whether exit_layer and num_speculations are one number each, or the command varies them and
/// defines options of its own.
enum class Numbers
{
    Fixed,
    Varied
};

/// Define the options on `command`, filling `options`.
void addModelOptions(CLI::App& command, RunOptions& options);
void addSamplingOptions(CLI::App& command, RunOptions& options);
/// Of the rule, of every criterion, the strategy and the K/V policy.
void addExitOptions(CLI::App& command, RunOptions& options, Numbers numbers = Numbers::Fixed);

/// Tells on standard error which parameters belong to no chosen criterion; they matter only to the
/// scores of a watched run.
void noteUnusedParameters(const RunOptions& options);

} // namespace exitscope

#pragma once

#include "cli/ruleoptions.h"
#include "decode/session.h"
#include "trace/settings.h"

#include <string>

namespace CLI {
class App;
}

namespace exitscope {

/// A model and how it decodes: what every command that writes text shares. The defaults are those
/// of the original implementation.
struct RunOptions
{
    std::string model; ///< folder or org/name; empty: the bundled model
    LoadOptions load;

    Settings settings; ///< complete but for the rule, once checked
    RuleOptions rule;
    std::string strategy = "autoregressive";
    std::string kv = "exact";
    std::string scoring = "exact";
};

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

/// Completes what the parser cannot, and refuses what no model could run. Throws Error(WrongUse).
void checkRunOptions(RunOptions& options);

/// Tells on standard error which parameters belong to no chosen criterion; they matter only to the
/// scores of a watched run.
void noteUnusedParameters(const RunOptions& options);

/// The settings with the rule for a checkpoint with these `recommended` values and that many
/// `layers`. Throws Error(WrongUse).
Settings settingsFor(const RunOptions& options, const RecommendedValues& recommended, int layers);

} // namespace exitscope

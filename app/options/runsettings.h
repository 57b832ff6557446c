#pragma once

#include "decode/session.h"
#include "options/exitrule.h"
#include "trace/settings.h"

#include <string>

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

/// Completes what the parser cannot, and refuses what no model could run. Throws Error(WrongUse).
void checkRunOptions(RunOptions& options);

/// The settings with the rule for a checkpoint with these `recommended` values and that many
/// `layers`. Throws Error(WrongUse).
Settings settingsFor(const RunOptions& options, const RecommendedValues& recommended, int layers);

} // namespace exitscope

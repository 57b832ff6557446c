#pragma once

#include "options/exitrule.h"

namespace CLI {
class App;
}

namespace exitscope {

/// Defines the options on `command`, filling `options`: of the rule, and of every criterion.
void addRuleOptions(CLI::App& command, RuleOptions& options);
void addCriterionOptions(CLI::App& command, RuleOptions& options);

} // namespace exitscope

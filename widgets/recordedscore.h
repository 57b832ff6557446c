#pragma once

#include "exit/rule.h"
#include "trace/run.h"

#include <optional>

namespace exitscope {

/// The rule that had a say under `settings`: none where the strategy does not ask it.
const Rule& ruleInForce(const Settings& settings);

/// The rules in force at the tokens of a run, with their thresholds worked out for all layers while
/// one rule holds: what they say of a layer is then a comparison. One owner, on its thread.
class RulesInForce
{
public:
    /// What ruleInForce says of that token, until the next call.
    const Rule& at(const Run& run, int token);

private:
    Rule m_rule;  ///< as it stands in the settings
    Rule m_ready; ///< the same with thresholds by layer
    ModelShape m_shape{0, 0};
};

/// Whether the same criteria rule, in the same order and combination, whatever their thresholds.
bool hasCriteriaOf(const Rule& rule, const Rule& other);

/// Whether the parameter moves the threshold, rather than the score: own thresholds replace it.
bool shapesThreshold(const Criterion& criterion, const ParameterInfo& info);

/// What `condition` would have measured at `layer` of token `token` of `run`, from what was
/// recorded there; NaN where that is not known (a layer that was not scored, an entropy at a
/// temperature that was not kept).
float recordedScore(const Run& run, int token, const Condition& condition, int layer);

/// The layer at which `rule` would have let that token out among the first `depth` layers; nothing
/// where a score on the way is not known.
std::optional<int> recordedExit(const Run& run, int token, const Rule& rule, int depth);

/// The condition on which `rule` hung at the token's exit, else its first; nullptr without any.
const Condition* decisiveAtExit(const Run& run, int token, const Rule& rule);

} // namespace exitscope

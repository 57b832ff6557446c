#pragma once

#include "trace/run.h"

#include <string>
#include <vector>

namespace exitscope {

/// What the document of a run says besides the run itself.
struct DocumentOptions
{
    bool hasText = true; ///< false: no tokenizer, so "text" is null
    /// Whose scores and thresholds a watched run reports; the run's own replace those of the same
    /// criterion. Empty: every criterion at its defaults.
    std::vector<Condition> conditions;
};

/// The run as one line of JSON, format version 1, for other programs: model, settings, prompt_ids,
/// tokens, text, finish_reason, exit_layers, scores and thresholds (per token, per layer, by
/// criterion; only of a watched run), ties, timing (with the parts of CostBreakdown in seconds), of
/// a run that was watched under Scoring::Preview preview (compared, differs, exit_layers), and of a
/// run that speculated speculation: drafted, accepted, acceptance_rate, roles (per token), rounds
/// with their drafts, close_calls. Valid UTF-8; what is not finite is null.
std::string generateDocument(const Run& run, const DocumentOptions& options = {});

} // namespace exitscope

#pragma once

#include "trace/run.h"

#include <string>
#include <vector>

namespace exitscope {

/// What the document of a run says besides the run itself.
struct DocumentOptions
{
    bool hasText = true; ///< false: no tokenizer, so "text" is null
    /// Rules whose scores and thresholds a watched run reports; the run's own replaces the one of
    /// the same criterion. Empty: every criterion at its defaults.
    std::vector<Rule> rules;
};

/// The run as one line of JSON, format version 1, for other programs: model, settings, prompt_ids,
/// tokens, text, finish_reason, exit_layers, scores and thresholds (per token, per layer, by
/// criterion; only of a watched run), ties, timing. Valid UTF-8; what is not finite is null.
std::string generateDocument(const Run& run, const DocumentOptions& options = {});

} // namespace exitscope

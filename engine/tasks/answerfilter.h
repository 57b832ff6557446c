#pragma once

#include "tasks/evaltask.h"

#include <string>

namespace exitscope {

/// What `filter` takes out of `text`: of all matches the chosen one's first group that holds
/// something, or the match itself where the pattern has no groups; its fallback where nothing
/// matches. As the harness's regex filter, of which the first result counts.
std::string filtered(const AnswerFilter& filter, const std::string& text);

/// Whether the two are equal after `options` were applied to both, as exact_match of Hugging Face's
/// evaluate, which the harness uses.
bool isSameAnswer(std::string prediction, std::string reference, const MatchOptions& options);

} // namespace exitscope

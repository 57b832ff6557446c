#pragma once

#include "trace/settings.h"

#include <QString>

#include <string_view>

namespace exitscope {

/// What changed from `before` to `after`, in a few words for a mark in a view, for example
/// "similarity threshold 0.95 → 0.9"; empty where nothing that a reader sees has changed.
QString describeChange(const Settings& before, const Settings& after);

/// A title or label of a criterion, translated.
QString criterionText(std::string_view text);

/// The criterion's name, or that there is none.
QString ruleTitle(const Rule& rule);

/// The rule in a few words, for example "Cosine similarity (similarity threshold 0.95)".
QString describeRule(const Rule& rule);

} // namespace exitscope

#pragma once

#include "trace/run.h"

#include <QString>

#include <string_view>

namespace exitscope {

/// What changed from `before` to `after`, in a few words for a mark in a view, for example
/// "similarity threshold 0.95 → 0.9"; empty where nothing that a reader sees has changed.
QString describeChange(const Settings& before, const Settings& after);

/// A title or label of a criterion, translated.
QString criterionText(std::string_view text);

/// The criteria's names, joined by "or" or "and", or that there are none.
QString ruleTitle(const Rule& rule);

/// The rule in a few words, for example "Cosine similarity (similarity threshold 0.95)".
QString describeRule(const Rule& rule);

/// What decides on the tokens, without figures: the rule's title, or the strategy with it.
QString decisionTitle(const Settings& settings);

/// The same with figures.
QString describeDecision(const Settings& settings);

QString strategyTitle(Strategy strategy);
QString policyTitle(KvPolicy policy);
/// The same in the middle of a sentence.
QString policyInSentence(KvPolicy policy);

/// How often a preview would have decided otherwise, in a sentence.
QString previewText(const RunSummary& summary);

/// How a token came to be written, in a word or two.
QString roleText(TokenRole role);

} // namespace exitscope

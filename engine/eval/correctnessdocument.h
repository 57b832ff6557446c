#pragma once

#include "eval/correctness.h"
#include "tokenizer/tokenizer.h"

#include <string>

namespace exitscope {

/// The report as one line of JSON, format version 1: model, settings, dataset, versions, samples
/// (with their first difference, or the reason why they were skipped), summary. `tokenizer` spells
/// the tokens; null where there is none. Valid UTF-8; what is not finite is null.
std::string correctnessDocument(const CorrectnessReport& report, const Tokenizer* tokenizer);

/// The same for people: a line for each difference, then the figures.
std::string correctnessText(const CorrectnessReport& report, const Tokenizer* tokenizer);

} // namespace exitscope

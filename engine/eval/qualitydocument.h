#pragma once

#include "eval/quality.h"

#include <string>

namespace exitscope {

/// What came out, as one line of JSON: {"format_version":1, "model", "text", "tokens", "window",
/// "cancelled", "versions", "dtypes":[{"dtype", "weight_bytes", "perplexity", "same_top1",
/// "mean_kl", "exits":{criterion:{"same_exit", "mean_exit_layer"}}}]}; shares are 0 to 1.
std::string qualityDocument(const QualityReport& report);

/// The same as tables for people: one of the dtypes, one of the exits.
std::string qualityText(const QualityReport& report);

} // namespace exitscope

#pragma once

#include "exit/rule.h"

#include <string>

namespace exitscope {

/// Whether parameter `name` of `condition` moves thresholds and does nothing else, so that it means
/// nothing where thresholds are given by layer.
bool movesOnlyThresholds(const Condition& condition, std::string_view name,
                         const ModelShape& shape);

/// `rule` as options of the command line, with every parameter that matters, so that they mean the
/// same whatever the checkpoint recommends: for example "--criteria cosine_similarity
/// --similarity_threshold 0.97". Numbers read back as they were.
std::string ruleAsOptions(const Rule& rule, const ModelShape& shape);

} // namespace exitscope

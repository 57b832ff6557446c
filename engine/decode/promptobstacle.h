#pragma once

#include "base/error.h"

#include <optional>
#include <span>
#include <vector>

namespace exitscope {

struct ModelConfig;

/// Why the model cannot run `ids`: PromptEmpty, PromptTooLong, or WrongUse for an id outside the
/// vocabulary; nothing where it can.
std::optional<Error> obstacleTo(const std::vector<int>& ids, const ModelConfig& config);

/// The same for the ids alone. `where` begins the sentence: "The prompt".
std::optional<Error> foreignId(std::span<const int> ids, const ModelConfig& config,
                               const char* where);

} // namespace exitscope

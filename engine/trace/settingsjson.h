#pragma once

#include "trace/jsonnode.h"
#include "trace/settings.h"

namespace exitscope {

/// `settings` under the names of the command line's options, the rule's parameters included.
nlohmann::json settingsToJson(const Settings& settings);

/// Throws Error(FileDamaged), or Error(Unsupported) for a criterion that this version lacks.
Settings settingsFromJson(const JsonNode& node);

} // namespace exitscope

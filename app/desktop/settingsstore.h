#pragma once

#include "trace/settings.h"

#include <optional>

namespace exitscope {

/// Keeps the rule panel's settings between sessions, in QSettings.
void storeSettings(const Settings& settings);
/// Nothing where none were kept, or they are not understood.
std::optional<Settings> storedSettings();

} // namespace exitscope

#pragma once

#include "trace/settings.h"

#include <optional>

namespace exitscope {

class HeatmapView;

/// Keeps the rule panel's settings between sessions, in QSettings.
void storeSettings(const Settings& settings);
/// Nothing where none were kept, or they are not understood.
std::optional<Settings> storedSettings();

/// The same for what the heatmap shows: quantity, colours and their scale,
/// firing border.
void storeView(const HeatmapView& view);
void restoreView(HeatmapView& view);

} // namespace exitscope

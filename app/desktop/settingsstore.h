#pragma once

#include "trace/settings.h"

#include <optional>

namespace exitscope {

class HeatmapView;
class WhatIfView;

/// Keeps the rule panel's settings between sessions, in QSettings.
void storeSettings(const Settings& settings);
/// Nothing where none were kept, or they are not understood.
std::optional<Settings> storedSettings();

/// The same for what the heatmap shows: quantity, colours and their scale,
/// firing border.
void storeView(const HeatmapView& view);
void restoreView(HeatmapView& view);
/// As at the first start.
void resetView(HeatmapView& view);

/// The same for how the What-if tab varies thresholds.
void storeWhatIf(const WhatIfView& view);
void restoreWhatIf(WhatIfView& view);

} // namespace exitscope

#pragma once

#include "base/libraryversion.h"

#include <vector>

namespace exitscope {

/// Qt, as loaded and as built with where they differ, and QCustomPlot.
std::vector<LibraryVersion> widgetLibraries();

} // namespace exitscope

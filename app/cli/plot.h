#pragma once

#include "base/error.h"
#include "trace/run.h"

#include <filesystem>

namespace exitscope {

/// Draws the heatmap of `run` to a .png, .pdf or .svg; needs no display. Call once per process.
Status plotRun(const Run& run, const std::filesystem::path& file);

} // namespace exitscope

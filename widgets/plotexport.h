#pragma once

#include "base/error.h"
#include "widgets/colormap.h"
#include "widgets/colorrange.h"
#include "widgets/exportable.h"
#include "widgets/heatmapquantity.h"

#include <QFont>
#include <QGuiApplication>
#include <QSize>

#include <filesystem>
#include <vector>

namespace exitscope {

/// What an exported picture shows.
struct PlotOptions
{
    HeatmapQuantity quantity;
    ColorMapKind colorMap = ColorMapKind::Viridis; ///< of one-sided quantities
    ScaleChoice scale;                             ///< all tokens are shown
    bool contour = false;                          ///< border of the cells at which the rule fires
    /// By token the exit layer under another rule, as HeatmapScene has it; empty: not shown.
    std::vector<int> otherExits = {};
    int otherToken = -1; ///< the first that would be another under that rule; -1: none
    bool dark = false;
    QSize size; ///< logical pixels; empty: as wide as the run needs, within reason
    QFont font = QGuiApplication::font();
};

/// The heatmap of `run` with its exits; of `options` everything but theme, size and font.
PlotPicture heatmapPicture(const std::shared_ptr<const Run>& run, const PlotOptions& options);

/// Draws that into `file` as writePicture does, PNG at two pixels a logical one. Needs a
/// QGuiApplication; any thread. Errors: WrongUse (a run without tokens, another ending),
/// WriteFailed (no memory for so large a picture, or the system's reason).
Status exportPlot(const Run& run, const std::filesystem::path& file,
                  const PlotOptions& options = {});

} // namespace exitscope

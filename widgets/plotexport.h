#pragma once

#include "base/error.h"
#include "widgets/colormap.h"
#include "widgets/colorrange.h"
#include "widgets/heatmapquantity.h"

#include <QFont>
#include <QGuiApplication>
#include <QSize>

#include <filesystem>

namespace exitscope {

/// What an exported picture shows.
struct PlotOptions
{
    HeatmapQuantity quantity;
    ColorMapKind colorMap = ColorMapKind::Viridis; ///< of one-sided quantities
    ScaleChoice scale;                             ///< all tokens are shown
    bool contour = false;                          ///< border of the cells at which the rule fires
    bool dark = false;
    QSize size; ///< logical pixels; empty: as wide as the run needs, within reason
    QFont font = QGuiApplication::font();
};

/// Draws the heatmap of `run` with its exits into `file`: PNG (two pixels a logical one), SVG or
/// PDF by its extension. SVG holds text as paths; both vector formats hold cells as rectangles. The
/// file appears whole or not at all, unless it is a device. Needs a QGuiApplication; any thread, as
/// nothing but `run` and `options` is read and no widget or pixmap takes part.
/// Errors: WrongUse (a run without tokens, another extension), WriteFailed (no memory
/// for so large a picture, or the system's reason).
Status exportPlot(const Run& run, const std::filesystem::path& file,
                  const PlotOptions& options = {});

} // namespace exitscope

#pragma once

#include "widgets/heatmapscene.h"

#include <QImage>

namespace exitscope {

class ColorMap;

/// The cells of a heatmap: their colours, and the patterns that tell apart what ran late (slanted
/// lines), was given the K/V of the exit (dots), ran unscored (level lines) or did not run (blank).
///
/// Where columns would be narrower than a pixel, neighbouring tokens share one, and each of its
/// cells is filled like a bar: the colour is the mean of their values and reaches as high as the
/// share of tokens that have one; above it follow, by their shares, those caught up later without a
/// value, copied and unscored ones; what is left blank did not run. Slanted lines over the upper
/// part of the colour are tokens that were caught up later and have a value. Where a cell is too
/// low for that, neighbouring columns round differently, so that shares are right on average.

/// As pixels, at once: for the screen and PNG. Clips itself to the plot. `image` is where they are
/// put together; kept from one frame to the next, it saves asking for its memory anew.
void drawCellPicture(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors,
                     QImage& image);

/// As rectangles, for vector formats, in columns of at least two pixels. Each clips itself.
void drawCells(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors);
void drawCellStates(QPainter& painter, const HeatmapScene& scene);

} // namespace exitscope

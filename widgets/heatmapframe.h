#pragma once

#include "widgets/heatmapscene.h"

#include <QMarginsF>

namespace exitscope {

class ColorMap;

/// What stands around the cells' area of a heatmap: axes, colour bar, legend.

/// Room that they take around the plot, for `columnWidth` pixels a token and labels of `values`.
QMarginsF frameMargins(const PlotStyle& style, const HeatmapValues& values, double columnWidth);

/// Width left for the plot in a picture of `width`; what columnWidth is reckoned from.
double plotWidth(const PlotStyle& style, const HeatmapValues& values, double width);

/// Frame, layer numbers, and token texts where there is room, else token numbers.
void drawAxes(QPainter& painter, const HeatmapScene& scene);
/// Bar with round numbers and the quantity's name, to the right of the plot.
void drawColorBar(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors);
/// What the line and the cells without colour mean, in the last row below the plot.
void drawLegend(QPainter& painter, const HeatmapScene& scene);

} // namespace exitscope

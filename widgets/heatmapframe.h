#pragma once

#include "widgets/heatmaplabels.h"
#include "widgets/heatmapscene.h"

#include <QMarginsF>

namespace exitscope {

class ColorMap;

/// What stands around the cells' area of a heatmap: axes, colour bar, legend.

/// Room that they take around the plot, for `columnWidth` pixels a token and labels of `values`;
/// left and right do not depend on the first.
QMarginsF frameMargins(const PlotStyle& style, const HeatmapValues& values, double columnWidth);

/// Width left for the plot in a picture of `width`; what columnWidth is reckoned from.
double plotWidth(const PlotStyle& style, const HeatmapValues& values, double width);

/// The plot in whole pixels inside `room` where `tokenSpan` tokens are visible; never empty.
QRectF plotArea(const PlotStyle& style, const HeatmapValues& values, const QRectF& room,
                double tokenSpan);

/// Frame, layer numbers, and token texts where there is room, else token numbers.
void drawAxes(QPainter& painter, const HeatmapScene& scene, const HeatmapLabels& labels);
/// Bar with round numbers, the quantity's name and what its range is, to the right of the plot.
void drawColorBar(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors,
                  const HeatmapLabels& labels);
/// What the lines and the cells without colour mean, in the last row below the plot. Where several
/// tokens share a column, the row above says how many, and how they are shown.
void drawLegend(QPainter& painter, const HeatmapScene& scene);

} // namespace exitscope

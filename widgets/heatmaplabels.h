#pragma once

#include "widgets/heatmapscene.h"

#include <QPolygonF>
#include <QTransform>

namespace exitscope {

/// How tokens are named below the plot.
enum class TokenLabels
{
    Upright,
    Slanted,
    Numbers
};

/// By the width of a column, pixels.
TokenLabels tokenLabelsFor(const PlotStyle& style, double columnWidth);
/// Height of a slanted label, pixels.
qreal slantedHeight(const PlotStyle& style);

/// One label around the plot: `text` inside `box`, both turned and moved by `place`.
struct HeatmapLabel
{
    QString text;
    QRectF box;
    QTransform place;
    Qt::Alignment alignment = Qt::AlignCenter;
    int index = 0; ///< token or layer, or which tick of the colour bar
    QPointF tick;  ///< where its tick begins

    QPolygonF outline() const { return place.map(QPolygonF(box)); }
};

/// All labels around the plot; none lies on another.
struct HeatmapLabels
{
    std::vector<HeatmapLabel> layers;
    std::vector<HeatmapLabel> bar;
    std::vector<HeatmapLabel> tokens;
};

/// The colour bar, to the right of the plot.
QRectF colorBar(const HeatmapGeometry& geometry);
/// Ticks of the colour bar as shares of its height from the bottom, with their labels.
std::vector<std::pair<double, QString>> barTicks(const HeatmapValues& values);

HeatmapLabels labelsOf(const HeatmapScene& scene);

} // namespace exitscope

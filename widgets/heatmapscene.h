#pragma once

#include "widgets/firingcells.h"
#include "widgets/heatmapvalues.h"
#include "widgets/plotstyle.h"
#include "widgets/tokentexts.h"

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <cmath>
#include <span>

namespace exitscope {

/// Where cells lie in a picture: token t covers x from t - 0.5 to t + 0.5, layer l the same in y,
/// with layer 0 at the bottom. A value type.
struct HeatmapGeometry
{
    QRectF plot; ///< the cells' area, pixels
    double tokenLower = -0.5, tokenUpper = 0.5;
    double layerLower = -0.5, layerUpper = 0.5;

    double columnWidth() const { return plot.width() / (tokenUpper - tokenLower); }
    double rowHeight() const { return plot.height() / (layerUpper - layerLower); }
    double x(double token) const { return plot.left() + (token - tokenLower) * columnWidth(); }
    double y(double layer) const { return plot.bottom() - (layer - layerLower) * rowHeight(); }
    double tokenAt(double px) const { return tokenLower + (px - plot.left()) / columnWidth(); }
    double layerAt(double py) const { return layerLower + (plot.bottom() - py) / rowHeight(); }

    /// Box of the cells of tokens [first, last] and layers [bottom, top], cut to the plot.
    QRectF box(int first, int last, int bottom, int top) const
    {
        const QPointF topLeft(x(first - 0.5), y(top + 0.5));
        const QPointF bottomRight(x(last + 0.5), y(bottom - 0.5));
        return QRectF(topLeft, bottomRight).intersected(plot);
    }
    int firstVisible() const { return std::max(0, int(std::floor(tokenLower + 0.5))); }
    int lastVisible(int tokens) const
    {
        return std::min(tokens - 1, int(std::ceil(tokenUpper - 0.5)));
    }
    /// How many tokens share one picture column so that none is narrower than `pixels`: a power of
    /// two, so that a growing run seldom changes it.
    int tokensPer(double pixels) const
    {
        int share = 1;
        while (share * columnWidth() < pixels - 1e-9)
            share *= 2;
        return share;
    }
    /// Whether columns are so narrow that one of the picture stands for several tokens.
    bool isShared() const { return tokensPer(1) > 1; }
};

/// All that the drawing of one heatmap reads; refers to its parts, so it lives as long as one
/// paint.
struct HeatmapScene
{
    const Run& run;
    const HeatmapValues& values;
    const TokenTexts& texts;
    const PlotStyle& style;
    HeatmapGeometry geometry;
    int selectedToken = -1;
    /// By token the exit layer under another rule, -1 where it is not known; may be shorter.
    std::span<const int> otherExits = {};
    int otherToken = -1; ///< the first that would be another under that rule; -1: none
    const FiringCells* firing = nullptr; ///< where the border of the firing cells is shown
};

} // namespace exitscope

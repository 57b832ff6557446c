#pragma once

#include "widgets/comparemap.h"

#include <QString>

#include <algorithm>
#include <utility>
#include <vector>

namespace exitscope {

class ColorMap;

/// Parts of the maps of two runs, for comparemap*.cpp.

inline constexpr qreal compareBarWidth = 12;

/// One area of cells: which run it tells of, or of both.
struct ComparePanel
{
    const CompareScene& scene;
    QRectF plot;
    int layers = 1;
    bool ofA = false;
    bool ofB = false;

    bool isDifference() const { return ofA && ofB; }
    int columns() const { return scene.values.columnCount(); }
    double columnWidth() const { return plot.width() / std::max(1, columns()); }
    double rowHeight() const { return plot.height() / layers; }
    double x(double column) const { return plot.left() + column * columnWidth(); }
    /// Middle of a layer's row.
    double y(double layer) const { return plot.bottom() - (layer + 0.5) * rowHeight(); }
    float value(int column, int layer) const
    {
        const CompareValues& values = scene.values;
        return isDifference() ? values.difference(column, layer)
               : ofA          ? values.a(column, layer)
                              : values.b(column, layer);
    }
    bool stands(int column) const
    {
        const CompareColumn& at = scene.values.columns()[static_cast<std::size_t>(column)];
        return isDifference() ? at.same : ofA ? at.a >= 0 : at.b >= 0;
    }
};

/// What the colour bar says beside its ticks.
std::vector<std::pair<double, QString>> compareTicks(const CompareScene& scene);

/// Frame, layer numbers and, `withTokens`, column numbers.
void drawCompareAxes(QPainter& painter, const ComparePanel& panel, bool withTokens);
/// To the right of `plots`, the area of all maps.
void drawCompareBar(QPainter& painter, const CompareScene& scene, const QRectF& plots,
                    const ColorMap& colors);
/// A sample of each mark with its meaning, as many as there is room for.
void drawCompareLegend(QPainter& painter, const CompareScene& scene, const QRectF& row);

} // namespace exitscope

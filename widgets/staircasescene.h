#pragma once

#include "trace/staircasehistory.h"
#include "widgets/heatmapscene.h"

#include <QMarginsF>

#include <vector>

namespace exitscope {

/// All that the drawing of a staircase reads; refers to its parts, so it lives as long as one
/// paint.
struct StaircaseScene
{
    HeatmapScene frame; ///< run, texts, style and where the cells lie
    const StaircaseHistory& history;
    const StaircaseState& state;            ///< after `step`
    int step = 0;                           ///< cells that came later are not drawn
    const std::vector<CellOrigin>& origins; ///< those that the legend explains

    int layers() const { return frame.run.model.layers; }
    /// What the cell of a written token held after the step; Never where it held nothing yet.
    CellOrigin shownAt(int token, int layer) const
    {
        return history.originAfter(step, token, layer);
    }
};

/// Room that axes and legend take around the cells in a picture of `width`.
QMarginsF staircaseMargins(const PlotStyle& style, const HeatmapValues& values,
                           const std::vector<CellOrigin>& origins, double width,
                           double columnWidth);
/// `shown` with its tokens and layers laid into a picture of `size`, its plot from the margins.
HeatmapGeometry staircaseGeometry(HeatmapGeometry shown, const QSizeF& size, const PlotStyle& style,
                                  const HeatmapValues& values,
                                  const std::vector<CellOrigin>& origins);
/// What the cells and marks mean, with how many cells there are of each, below the plot.
void drawStaircaseLegend(QPainter& painter, const StaircaseScene& scene);
/// The cells, the staircase's front, the rows at the doors, axes and legend.
void drawStaircase(QPainter& painter, const StaircaseScene& scene);
/// One origin's colour and pattern.
void drawOrigin(QPainter& painter, const PlotStyle& style, const QRectF& box, CellOrigin origin);
/// Those that occur in the run, in the order of the legend. O(L).
std::vector<CellOrigin> occurringOrigins(const Run& run, const StaircaseHistory& history);

} // namespace exitscope

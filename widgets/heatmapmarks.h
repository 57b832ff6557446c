#pragma once

#include "widgets/heatmapscene.h"

namespace exitscope {

/// Columns narrower than this, in pixels, share stretches of the lines drawn over the cells (see
/// exitShare), and rounds of drafts are not shown.
inline constexpr double narrowColumn = 3;

/// What lies in the cells' area of a heatmap. Each clips itself to the plot.

/// Border between the cells at which the rule in force fires and the others, where the scene has
/// them; of narrow columns, for most of the tokens that share a stretch: see FiringCells.
void drawThresholdContour(QPainter& painter, const HeatmapScene& scene);
/// Rounds of speculation as strokes below the plot; nothing where columns are too narrow for it.
void drawRounds(QPainter& painter, const HeatmapScene& scene);
/// Exits as a stepped line with markers, open ones where a draft was corrected. Where columns are
/// narrow, the median of the tokens that share a stretch, between fine lines at their quartiles.
/// Exits under another rule are a dashed line over it.
void drawExits(QPainter& painter, const HeatmapScene& scene);
/// One mark for the visible changes [first, last] of Run::settings, which lie at [left, x] pixels,
/// less than leastMarkDistance apart; its line stands at x.
struct SettingsMark
{
    qreal x = 0, left = 0;
    std::size_t first = 0, last = 0;
};
inline constexpr qreal leastMarkDistance = 6;
/// The marks from right to left; what changed nothing has none.
std::vector<SettingsMark> settingsMarks(const HeatmapScene& scene);
/// Vertical lines where settings changed, and in the band above the plot what changed.
void drawSettingsMarks(QPainter& painter, const HeatmapScene& scene);

/// The contour, the marks of settings, the rounds and the exits, in the order in which each stays
/// visible.
void drawMarks(QPainter& painter, const HeatmapScene& scene);

/// Outlines the selected token's column, and the cell at `layer` unless it is -1.
void drawSelection(QPainter& painter, const HeatmapScene& scene, int layer);
/// Hair lines through a cell.
void drawCrosshair(QPainter& painter, const HeatmapScene& scene, int token, int layer);

/// How many tokens share a stretch of the line of exits, and of the border of the firing cells: 1
/// unless columns are narrow.
int exitShare(const HeatmapGeometry& geometry);
/// One dot of the line of exits, as the legend shows it too; open for a corrected draft.
void drawExitMarker(QPainter& painter, const PlotStyle& style, const QPointF& center, qreal radius,
                    bool isOpen = false);
/// The line of exits under another rule, casing and dashes apart: what lies below comes between.
QPen otherExitsCasing(const PlotStyle& style);
QPen otherExitsPen(const PlotStyle& style);
/// Points down from (x, top) at the first token that would be another under that rule.
void drawOtherToken(QPainter& painter, const PlotStyle& style, qreal x, qreal top);
/// One stroke for a round, from `left` to `right` below the plot's edge.
void drawRoundStroke(QPainter& painter, const PlotStyle& style, qreal left, qreal right, qreal y);

} // namespace exitscope

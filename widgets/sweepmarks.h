#pragma once

#include "widgets/plotstyle.h"
#include "widgets/sweepcontent.h"

namespace exitscope {

/// How a mark of a sweep looks.
enum class SweepSymbol
{
    Keeps,    ///< a disc
    Below,    ///< a ring: the quality is significantly below full depth's
    FullDepth ///< a diamond
};

inline constexpr double sweepMarkRadius = 4;

SweepSymbol symbolOf(const SweepMark& mark);
/// In `ink` on `ground`; the best one inside a larger ring.
void drawSweepMark(QPainter& painter, const QPointF& center, SweepSymbol symbol, bool isBest,
                   const QColor& ink, const QColor& ground);
/// What the symbols mean, from the left of `box` on, in as many lines as fit; `withFront`: and the
/// line.
void drawSweepLegend(QPainter& painter, const PlotStyle& style, const QRectF& box, bool withFront);
/// The height that it takes at `width`.
double sweepLegendHeight(const PlotStyle& style, double width, bool withFront);

} // namespace exitscope

#pragma once

#include "widgets/exportable.h"
#include "widgets/sweepcontent.h"

#include <memory>

namespace exitscope {

// The drawings of a sweep; any thread.

/// The speed-up over full depth at each place of a grid of two sides: a cell for each place,
/// contours through the cells' middles, and a mark where it was measured. Needs content.isPlane().
void drawSweepPlane(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content);

/// Quality against speed: full depth, every point, and the front of those that no other one beats.
void drawSweepFront(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content);

/// Both, or of a grid of one side the front alone, with the table of the points.
PlotPicture sweepPicture(const std::shared_ptr<const SweepResult>& sweep);

} // namespace exitscope

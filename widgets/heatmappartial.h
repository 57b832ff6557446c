#pragma once

#include "trace/partialtoken.h"
#include "widgets/heatmapscene.h"

#include <vector>

namespace exitscope {

class ColorMap;

/// The heatmap's column of a token in the making, right of the last token's. A value type.
struct PartialColumn
{
    /// `shown` holds the columns of `run`: what a cell stands for is the same.
    PartialColumn(const Run& run, const PartialToken& token, const HeatmapValues& shown);

    PartialToken token;
    /// The token as the only one of a run: where there is no other, its frame is the heatmap's.
    Run own;
    TokenTexts texts;
    HeatmapValues alone;
    std::vector<float> values; ///< of the layers so far; NaN where there is none
};

/// Draws the cells so far on the scale of `scene`'s values, the place of those to come, the exit
/// where the token has left, and `label` beside the newest cell.
void drawPartialColumn(QPainter& painter, const HeatmapScene& scene, const PartialColumn& column,
                       const ColorMap& colors, const QString& label);

} // namespace exitscope

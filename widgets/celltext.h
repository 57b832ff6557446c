#pragma once

#include "widgets/heatmapvalues.h"
#include "widgets/tokentexts.h"

#include <QString>

#include <functional>

namespace exitscope {

/// What is needed to put a cell of the heatmap into words; refers to its parts, so it lives as long
/// as one call.
struct CellTextSource
{
    const Run& run;
    const HeatmapValues& values;
    const TokenTexts& texts;
    const std::function<QString(int id)>& tokenName; ///< may be empty: then ids are shown
};

/// Token, layer, value, threshold and top prediction, a line each, for a tooltip or a screen
/// reader; the token alone for a layer outside the model.
QString cellText(const CellTextSource& source, int token, int layer);

/// Mean and states at `layer` of tokens [first, last], which share a column of the heatmap, in one
/// line.
QString sharedCellText(const HeatmapValues& values, int first, int last, int layer);

} // namespace exitscope

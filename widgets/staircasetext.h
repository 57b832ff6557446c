#pragma once

#include "widgets/staircasescene.h"

#include <QString>

namespace exitscope {

/// How a layer came to hold a column's K/V, in a few words.
QString originTitle(CellOrigin origin);

/// What a step wrote, for example "Token 12 of 96" or "Round 5: tokens 17 to 20 of 96".
QString stepTitle(const Run& run, const StaircaseHistory& history, int step);

/// The staircase after the step, and what the step carried along, in a few sentences.
QString staircaseSummary(const Run& run, const StaircaseHistory& history,
                         const StaircaseState& state, int step);

/// What the picture leaves out, and why; empty where there is nothing to say.
QString staircaseLimits(const Run& run);

/// What a column of the picture shows where `tokens` tokens share it.
QString sharedColumnsNote(int tokens);
/// How the cells of the tokens that share a column with `token` came to be at a layer, and where
/// they stand, a line each; empty where the token has a column of its own or is not written yet.
QString sharedColumnText(const StaircaseScene& scene, int token, int layer);

/// Token, layer and how the cell came to be, a line each; the token alone for a layer outside of
/// the model.
QString staircaseCellText(const StaircaseScene& scene, int token, int layer);

} // namespace exitscope

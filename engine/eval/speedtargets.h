#pragma once

#include "eval/speed.h"

namespace exitscope {

/// What the measured rows are held to: shares of what memory allows, ratios between rows, and, for
/// the shape of Llama 3.2 1B and for the bundled model, absolute figures. A row that failed has
/// targets that are not met; a goal without a row has none.
std::vector<SpeedTarget> speedTargets(const SpeedReport& report);

/// Whether the model has the shape that the absolute goals are about: Llama 3.2 1B.
bool isReferenceShape(const ModelIdentity& model);

} // namespace exitscope

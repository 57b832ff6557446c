#pragma once

#include "results/sweepresult.h"
#include "trace/settings.h"

#include <string>
#include <vector>

namespace exitscope {

/// The values that `text` names: numbers and ranges FIRST:LAST:STEP, both ends included, joined by
/// commas, for example "1,2,4" or "2:10:2". Of whole numbers the step may be left out and is 1.
/// They come out rising. Throws Error(WrongUse) with `option` for an empty list, a word that is no
/// number, a range that runs backwards or has no end, a step that is not above 0 and a value that
/// comes twice.
std::vector<double> sweepValues(const std::string& text, const std::string& option, bool whole);

/// `settings` at a place of the grid: its exit layer, drafts and thresholds in the place of theirs.
/// Throws Error(WrongUse) where the rule lacks the criterion of an axis, or for what no model with
/// `shape` can run.
Settings settingsAt(const Settings& settings, const std::vector<SweepAxis>& axes,
                    const std::vector<double>& at, const ModelShape& shape);

/// Refuses a grid of which any place cannot be run: layers that do not exist, thresholds out of
/// range, drafts where none are made. Throws Error(WrongUse).
void checkGrid(const Settings& settings, const std::vector<SweepAxis>& axes,
               const ModelShape& shape);

} // namespace exitscope

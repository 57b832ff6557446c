#pragma once

#include "results/sweepresult.h"

#include <string>

namespace exitscope {

/// A summary for people: what was varied, a row for full depth and each point, and the best one.
std::string sweepText(const SweepResult& sweep);

/// One line: a point's place, speed, speed-up and quality; of full depth where `point` is null.
std::string pointLine(const SweepResult& sweep, const SweepPoint* point);

} // namespace exitscope

#pragma once

#include "eval/calibrationrun.h"

#include <string>

namespace exitscope {

/// What a threshold that was found holds for, and what it does not; one paragraph.
std::string calibrationWarning();

/// The report as one line of JSON, format version 1: model, settings (the rule as it was given),
/// prompts with the split and what was skipped, criterion, sweep, risk and confidence, every
/// threshold that was tested with its mean loss and p-value, and the outcome: threshold,
/// layers_saved, held_out and rule_options, which are null where no threshold qualifies or the
/// calibration was cut short. Shares are 0..1. Valid UTF-8; what is not finite is null.
std::string calibrationDocument(const CalibrationReport& report);

/// The same for people, without the thresholds far from the one that was found.
std::string calibrationText(const CalibrationReport& report);

} // namespace exitscope

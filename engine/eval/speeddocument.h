#pragma once

#include "eval/speed.h"

#include <string>

namespace exitscope {

/// One line of JSON, format version 2: the machine, the rows and the targets; a number that was not
/// measured is null.
std::string speedDocument(const SpeedReport& report);

/// A table for people, with the targets below it.
std::string speedTable(const SpeedReport& report);

} // namespace exitscope

#pragma once

#include "cli/generateoptions.h"

namespace exitscope {

/// Carries out `generate`; 0, or 1 when a result could not be written. Throws Error.
int runGenerate(GenerateOptions options);

} // namespace exitscope

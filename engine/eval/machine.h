#pragma once

#include "results/benchmarkresult.h"

namespace exitscope {

/// This computer; `device` as the session was asked for, empty: cpu. What the system does not tell
/// is empty or 0.
Machine thisMachine(const std::string& device);

/// This program and its LibTorch.
ProgramVersions programVersions();

/// Now, as "2024-05-31T12:00:00Z".
std::string utcNow();

} // namespace exitscope

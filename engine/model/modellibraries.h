#pragma once

#include "base/libraryversion.h"

#include <vector>

namespace exitscope {

/// LibTorch; the file of the BLAS that it calls, where the system tells; and the kernels'
/// instruction set on this processor.
std::vector<LibraryVersion> modelLibraries();

} // namespace exitscope

#pragma once

#include "base/libraryversion.h"

#include <vector>

namespace exitscope {

/// PCRE2 and utf8proc, as loaded.
std::vector<LibraryVersion> tokenizerLibraries();

} // namespace exitscope

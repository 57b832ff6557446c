#pragma once

#include <filesystem>

namespace exitscope {

/// Folder of the model that comes with the program, or empty where none is found. Looked for in
/// this order: what EXITSCOPE_MODEL names (taken as it is), the build tree that the program lies
/// in, its installation prefix (share/exitscope/models), the source tree that it was built from.
std::filesystem::path bundledModelFolder();

} // namespace exitscope

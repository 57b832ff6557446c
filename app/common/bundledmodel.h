#pragma once

#include <filesystem>

namespace exitscope {

/// Folder of the model that comes with the program, or empty where none is found. Looked for in
/// this order: what EXITSCOPE_MODEL names (taken as it is), then as resourceFile.
std::filesystem::path bundledModelFolder();

} // namespace exitscope

#pragma once

#include <filesystem>

namespace exitscope {

/// A file that comes with the program, by its path below resources/, or empty where there is none.
/// Looked for in this order: the installation prefix of the program (share/exitscope), the build
/// tree that it lies in, the source tree that it was built from.
std::filesystem::path resourceFile(const std::filesystem::path& name);

} // namespace exitscope

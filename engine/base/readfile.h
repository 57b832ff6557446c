#pragma once

#include <filesystem>
#include <string>

namespace exitscope {

/// The whole content of a regular file; it never waits for a pipe. Throws Error(FileMissing) where
/// there is none or it cannot be read: "Cannot read `what` FILE: the system's reason; `advice`."
std::string readFile(const std::filesystem::path& file, const std::string& what,
                     const std::string& advice);

} // namespace exitscope

#pragma once

#include "base/error.h"

#include <filesystem>
#include <string_view>

namespace exitscope {

/// Error(WrongUse) where writing `file` would replace one.
Status checkIsNew(const std::filesystem::path& file);

/// Writes `content` so that `file` appears whole or not at all: beside its name first, under a name
/// that is free, then renamed. A link is followed; a device or a pipe is written directly. Errors:
/// WriteFailed with the system's reason (no space left, no permission, ...).
Status writeFile(const std::filesystem::path& file, std::string_view content);

} // namespace exitscope

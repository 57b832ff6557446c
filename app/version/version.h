#pragma once

#include <string>

namespace exitscope {

/// The program's version in a line, then what it stands on, a line each: name, a space, version.
std::string versionText();

} // namespace exitscope

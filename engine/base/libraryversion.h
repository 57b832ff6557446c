#pragma once

#include <string>

namespace exitscope {

/// A library that the program stands on, as `--version` names it.
struct LibraryVersion
{
    std::string name;
    std::string version; ///< of the library that is loaded, where it tells; else the one built with
};

} // namespace exitscope

#pragma once

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace exitscope {

/// Type names that tell, in the help too, how an option takes values.
inline constexpr const char* booleanType = "BOOL";
inline constexpr const char* listType = "TEXT...";
inline constexpr const char* promptType = "PROMPT"; ///< a text that may be empty

/// The long options of `command` by how they take values.
OptionNames optionNames(const CLI::App& command);

} // namespace exitscope

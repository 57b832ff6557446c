#pragma once

#include <filesystem>

namespace exitscope {

/// The prompts that come with the program, a fairy tale's opening in each line, or empty where they
/// are not found. Looked for as resourceFile.
std::filesystem::path bundledPromptsFile();

} // namespace exitscope

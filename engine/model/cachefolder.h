#pragma once

#include <filesystem>

namespace exitscope {

/// The user's folder for what can be made again: $EXITSCOPE_CACHE, else $XDG_CACHE_HOME/exitscope,
/// else ~/.cache/exitscope; empty where the environment names none.
std::filesystem::path cacheFolder();

} // namespace exitscope

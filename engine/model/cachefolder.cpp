#include "model/cachefolder.h"

#include <cstdlib>

namespace exitscope {

std::filesystem::path cacheFolder()
{
    const auto named = [](const char* variable) {
        const char* value = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): only read
        return std::filesystem::path(value ? value : "");
    };
    if (std::filesystem::path own = named("EXITSCOPE_CACHE"); !own.empty())
        return own;
    // The specification of base directories wants relative ones ignored.
    if (const std::filesystem::path caches = named("XDG_CACHE_HOME"); caches.is_absolute())
        return caches / "exitscope";
    const std::filesystem::path home = named("HOME");
    return home.empty() ? std::filesystem::path() : home / ".cache" / "exitscope";
}

} // namespace exitscope

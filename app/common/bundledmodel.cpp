#include "common/bundledmodel.h"

#include <cstdlib>
#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

fs::path bundledModelFolder()
{
    if (const char* named = std::getenv("EXITSCOPE_MODEL"); named && *named)
        return named;
    std::error_code unknown;
    const fs::path programs = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const fs::path& folder :
         {programs / "../../../resources/models/fable",
          programs / "../share/exitscope/models/fable", fs::path(EXITSCOPE_SOURCE_MODEL)}) {
        if (fs::exists(folder / "config.json", unknown))
            return folder.lexically_normal();
    }
    return {};
}

} // namespace exitscope

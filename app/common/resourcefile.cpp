#include "common/resourcefile.h"

#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

fs::path resourceFile(const fs::path& name)
{
    std::error_code unknown;
    const fs::path programs = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const fs::path& folder : {programs / "../share/exitscope", programs / "../../../resources",
                                   fs::path(EXITSCOPE_SOURCE_RESOURCES)}) {
        if (!folder.empty() && fs::exists(folder / name, unknown))
            return (folder / name).lexically_normal();
    }
    return {};
}

} // namespace exitscope

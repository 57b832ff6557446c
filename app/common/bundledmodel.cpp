#include "common/bundledmodel.h"

#include "common/resourcefile.h"

#include <cstdlib>

namespace exitscope {

std::filesystem::path bundledModelFolder()
{
    if (const char* named = std::getenv("EXITSCOPE_MODEL"); named && *named)
        return named;
    return resourceFile("models/fable/config.json").parent_path();
}

} // namespace exitscope

#include "common/bundledprompts.h"

#include "common/resourcefile.h"

namespace exitscope {

std::filesystem::path bundledPromptsFile()
{
    return resourceFile("prompts/fairytales.txt");
}

} // namespace exitscope

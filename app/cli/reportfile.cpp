#include "cli/reportfile.h"

#include "base/error.h"
#include "trace/writefile.h"

#include <filesystem>

namespace exitscope {

void prepareReport(const std::string& folder, const char* fileName)
{
    if (folder.empty())
        return;
    std::error_code reason;
    std::filesystem::create_directories(folder, reason);
    if (reason)
        throw Error(ErrorCode::WriteFailed, "Cannot make the folder " + folder + ": " +
                                                reason.message() + "; choose another one.");
    if (const Status isNew = checkIsNew(std::filesystem::path(folder) / fileName); !isNew)
        throw isNew.error();
}

} // namespace exitscope

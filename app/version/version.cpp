#include "version/version.h"

#include "model/modellibraries.h"
#include "tokenizer/tokenizerlibraries.h"
#include "widgets/widgetlibraries.h"

#include <nlohmann/json.hpp>

namespace exitscope {

namespace {

std::string numbers(int major, int minor, int patch)
{
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

LibraryVersion compiler()
{
#if defined(__clang__)
    return {"Clang", numbers(__clang_major__, __clang_minor__, __clang_patchlevel__)};
#else
    return {"GCC", numbers(__GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__)};
#endif
}

} // namespace

std::string versionText()
{
    std::string text = "exitscope " EXITSCOPE_VERSION;
    const std::vector<LibraryVersion> others{
        {"nlohmann/json", numbers(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                  NLOHMANN_JSON_VERSION_PATCH)},
        {"CLI11", EXITSCOPE_CLI11_VERSION},
        {"cpp-httplib", EXITSCOPE_HTTPLIB_VERSION},
        {"QtKeychain", EXITSCOPE_KEYCHAIN_VERSION},
        compiler()};
    for (const auto& libraries :
         {modelLibraries(), tokenizerLibraries(), widgetLibraries(), others}) {
        for (const LibraryVersion& library : libraries)
            text += '\n' + library.name + ' ' + library.version;
    }
    return text;
}

} // namespace exitscope

#include "tokenizer/tokenizerlibraries.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <utf8proc.h>

#include <array>

namespace exitscope {

std::vector<LibraryVersion> tokenizerLibraries()
{
    std::array<char, 64> pcre2{}; // the manual asks for 24
    pcre2_config(PCRE2_CONFIG_VERSION, pcre2.data());
    return {{"PCRE2", pcre2.data()}, {"utf8proc", utf8proc_version()}};
}

} // namespace exitscope

#include "trace/writefile.h"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

Error failed(const fs::path& file, const std::error_code& reason)
{
    return Error(ErrorCode::WriteFailed, "Cannot write " + file.string() + ": " + reason.message() +
                                             "; free some space or choose another place.");
}

/// 0, or the errno of the first step that failed; closing counts, as a full disk may show only
/// then.
int writeTo(const fs::path& file, std::string_view content)
{
    std::FILE* stream = std::fopen(file.c_str(), "wb");
    if (!stream)
        return errno;
    int reason = 0;
    if (std::fwrite(content.data(), 1, content.size(), stream) != content.size() ||
        std::fflush(stream) != 0)
        reason = errno;
    if (std::fclose(stream) != 0 && reason == 0)
        reason = errno;
    return reason;
}

} // namespace

Status writeFile(const fs::path& file, std::string_view content)
{
    std::error_code reason;
    const fs::path target =
        fs::is_symlink(file, reason) ? fs::weakly_canonical(file, reason) : file;
    if (fs::is_directory(target, reason))
        return failed(file, std::make_error_code(std::errc::is_a_directory));
    const bool special = fs::exists(target, reason) && !fs::is_regular_file(target, reason);
    const fs::path written = special ? target : fs::path(target.native() + ".part");
    if (const int code = writeTo(written, content)) {
        if (!special)
            fs::remove(written, reason);
        return failed(file, std::error_code(code, std::generic_category()));
    }
    if (special)
        return Done{};
    fs::rename(written, target, reason);
    if (reason) {
        const Error error = failed(file, reason);
        fs::remove(written, reason);
        return error;
    }
    return Done{};
}

} // namespace exitscope

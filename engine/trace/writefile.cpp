#include "trace/writefile.h"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

/// Names beside a file that are tried before it counts as not writable.
constexpr int mostAttempts = 1000;

Error failed(const fs::path& file, const std::error_code& reason)
{
    return Error(ErrorCode::WriteFailed, "Cannot write " + file.string() + ": " + reason.message() +
                                             "; free some space or choose another place.");
}

/// 0, or the errno of the first step that failed; closing counts, as a full disk may show only
/// then.
int writeTo(std::FILE* stream, std::string_view content)
{
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

/// A new file beside `target`, open for writing, and its name; null, with errno, where none can be.
std::FILE* openBeside(const fs::path& target, fs::path& name)
{
    std::FILE* stream = nullptr;
    for (int number = 1; !stream && number <= mostAttempts; ++number) {
        name = target.native() + (number == 1 ? ".part" : ".part" + std::to_string(number));
        stream = std::fopen(name.c_str(), "wbx");
        if (!stream && errno != EEXIST)
            break;
    }
    return stream;
}

} // namespace

Status checkIsNew(const fs::path& file)
{
    std::error_code unknown;
    if (fs::is_regular_file(file, unknown))
        return Error(ErrorCode::WrongUse,
                     file.string() + " exists already; name another file or remove it first.");
    return Done{};
}

Status writeFile(const fs::path& file, std::string_view content)
{
    std::error_code reason;
    const fs::path target =
        fs::is_symlink(file, reason) ? fs::weakly_canonical(file, reason) : file;
    if (fs::is_directory(target, reason))
        return failed(file, std::make_error_code(std::errc::is_a_directory));
    const bool special = fs::exists(target, reason) && !fs::is_regular_file(target, reason);
    fs::path written = target;
    std::FILE* stream = special ? std::fopen(target.c_str(), "wb") : openBeside(target, written);
    if (const int code = writeTo(stream, content)) {
        if (!special && stream)
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

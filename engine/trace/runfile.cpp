#include "trace/runfile.h"

#include "trace/runjson.h"
#include "trace/writefile.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

Error outOfMemory(const fs::path& file)
{
    return Error(ErrorCode::OutOfMemory,
                 "Not enough memory for the run in " + file.string() + "; close other programs.");
}

Error cannotRead(const fs::path& file, const std::string& reason)
{
    return Error(ErrorCode::FileMissing,
                 "Cannot read the run " + file.string() + ": " + reason + '.');
}

std::string contentOf(const fs::path& file)
{
    std::error_code ignored;
    if (fs::is_directory(file, ignored))
        throw cannotRead(file, "it is a folder; choose a file");
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    const int reason = errno;
    if (!stream)
        throw cannotRead(file, std::generic_category().message(reason));
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

Status saveRun(const Run& run, const fs::path& file)
{
    try {
        const bool asJson = file.extension() == ".json";
        return writeFile(file, encodeRun(run, asJson ? RunForm::Json : RunForm::Cbor));
    } catch (const std::bad_alloc&) {
        return outOfMemory(file);
    }
}

Result<Run> loadRun(const fs::path& file)
{
    std::string content;
    try {
        content = contentOf(file);
        return decodeRun(content);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::FileMissing)
            return error;
        std::string sentence = "Cannot open the run " + file.string() + ": " + error.what();
        if (!sentence.ends_with('.'))
            sentence += '.';
        return Error(error.code(), sentence);
    } catch (const std::bad_alloc&) {
        return outOfMemory(file);
    }
}

} // namespace exitscope

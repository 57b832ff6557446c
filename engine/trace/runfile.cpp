#include "trace/runfile.h"

#include "base/readfile.h"
#include "trace/runjson.h"
#include "trace/writefile.h"

#include <new>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

Error outOfMemory(const fs::path& file)
{
    return Error(ErrorCode::OutOfMemory,
                 "Not enough memory for the run in " + file.string() + "; close other programs.");
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
    try {
        return decodeRun(readFile(file, "the run", "choose another file"));
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

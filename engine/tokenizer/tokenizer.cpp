#include "tokenizer/tokenizer.h"

#include "base/readfile.h"
#include "tokenizer/sentencepiece.h"
#include "tokenizer/tiktoken.h"
#include "tokenizer/tokenizerjson.h"

#include <new>
#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

/// The files that hold a tokenizer, the one to be used first.
constexpr const char* names[] = {"tokenizer.json", "tokenizer.model", "original/tokenizer.model"};

std::shared_ptr<const Tokenizer> openFile(const fs::path& file)
{
    const std::string content =
        readFile(file, "the tokenizer", "the model can still run on token ids");
    if (file.extension() == ".json")
        return openTokenizerJson(content, file);
    if (looksLikeTiktoken(content))
        return openTiktoken(content, file);
    return openSentencepiece(content, file);
}

std::shared_ptr<const Tokenizer> open(const fs::path& folder)
{
    for (const char* name : names)
        if (fs::exists(folder / name))
            return openFile(folder / name);
    throw Error(ErrorCode::FileMissing, "There is no tokenizer.json and no tokenizer.model in " +
                                            folder.string() +
                                            "; the model can still run on token ids.");
}

} // namespace

Result<std::shared_ptr<const Tokenizer>> openTokenizer(const fs::path& folder)
{
    try {
        return open(folder);
    } catch (const Error& error) {
        return error;
    } catch (const fs::filesystem_error& error) {
        return Error(ErrorCode::FileMissing, "Cannot read the tokenizer in " + folder.string() +
                                                 ": " + error.code().message() + '.');
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory,
                     "Not enough memory for the tokenizer in " + folder.string() + '.');
    }
}

} // namespace exitscope

#include "tokenizer/tokenizer.h"

#include "base/readfile.h"
#include "tokenizer/sentencepiece.h"

#include <algorithm>
#include <cctype>
#include <new>
#include <system_error>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* withoutTokenizer = "; the model can still run on token ids.";

/// Whether the first line is "base64 rank", as in the vocabulary files of tiktoken.
bool looksLikeTiktoken(std::string_view content)
{
    const std::string_view line = content.substr(0, std::min(content.find('\n'), content.size()));
    const auto space = line.find(' ');
    if (space == 0 || space >= line.size() - 1 || line.size() > 1000)
        return false;
    const auto isBase64 = [](unsigned char c) {
        return std::isalnum(c) || c == '+' || c == '/' || c == '=';
    };
    const auto isDigit = [](unsigned char c) { return std::isdigit(c); };
    return std::ranges::all_of(line.substr(0, space), isBase64) &&
           std::ranges::all_of(line.substr(space + 1), isDigit);
}

std::shared_ptr<const Tokenizer> open(const fs::path& folder)
{
    const fs::path model = folder / "tokenizer.model";
    if (fs::exists(model)) {
        const std::string content =
            readFile(model, "the tokenizer", "the model can still run on token ids");
        if (looksLikeTiktoken(content))
            throw Error(ErrorCode::Unsupported,
                        model.string() +
                            " is a tiktoken vocabulary, which this version cannot read" +
                            withoutTokenizer);
        return openSentencepiece(content, model);
    }
    if (fs::exists(folder / "tokenizer.json"))
        throw Error(ErrorCode::Unsupported,
                    folder.string() +
                        " holds a tokenizer.json, which this version does not read, "
                        "and no tokenizer.model" +
                        withoutTokenizer);
    throw Error(ErrorCode::FileMissing,
                "There is no tokenizer.model in " + folder.string() + withoutTokenizer);
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

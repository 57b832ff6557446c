#include "eval/dataset.h"

#include "base/error.h"
#include "base/readfile.h"
#include "eval/gunzip.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <limits>
#include <optional>
#include <sstream>

namespace exitscope {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* advice = "check its name";

/// What is known of a data set; a new one is a line in the table.
struct DatasetKind
{
    std::string_view name;
    std::string_view field;  ///< that holds the text, or a list whose first entry does
    std::string_view before; ///< the prompt's template
    std::string_view after;  ///< likewise
    std::string_view inName; ///< in the file's name, which is looked at without _, - and .
    std::string_view source; ///< where to get it
    int words = 0;           ///< of the text that are the prompt; 0: all
    std::string_view alsoInName = {};
};

constexpr std::array datasetKinds{
    DatasetKind{"cnn_dm_summarization", "article", "Article: ", "\nSummary:", "cnndm",
                "cnn_dailymail on Hugging Face", 0, "cnndailymail"},
    DatasetKind{"xsum_summarization", "document", "Article: ", "\nSummary:", "xsum",
                "EdinburghNLP/xsum on Hugging Face"},
    DatasetKind{"cnn_dm_lm", "article", "", "", "cnndm", "cnn_dailymail on Hugging Face", 100,
                "cnndailymail"},
    DatasetKind{"human_eval", "prompt", "", "", "humaneval",
                "openai_humaneval on Hugging Face or openai/human-eval on GitHub"},
    DatasetKind{"gsm8k", "question", "Question: ", "\nAnswer:", "gsm8k",
                "gsm8k on Hugging Face or openai/grade-school-math on GitHub"},
    DatasetKind{"spec_bench", "turns", "", "", "specbench", "hemingkx/Spec-Bench on GitHub"},
};

/// Where one's own file may have its text.
constexpr std::array<std::string_view, 5> textFields{"prompt", "text", "input", "question",
                                                     "turns"};

bool isJsonLines(const fs::path& file)
{
    const std::string name = file.filename().string();
    return name.ends_with(".jsonl") || name.ends_with(".jsonl.gz");
}

/// Throws Error(FileDamaged) for line `line`, counted from 1.
[[noreturn]] void failAt(const fs::path& file, int line, const std::string& what)
{
    throw Error(ErrorCode::FileDamaged,
                file.string() + ", line " + std::to_string(line) + ": " + what + '.');
}

std::string contentOf(const fs::path& file)
{
    std::string content = readFile(file, "the samples", advice);
    if (!isGzip(content))
        return content;
    try {
        return gunzip(content);
    } catch (const Error& error) {
        throw Error(error.code(), "Cannot unpack " + file.string() + ": " + error.what() + '.');
    }
}

/// The text in `value`, a string or a list that begins with one; nothing where there is none.
std::optional<std::string> textIn(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_array() && !value.empty() && value.front().is_string())
        return value.front().get<std::string>();
    return std::nullopt;
}

std::string firstWords(const std::string& text, int count)
{
    std::istringstream words(text);
    std::string result;
    std::string word;
    for (int i = 0; i < count && words >> word; ++i)
        result += (i == 0 ? "" : " ") + word;
    return result;
}

/// Reads one line of JSON or of text; throws std::string with what is wrong with it.
using LineReader = std::function<Sample(const std::string& line)>;

Json objectIn(const std::string& line)
{
    Json value = Json::parse(line, nullptr, false);
    if (value.is_discarded())
        throw std::string("it is no whole JSON value");
    if (!value.is_object())
        throw std::string("it is no JSON object");
    return value;
}

Sample datasetSample(const DatasetKind& kind, const std::string& line)
{
    const Json object = objectIn(line);
    const std::string field(kind.field);
    const auto text = object.contains(field) ? textIn(object[field]) : std::nullopt;
    if (!text)
        throw "it has no text in the field \"" + field + '"';
    return {std::string(kind.before) + (kind.words > 0 ? firstWords(*text, kind.words) : *text) +
                std::string(kind.after),
            {}};
}

std::vector<int> idsIn(const Json& list)
{
    std::vector<int> ids;
    for (const Json& id : list.is_array() ? list : Json::array()) {
        if (!id.is_number_integer() || id < 0 || id > std::numeric_limits<int>::max())
            throw "prompt_ids holds " + id.dump(-1, ' ', true, Json::error_handler_t::replace) +
                ", which is no token id";
        ids.push_back(id.get<int>());
    }
    if (ids.empty())
        throw std::string("prompt_ids is no list of token ids");
    return ids;
}

Sample promptSample(const std::string& line)
{
    const Json object = objectIn(line);
    if (object.contains("prompt_ids"))
        return {{}, idsIn(object["prompt_ids"])};
    for (const std::string_view field : textFields) {
        const auto found = object.find(field);
        if (const auto text = found == object.end() ? std::nullopt : textIn(*found))
            return {*text, {}};
    }
    throw std::string("it has neither prompt_ids nor a text in prompt, text, input, question or "
                      "turns");
}

std::vector<Sample> readLines(const fs::path& file, int limit, const LineReader& read)
{
    std::istringstream content(contentOf(file));
    std::vector<Sample> samples;
    std::string line;
    for (int number = 1; std::getline(content, line); ++number) {
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.find_first_not_of(" \t") == std::string::npos)
            continue;
        if (limit > 0 && static_cast<int>(samples.size()) >= limit)
            break;
        try {
            samples.push_back(read(line));
        } catch (const std::string& what) {
            failAt(file, number, what);
        }
    }
    if (samples.empty())
        throw Error(ErrorCode::FileDamaged, file.string() + " holds no samples.");
    return samples;
}

std::string plainName(const fs::path& file)
{
    std::string name;
    for (const char c : file.filename().string()) {
        if (c != '_' && c != '-' && c != '.')
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return name;
}

bool isOf(const DatasetKind& kind, const fs::path& file)
{
    const std::string name = plainName(file);
    const auto holds = [&](std::string_view part) {
        return !part.empty() && name.find(part) != std::string::npos;
    };
    return isJsonLines(file) && (holds(kind.inName) || holds(kind.alsoInName));
}

/// The data set's file in `folder`; of several its test split.
fs::path fileIn(const fs::path& folder, const DatasetKind& kind)
{
    std::vector<fs::path> files;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        if (isOf(kind, entry.path()))
            files.push_back(entry.path());
    }
    if (files.size() > 1)
        std::erase_if(files, [](const fs::path& file) {
            return plainName(file).find("test") == std::string::npos;
        });
    if (files.size() == 1)
        return files.front();
    throw Error(ErrorCode::FileMissing,
                folder.string() + " holds no one .jsonl file of " + std::string(kind.name) +
                    "; name the file itself, or get it: " + std::string(kind.source) + '.');
}

} // namespace

std::string datasetNames()
{
    std::string names;
    for (const DatasetKind& kind : datasetKinds)
        names.append(names.empty() ? "" : ", ").append(kind.name);
    return names;
}

SampleSet readDataset(std::string_view name, const fs::path& path, int limit)
{
    const auto kind = std::ranges::find(datasetKinds, name, &DatasetKind::name);
    if (kind == datasetKinds.end())
        throw Error(ErrorCode::WrongUse, "There is no data set \"" + std::string(name) +
                                             "\"; the known ones are " + datasetNames() + '.');
    std::error_code unknown;
    const fs::path file = fs::is_directory(path, unknown) ? fileIn(path, *kind) : path;
    return {std::string(name), file, readLines(file, limit, [&](const std::string& line) {
                return datasetSample(*kind, line);
            })};
}

SampleSet readPrompts(const fs::path& file, int limit)
{
    const LineReader asText = [](const std::string& line) { return Sample{line, {}}; };
    return {"prompts", file,
            readLines(file, limit, isJsonLines(file) ? LineReader(promptSample) : asText)};
}

} // namespace exitscope

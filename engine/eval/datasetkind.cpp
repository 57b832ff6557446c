#include "eval/datasetkind.h"

#include "base/error.h"
#include "eval/records.h"
#include "metrics/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* cnnSource = "abisee/cnn_dailymail (3.0.0) on Hugging Face";

constexpr std::array datasetKinds{
    DatasetKind{.name = "cnn_dm_summarization",
                .input = "article",
                .output = "highlights",
                .id = "id",
                .before = "Article: ",
                .after = "\nSummary:",
                .beforeReference = " ",
                .takesShots = true,
                .inName = "cnndm",
                .alsoInName = "cnndailymail",
                .source = cnnSource},
    DatasetKind{.name = "xsum_summarization",
                .input = "document",
                .output = "summary",
                .id = "id",
                .before = "Article: ",
                .after = "\nSummary:",
                .beforeReference = " ",
                .takesShots = true,
                .inName = "xsum",
                .source = "EdinburghNLP/xsum on Hugging Face"},
    DatasetKind{.name = "cnn_dm_lm",
                .input = "article",
                .output = "article",
                .id = "id",
                .words = 100,
                .inName = "cnndm",
                .alsoInName = "cnndailymail",
                .source = cnnSource},
    DatasetKind{.name = "human_eval",
                .input = "prompt",
                .output = "canonical_solution",
                .id = "task_id",
                .inName = "humaneval",
                .source = "openai_humaneval on Hugging Face or openai/human-eval on GitHub"},
    DatasetKind{.name = "gsm8k",
                .input = "question",
                .output = "answer",
                .before = "Question: ",
                .after = "\nAnswer:",
                .beforeReference = " ",
                .takesShots = true,
                .inName = "gsm8k",
                .source = "gsm8k on Hugging Face or openai/grade-school-math on GitHub"},
    DatasetKind{.name = "spec_bench",
                .input = "turns",
                .id = "question_id",
                .inName = "specbench",
                .source = "hemingkx/Spec-Bench on GitHub"},
};

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
    const auto fits = [&](const std::string& name) {
        return name.find(kind.inName) != std::string::npos ||
               (!kind.alsoInName.empty() && name.find(kind.alsoInName) != std::string::npos);
    };
    return holdsRecords(file) && (fits(plainName(file)) || fits(plainName(file.parent_path())));
}

} // namespace

std::string datasetNames()
{
    std::string names;
    for (const DatasetKind& kind : datasetKinds)
        names.append(names.empty() ? "" : ", ").append(kind.name);
    return names;
}

const DatasetKind* findDatasetKind(std::string_view name)
{
    const auto kind = std::ranges::find(datasetKinds, name, &DatasetKind::name);
    return kind == datasetKinds.end() ? nullptr : &*kind;
}

const DatasetKind& datasetKind(std::string_view name)
{
    const DatasetKind* kind = findDatasetKind(name);
    if (!kind)
        throw Error(ErrorCode::WrongUse, "There is no data set \"" + std::string(name) +
                                             "\"; the known ones are " + datasetNames() + '.');
    return *kind;
}

fs::path datasetFile(const DatasetKind& kind, const fs::path& path, std::string_view split)
{
    std::error_code problem;
    if (!fs::is_directory(path, problem)) {
        if (fs::exists(path, problem))
            return path;
        throw Error(ErrorCode::FileMissing, "There is no " + path.string() + "; get " +
                                                std::string(kind.name) + " from " +
                                                std::string(kind.source) + '.');
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path, problem)) {
        if (isOf(kind, entry.path()))
            files.push_back(entry.path());
    }
    if (files.size() > 1)
        std::erase_if(files, [&](const fs::path& file) {
            return plainName(file).find(split) == std::string::npos;
        });
    if (files.size() == 1)
        return files.front();
    throw Error(
        ErrorCode::FileMissing,
        path.string() + " holds no one file of " + std::string(kind.name) +
            " (.jsonl or .csv, packed with gzip or not); name the file itself, or get it: " +
            std::string(kind.source) + '.');
}

std::pair<std::string, std::string> splitAfterWords(std::string_view text, int count)
{
    std::pair<std::string, std::string> parts;
    int words = 0;
    for (const std::string& word : splitAtWhiteSpace(text)) {
        std::string& part = words++ < count ? parts.first : parts.second;
        part += (part.empty() ? "" : " ") + word;
    }
    return parts;
}

std::string promptOf(const DatasetKind& kind, const std::string& input)
{
    return std::string(kind.before) +
           (kind.words > 0 ? splitAfterWords(input, kind.words).first : input) +
           std::string(kind.after);
}

} // namespace exitscope

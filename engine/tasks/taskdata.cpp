#include "tasks/taskdata.h"

#include "base/error.h"
#include "base/utf8.h"
#include "eval/records.h"

#include <algorithm>

namespace exitscope {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path)
{
    std::error_code unknown;
    return fs::is_regular_file(path, unknown);
}

/// With what a split's file may be called, the likeliest first.
std::vector<std::string> candidates(const TaskFiles& data, const std::string& split,
                                    const std::vector<std::string>& others)
{
    const std::string ending = data.isText ? ".txt" : ".jsonl";
    std::vector<std::string> result;
    for (const std::string& name : data.names) {
        for (const char* joint : {"-", "_", "/"})
            result.push_back(name + joint + split + ending);
        for (const std::string& other : others)
            result.push_back(name + '/' + other);
    }
    result.insert(result.end(), others.begin(), others.end());
    return result;
}

/// The only file of `folder` that begins as a split's does.
std::optional<fs::path> onlyOneLike(const TaskFiles& data, const std::string& split,
                                    const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        const std::string file = entry.path().filename().string();
        const bool fits = std::ranges::any_of(data.names, [&](const std::string& name) {
            return file.starts_with(name + '-' + split) || file.starts_with(name + '_' + split);
        });
        if (fits && (file.ends_with(".jsonl") || file.ends_with(".jsonl.gz")))
            found.push_back(entry.path());
    }
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::optional<fs::path> found(const TaskFiles& data, const std::string& split,
                              const std::vector<std::string>& others, const fs::path& folder)
{
    for (const std::string& name : candidates(data, split, others)) {
        for (const char* packed : {"", ".gz"}) {
            if (isFile(folder / (name + packed)))
                return folder / (name + packed);
        }
    }
    return onlyOneLike(data, split, folder);
}

} // namespace

fs::path findTaskFile(const EvalTask& task, const fs::path& folder)
{
    if (const auto file = found(task.data, task.data.split, task.data.files, folder))
        return *file;
    const std::vector<std::string> names = candidates(task.data, task.data.split, task.data.files);
    throw Error(ErrorCode::FileMissing, "The data of " + task.name + " are not in " +
                                            folder.string() + ": get them (" + task.data.source +
                                            ") and put them there as " +
                                            (names.empty() ? task.name + ".jsonl" : names.front()) +
                                            ", or name their folder with --data_path.");
}

std::optional<fs::path> findShotsFile(const EvalTask& task, const fs::path& folder)
{
    if (task.data.fewshotSplit.empty())
        return std::nullopt;
    return found(task.data, task.data.fewshotSplit, task.data.fewshotFiles, folder);
}

TaskDocuments readDocuments(const EvalTask& task, const fs::path& file)
{
    const DataContent content = readContent(file);
    TaskDocuments result{file, content.hash, {}, {}};
    if (task.data.isText && !holdsRecords(file)) {
        if (content.text.empty() || !isValidUtf8(content.text))
            throw Error(ErrorCode::FileDamaged,
                        file.string() + (content.text.empty()
                                             ? " is empty; name a file with some text."
                                             : " is no UTF-8 text; convert it first."));
        result.documents.push_back({{"text", content.text}});
        result.lines.push_back(1);
        return result;
    }
    forEachRecord(content, [&](const Record& record) {
        result.documents.push_back(record.object());
        result.lines.push_back(record.line());
        return true;
    });
    if (result.documents.empty())
        throw Error(ErrorCode::FileDamaged, file.string() + " holds no samples.");
    return result;
}

bool isFileOfSeveral(const fs::path& data, std::size_t tasks)
{
    return tasks > 1 && isFile(data);
}

TaskData readTaskData(EvalTask task, const fs::path& data, std::optional<int> numFewshot,
                      const fs::path& shotsFile)
{
    const bool isOneFile = isFile(data);
    const fs::path folder = isOneFile ? data.parent_path() : data;
    TaskData result{std::move(task), {}, {}};
    result.documents =
        readDocuments(result.task, isOneFile ? data : findTaskFile(result.task, data));
    if (numFewshot.value_or(result.task.numFewshot) == 0)
        return result;
    const auto file =
        shotsFile.empty() ? findShotsFile(result.task, folder) : std::optional(shotsFile);
    if (file)
        result.shots = readDocuments(result.task, *file);
    return result;
}

std::string placeOf(const TaskDocuments& documents, std::size_t index, const std::string& what)
{
    return documents.file.string() + ", line " + std::to_string(documents.lines[index]) + ": " +
           what + '.';
}

} // namespace exitscope

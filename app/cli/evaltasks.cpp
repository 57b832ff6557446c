#include "cli/evaltasks.h"

#include "cli/eval.h"
#include "common/resourcefile.h"
#include "common/words.h"

#include <algorithm>
#include <iostream>
#include <set>

namespace exitscope {
namespace {

namespace fs = std::filesystem;

fs::path bundledTasks()
{
    return resourceFile("tasks/gsm8k.json").parent_path();
}

bool isFile(const fs::path& path)
{
    std::error_code unknown;
    return fs::is_regular_file(path, unknown);
}

fs::path taskFile(const std::string& name, const std::string& includePath)
{
    for (const fs::path& folder : {fs::path(includePath), bundledTasks()}) {
        if (!folder.empty() && isFile(folder / (name + ".json")))
            return folder / (name + ".json");
    }
    std::string known;
    for (const std::string& own : taskNames(includePath))
        known += (known.empty() ? "" : ", ") + own;
    throw Error(ErrorCode::WrongUse, "There is no task \"" + name + "\"; the known ones are " +
                                         known + "; --include_path names a folder of others.");
}

/// Reads the data of `result`'s task.
void loadData(const EvalOptions& options, LoadedTask& result)
{
    const fs::path data = options.dataPath;
    const fs::path folder = isFile(data) ? data.parent_path() : data;
    result.documents =
        readDocuments(result.task, isFile(data) ? data : findTaskFile(result.task, data));
    const int shots = options.numFewshot >= 0 ? options.numFewshot : result.task.numFewshot;
    if (shots == 0)
        return;
    const auto file = options.fewshotPath.empty() ? findShotsFile(result.task, folder)
                                                  : std::optional<fs::path>(options.fewshotPath);
    if (file)
        result.shots = readDocuments(result.task, *file);
    else
        std::cerr << "note: shots of " << result.task.name
                  << " are picked among its own documents; name "
                  << "others with --fewshot_path.\n";
}

} // namespace

std::vector<std::string> taskNames(const std::string& includePath)
{
    std::set<std::string> names;
    for (const fs::path& folder : {bundledTasks(), fs::path(includePath)}) {
        std::error_code problem;
        for (const auto& entry : fs::directory_iterator(folder, problem)) {
            if (entry.path().extension() == ".json")
                names.insert(entry.path().stem().string());
        }
    }
    return {names.begin(), names.end()};
}

std::vector<LoadedTask> loadTasks(const EvalOptions& options)
{
    const std::vector<std::string> names = wordsOf(options.tasks);
    const bool isSingle = names.size() == 1;
    require(isSingle || !isFile(options.dataPath),
            "--data_path is a file, and --tasks names several tasks; name the folder of their "
            "data.");
    require(isSingle || options.fewshotPath.empty(),
            "--fewshot_path is the file of one task's shots, and --tasks names several.");
    std::vector<LoadedTask> tasks;
    for (std::size_t i = 0; i < names.size(); ++i) {
        require(std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i),
                          names[i]) == names.begin() + static_cast<std::ptrdiff_t>(i),
                "--tasks names " + names[i] + " twice; name each task once.");
        tasks.push_back({readTask(taskFile(names[i], options.includePath)), {}, {}});
    }
    for (LoadedTask& task : tasks)
        loadData(options, task);
    return tasks;
}

} // namespace exitscope

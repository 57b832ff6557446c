#include "cli/evaltasks.h"

#include "cli/eval.h"
#include "common/resourcefile.h"
#include "common/words.h"

#include <algorithm>
#include <iostream>
#include <iterator>
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

/// The task with its data and with what `options` changes of it.
TaskData loadTask(const EvalOptions& options, const std::string& name)
{
    EvalTask task = readTask(taskFile(name, options.includePath));
    if (options.maxSteps > 0) {
        task.maxNewTokens = options.maxSteps;
        task.definition["max_gen_toks"] = options.maxSteps;
    }
    const auto shots = options.numFewshot >= 0 ? std::optional(options.numFewshot) : std::nullopt;
    TaskData data = readTaskData(std::move(task), options.dataPath, shots, options.fewshotPath);
    if (!data.shots && shots.value_or(data.task.numFewshot) > 0)
        std::cerr << "note: shots of " << name << " are picked among its own documents; name "
                  << "others with --fewshot_path.\n";
    return data;
}

std::vector<std::string> namesIn(const std::vector<std::string>& given)
{
    std::vector<std::string> names;
    for (const std::string& words : given)
        std::ranges::copy(wordsOf(words), std::back_inserter(names));
    return names;
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

std::vector<TaskData> loadTasks(const EvalOptions& options)
{
    const std::vector<std::string> names = namesIn(options.tasks);
    const bool isSingle = names.size() == 1;
    require(!isFileOfSeveral(options.dataPath, names.size()),
            "--data_path is a file, and --tasks names several tasks; name the folder of their "
            "data.");
    require(isSingle || options.fewshotPath.empty(),
            "--fewshot_path is the file of one task's shots, and --tasks names several.");
    for (std::size_t i = 0; i < names.size(); ++i) {
        require(std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i),
                          names[i]) == names.begin() + static_cast<std::ptrdiff_t>(i),
                "--tasks names " + names[i] + " twice; name each task once.");
        taskFile(names[i], options.includePath); // a wrong name is told before data are read
    }
    std::vector<TaskData> tasks;
    for (const std::string& name : names)
        tasks.push_back(loadTask(options, name));
    return tasks;
}

} // namespace exitscope

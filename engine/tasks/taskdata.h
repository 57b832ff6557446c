#pragma once

#include "tasks/evaltask.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// A task's documents, as they are in its file.
struct TaskDocuments
{
    std::filesystem::path file;
    std::string hash; ///< as DataContent's
    std::vector<OrderedJson> documents;
    std::vector<int> lines; ///< of each, from 1
};

/// The file of the split that `task` evaluates in `folder`, or in the folder below it that has the
/// data set's name: NAME-SPLIT.jsonl, NAME_SPLIT.jsonl, NAME/SPLIT.jsonl or what else the task
/// names, packed with gzip or not; last the only one that begins with NAME-SPLIT. Throws
/// Error(FileMissing) with where to get it and how to name it.
std::filesystem::path findTaskFile(const EvalTask& task, const std::filesystem::path& folder);

/// The same of the split that shots are drawn from; nothing where it is not there.
std::optional<std::filesystem::path> findShotsFile(const EvalTask& task,
                                                   const std::filesystem::path& folder);

/// Reads all documents of `file`: an object per line or per row of a .csv, or as a task of texts
/// has it the whole file. Throws Error: FileMissing, FileDamaged with file and line.
TaskDocuments readDocuments(const EvalTask& task, const std::filesystem::path& file);

/// A task with its data.
struct TaskData
{
    EvalTask task;
    TaskDocuments documents;
    std::optional<TaskDocuments> shots; ///< nothing: picked among the documents
};

/// Whether `data` is a file, of which only one task can have its documents, and `tasks` are more.
bool isFileOfSeveral(const std::filesystem::path& data, std::size_t tasks);

/// Reads what `task` needs for `numFewshot` shots, or as many as it has by itself. `data` is the
/// folder of its files, or the file of its documents; shots are from `shotsFile` where it is named.
/// Throws Error as findTaskFile and readDocuments.
TaskData readTaskData(EvalTask task, const std::filesystem::path& data,
                      std::optional<int> numFewshot, const std::filesystem::path& shotsFile = {});

/// "FILE, line N: what." for a document of `documents`.
std::string placeOf(const TaskDocuments& documents, std::size_t index, const std::string& what);

} // namespace exitscope

#pragma once

#include "results/benchmarkfile.h"
#include "tasks/harnessdocument.h"
#include "tasks/samplelines.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// The files of an evaluation, in the harness's places: FOLDER/MODEL/results_DATE.json and
/// samples_TASK_DATE.jsonl, of which the second grow as documents are done.
class EvalOutput
{
public:
    /// In `folder`; an empty one writes nothing. Throws Error(WriteFailed).
    EvalOutput(const std::string& folder, const std::string& modelName);

    /// Goes on with the newest results that are not complete, of which `run`, which is planned,
    /// takes over the date and the machines; false where there are none. Throws Error(WrongUse)
    /// where they are of something else than `run`, naming the difference.
    bool resume(EvalRun& run);

    /// Opens the samples of `task`; what an earlier run did of it, where it goes on with one. Whole
    /// documents stay as they are, and only what stands after them is cut off. Throws
    /// Error(WriteFailed).
    std::vector<DocumentFigures> begin(const EvalTask& task);
    /// Adds a document's lines. Throws Error(WriteFailed).
    void add(const TaskResult& task, const TaskOutcome& outcome, const OrderedJson& document);
    /// The hash over the documents of the task at hand, as the harness makes it.
    std::string taskHash() const;

    /// Writes the results, replacing those of this evaluation. Errors: WriteFailed.
    Status write(const EvalRun& run) const;
    std::filesystem::path results() const;
    bool isOnDisk() const { return !m_folder.empty(); }

private:
    std::filesystem::path samples(const std::string& task) const;

    std::filesystem::path m_folder; ///< empty: nothing is written
    std::string m_date;
    bool m_resumes = false;
    std::optional<SampleLog> m_samples;
    std::string m_hashes;
};

} // namespace exitscope

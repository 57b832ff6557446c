#pragma once

#include "base/error.h"
#include "widgets/evaluation.h"

#include <QString>

class QJsonObject;

namespace exitscope {

/// A document of the evaluation whose results are in `file`.
struct DocumentPlace
{
    QString file;
    QString task;
    int document = 0;
};

/// What shows how a document is answered when it is run.
struct AskedDocument
{
    /// What was asked; where an answer was chosen and not written, with that answer.
    std::string prompt;
    std::string target;
    Settings settings;
    bool addBos = true;
};

/// Whether a document has the layout of the results of EleutherAI's harness.
bool isEvaluation(const QJsonObject& document);
/// Reads results_DATE.json, of this program or of the harness, with the samples_TASK_DATE.jsonl
/// beside it where they are. Errors: FileMissing; FileDamaged with file and line.
Result<Evaluation> openEvaluation(const QString& file);
/// Throws Error: FileMissing where results or samples are gone, FileDamaged.
AskedDocument readAskedDocument(const DocumentPlace& place);

} // namespace exitscope

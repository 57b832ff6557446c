#pragma once

#include "base/error.h"
#include "widgets/evaluation.h"

#include <QString>

class QJsonObject;

namespace exitscope {

/// Whether a document has the layout of the results of EleutherAI's harness.
bool isEvaluation(const QJsonObject& document);
/// Reads results_DATE.json, of this program or of the harness, with the samples_TASK_DATE.jsonl
/// beside it where they are. Errors: FileMissing; FileDamaged with file and line.
Result<Evaluation> openEvaluation(const QString& file);

} // namespace exitscope

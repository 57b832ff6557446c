#pragma once

#include "decode/session.h"
#include "desktop/measureplan.h"

#include <QString>

#include <functional>
#include <stop_token>

namespace exitscope {

/// Told as an evaluation goes on.
struct EvaluationObserver
{
    std::function<void(const QString& task, int done, int count)> onDocument;
    /// The results in `file` were written anew.
    std::function<void(const QString& file)> onResults;
};

/// Runs the plan's tasks, one after the other, and writes results and samples as it goes. Throws
/// Error: as readTaskData, plannedEvaluation and runEvaluation; WrongUse for a folder that holds
/// another evaluation's unfinished results.
void evaluate(Session& session, const EvaluationPlan& plan, const std::stop_token& stop,
              const EvaluationObserver& observer);

} // namespace exitscope

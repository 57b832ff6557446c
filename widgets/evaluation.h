#pragma once

#include "trace/run.h"
#include "widgets/samplemodel.h"

#include <QString>

#include <optional>
#include <vector>

namespace exitscope {

/// A metric of a task.
struct TaskFigure
{
    QString task;
    QString metric;
    QString filter; ///< by which answers were taken out of texts; empty: none
    double value = 0;
    std::optional<double> error; ///< standard error
    int shots = 0;
    int documents = 0; ///< that were done
};

/// A task's documents, as samples; ids of what was written are not known (-1).
struct EvaluatedTask
{
    QString name;
    std::vector<SamplePointer> samples;
};

/// An evaluation in the harness's form, as far as a reader of it wants to know. A value.
struct Evaluation
{
    QString model; ///< with its layers and dtype where these are known
    /// By which documents can be run once more; nothing where it was measured by another program.
    std::optional<ModelIdentity> identity;
    QString started;
    bool isComplete = false;
    QString failure; ///< why a task ended early; empty where none did
    std::vector<TaskFigure> figures;
    std::vector<EvaluatedTask> tasks;
};

} // namespace exitscope

#pragma once

#include "eval/benchmark.h"
#include "eval/sweep.h"
#include "tasks/taskrun.h"

#include <QString>
#include <QStringList>

namespace exitscope {

/// The data set that comes with the program: openings of fairy tales, without references.
inline constexpr const char* bundledDataset = "fairytales";

/// A benchmark that is to be run.
struct BenchmarkPlan
{
    BenchmarkSetOptions data;
    BenchmarkRequest request; ///< its earlier sitting is read when it is run
    QString file;             ///< of the result
    bool resume = false;      ///< goes on with what `file` holds
    bool keepRuns = true;
};

/// The same at every place of a grid.
struct SweepPlan
{
    BenchmarkSetOptions data;
    SweepRequest request;
};

/// Tasks of an evaluation. What `folder` holds of the same evaluation is gone on with.
struct EvaluationPlan
{
    QStringList tasks;
    QString dataPath; ///< folder of their data; of one task also its file
    TaskRequest request;
    QString folder;
};

/// The plan by which `result`, in `file`, can be gone on with, or one of its samples run again.
BenchmarkPlan planOf(const BenchmarkResult& result, const QString& file);
/// The same for the sweep in `folder`; it has its full-depth result at least.
SweepPlan planOf(const SweepResult& sweep, const BenchmarkResult& baseline, const QString& folder);

/// Names of the data sets, the bundled one first.
QStringList measureDatasets();
/// As readBenchmarkSet, and the bundled data set too. Throws Error.
BenchmarkSet readMeasureSet(const BenchmarkSetOptions& options);

/// Where measurements go that name no folder.
QString measurePlace();
/// A folder in there that is not there yet; not made.
QString newMeasureFolder(const QString& what);

} // namespace exitscope

#pragma once

#include "base/error.h"
#include "results/sweepresult.h"
#include "widgets/evaluation.h"
#include "widgets/samplemodel.h"

#include <QString>

#include <variant>
#include <vector>

namespace exitscope {

/// A benchmark as its files hold it.
struct OpenedBenchmark
{
    BenchmarkResult result;
    std::vector<SamplePointer> samples;
    QString unfinished; ///< a sentence about a last sample that was only begun; may be empty
};

/// The file of a measurement, read. A value; any thread.
struct OpenedMeasurement
{
    QString file;
    std::variant<OpenedBenchmark, SweepResult, Evaluation> content;
};

/// Whether `file` looks like the result of a measurement; it need not be whole.
bool isMeasurement(const QString& file);
/// Reads a result with its samples. Errors: as loadBenchmark, loadSamples, loadSweep and
/// openEvaluation; FileDamaged for a file that is none of them.
Result<OpenedMeasurement> openMeasurement(const QString& file);

} // namespace exitscope

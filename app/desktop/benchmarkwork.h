#pragma once

#include "decode/session.h"
#include "desktop/evaluationfile.h"
#include "desktop/measureplan.h"
#include "widgets/samplemodel.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace exitscope {

/// Told as a benchmark goes on, once what it tells of is on disk.
struct BenchmarkNews
{
    std::function<void(const BenchmarkResult& planned, const std::vector<SamplePointer>& earlier)>
        onBegin;
    std::function<void(const SamplePointer& sample, const BenchmarkResult& soFar)> onSample;
};

/// Runs the plan's benchmark and writes result, samples and, where they are to be kept, runs as it
/// goes. Throws Error: as readMeasureSet and runBenchmark, WrongUse for a file that is there and is
/// not to be gone on with, WriteFailed.
BenchmarkResult measureBenchmark(Session& session, const BenchmarkPlan& plan,
                                 const std::stop_token& stop, const BenchmarkNews& news);

/// Runs one of the benchmark's samples once more, scoring every layer, and saves its run into
/// `file`; false where it was stopped. Throws Error: likewise, WrongUse where the data no longer
/// hold the sample.
bool writeSampleRun(Session& session, const BenchmarkPlan& plan, const SampleResult& sample,
                    const QString& file, const std::stop_token& stop);

/// The same for a document of an evaluation: the model reads what was asked, and writes its answer,
/// or goes on a little behind the answer that it had chosen. Throws Error as the engine.
bool writeDocumentRun(Session& session, const AskedDocument& asked, const QString& file,
                      const std::stop_token& stop);

} // namespace exitscope

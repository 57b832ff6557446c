#pragma once

#include "results/benchmarkresult.h"

#include <QString>

namespace exitscope {

/// What was measured, in a few words: "cnn_dm_summarization, 80 samples".
QString resultTitle(const BenchmarkResult& result);
/// How far it came and what became of the samples: "Complete: 80 samples, skipped: 1".
QString resultProgress(const BenchmarkResult& result);
/// When it began, as people here write it; empty where that is not known.
QString resultDate(const BenchmarkResult& result);
/// With what: model, decision, when and on which machine.
QString resultSubject(const BenchmarkResult& result);

} // namespace exitscope

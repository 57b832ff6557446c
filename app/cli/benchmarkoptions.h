#pragma once

#include "cli/runoptions.h"
#include "eval/benchmarkset.h"
#include "results/benchmarkresult.h"

#include <string>

namespace exitscope {

/// A model, how it decodes, and which items it is measured on: what every command shares that
/// measures on a data set. The defaults are those of the original benchmark.
struct MeasureOptions : RunOptions
{
    MeasureOptions() { data.shuffle = true; }

    BenchmarkSetOptions data; ///< its seed is the sampling's, once checked
    std::string overlong = "truncate_left";
    std::string tokenization = "standard";
    MetricOptions metrics;
    std::string modelArgs; ///< of the original; without effect

    Overlong overlongPrompts() const; ///< once checked
};

/// Define the options on `command`, filling `options`: which items and how prompts are made.
void addDataOptions(CLI::App& command, MeasureOptions& options);
/// How texts are compared.
void addMetricOptions(CLI::App& command, MeasureOptions& options);

/// Completes what the parser cannot, and tells on standard error what the original takes and has no
/// effect. Throws Error(WrongUse).
void checkMeasureOptions(MeasureOptions& options);

} // namespace exitscope

#pragma once

#include "cli/runoptions.h"

#include <cstdint>
#include <string>
#include <vector>

namespace exitscope {

/// What `eval` was asked to do.
struct EvalOptions : RunOptions
{
    EvalOptions() { settings.sampling.sample = false; }

    std::vector<std::string> tasks; ///< names, also joined by commas; "list": tell the names
    std::string includePath;        ///< folder with task files of one's own
    std::string dataPath = ".";     ///< folder of the data, or the file of a single task
    std::string fewshotPath;        ///< file of the shots of a single task
    double limit = 0;
    int numFewshot = -1; ///< -1: the tasks' own
    std::string fewshotSampler = "default";
    std::uint32_t fewshotSeed = 1234;
    int maxSteps = 0; ///< most tokens of a written answer; 0: the tasks' own
    bool addBos = true;
    std::string outputDir;
    bool logSamples = true;
    bool resume = false;
};

/// Defines the options of `eval` on `command`, filling `options`.
void addEvalOptions(CLI::App& command, EvalOptions& options);

/// Runs the tasks and tells their results on standard output; the exit code: 0 done, 1 stopped by
/// Ctrl-C or a failure, after which what was done is kept. Throws Error.
int runEval(EvalOptions options);

} // namespace exitscope

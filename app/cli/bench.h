#pragma once

#include "eval/speedbench.h"

#include <string>

namespace CLI {
class App;
}

namespace exitscope {

/// What `bench` was asked to measure.
struct BenchOptions
{
    std::string model;        ///< folder; empty: the bundled model
    std::string synthetic;    ///< name of a shape, in the place of a model
    std::string syntheticDir; ///< where it is written; empty: the user's cache
    std::string dtypes;       ///< joined by commas; empty: fp32 and bf16, or bf16
    std::string rows;         ///< joined by commas; empty: all
    std::string output;       ///< file for the JSON document; empty: none
    SpeedOptions speed;
    bool keep = false;
    bool json = false;
    bool check = false;
};

void addBenchOptions(CLI::App& command, BenchOptions& options);

/// Measures and prints. 1 where the model opened in no dtype or every row failed, when interrupted,
/// and where targets are asked for and one is not met or a row failed; else 0. Throws Error.
int runBench(BenchOptions options);

} // namespace exitscope

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace exitscope {

/// What `bench` was asked to measure.
struct BenchOptions
{
    std::string model;  ///< folder; empty: the bundled model
    std::string dtype;  ///< empty: fp32 and bf16
    std::string device; ///< empty: cpu
    int threads = 0;
    int tokens = 200;
    int promptTokens = 64;
    int runs = 5;
    bool json = false;
};

void addBenchOptions(CLI::App& command, BenchOptions& options);

/// Measures and prints; 0. Throws Error.
int runBench(const BenchOptions& options);

} // namespace exitscope

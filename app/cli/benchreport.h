#pragma once

#include "trace/run.h"

#include <string>
#include <vector>

namespace exitscope {

/// Medians of one way to decode.
struct DecodeFigures
{
    std::string mode; ///< "full", "watch" or "decide"
    std::string criterion;
    double tokensPerSecond = 0;
    double meanExitLayer = 0;
};

/// Medians of one dtype.
struct BenchFigures
{
    ModelIdentity model;
    double openMs = 0;
    double prefillTokensPerSecond = 0;
    std::vector<DecodeFigures> decode;
};

/// A table for people.
std::string benchTable(const std::vector<BenchFigures>& figures);

/// One line of JSON, format version 1.
std::string benchDocument(const std::vector<BenchFigures>& figures, int runs, int tokens,
                          int promptTokens);

} // namespace exitscope

#pragma once

#include "decode/session.h"

#include <string>

namespace CLI {
class App;
}

namespace exitscope {

/// Options of `quality`.
struct QualityOptions
{
    std::string model; ///< empty: the bundled one
    LoadOptions load;  ///< all but the dtype
    std::string dtypes = "bf16,int8,int4";
    std::string text;
    int tokens = 4096;
    int window = 512;
    bool json = false;
};

void addQualityOptions(CLI::App& command, QualityOptions& options);

/// Reads the text in each dtype and writes what differs from the first. Returns the exit code: 0,
/// 1 where it was interrupted or nothing could be written. Throws the engine's Error.
int runQuality(const QualityOptions& options);

} // namespace exitscope

#pragma once

#include "eval/decodespeed.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// A row, or a family of rows, that can be asked for by name.
struct SpeedRowInfo
{
    std::string_view name;
    std::string_view help;
    bool byDefault = true; ///< measured when no rows are named
};

std::span<const SpeedRowInfo> allSpeedRows();

struct SpeedOptions
{
    std::filesystem::path model;
    std::vector<std::string> dtypes; ///< one at least; an empty one: as stored
    std::vector<std::string> rows;   ///< names of allSpeedRows; none: those measured by default
    std::filesystem::path bundled;   ///< of the rows about the bundled model; empty: none of these
    /// Makes a checkpoint of the same shape whose layers from `depth` on add nothing, for
    /// speculation; may take the place of `model`. Null where there is none.
    std::function<std::filesystem::path(int depth)> agreeing;
    std::string device;
    int threads = 0;
    int promptTokens = 64;   ///< before decoding
    int prefillTokens = 512; ///< of the prompt that is measured
    int longContext = 4000;
    std::size_t bandwidthBytes = std::size_t{1} << 29; ///< far more than any cache holds
    DecodeEffort effort;
};

/// Throws Error(WrongUse) for a row that does not exist or that the options cannot give.
void checkSpeedRows(const SpeedOptions& options);

/// Measures row by row. Where a dtype cannot be opened, or a row cannot be measured, its row says
/// why and the others go on. On `stop`: what was measured until then. Throws as checkSpeedRows.
SpeedReport measureSpeed(const SpeedOptions& options, const SpeedProgress& progress,
                         std::stop_token stop);

} // namespace exitscope

#pragma once

#include "base/error.h"
#include "results/sweepresult.h"

#include <filesystem>
#include <string>

namespace exitscope {

/// Newest version of the format that this program writes and reads.
inline constexpr int sweepFormatVersion = 1;

/// Names inside the folder of a sweep.
inline constexpr const char* sweepDocumentName = "sweep.json";
inline constexpr const char* sweepTableName = "sweep.csv";
inline constexpr const char* sweepPointsName = "points";

/// The sweep as one line of JSON: the grid, full depth and every point as documents of a benchmark,
/// and the best point with the reason.
std::string sweepDocument(const SweepResult& sweep);

/// RFC 4180 with a row of names: full depth, then every point: its place (empty for full depth),
/// counts, the difference in quality, and each metric with the ends of its interval.
std::string sweepTable(const SweepResult& sweep);

/// Writes both into `folder`, each whole or not at all. Errors: WriteFailed.
Status saveSweep(const SweepResult& sweep, const std::filesystem::path& folder);

/// Errors: FileMissing, FileDamaged with the place, Unsupported for a newer version.
Result<SweepResult> loadSweep(const std::filesystem::path& file);

/// The result of the benchmark at a place, inside the folder of a sweep; its samples lie beside it
/// (samplesFileOf). No place: full depth.
std::filesystem::path pointFile(const std::filesystem::path& folder,
                                const std::vector<SweepAxis>& axes, const std::vector<double>& at);

} // namespace exitscope

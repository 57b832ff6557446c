#pragma once

#include "base/error.h"
#include "trace/run.h"

#include <filesystem>
#include <string>

namespace exitscope {

/// `run` as CSV (RFC 4180), UTF-8, one row per token: number from 1, id, text, exit layer (from 0),
/// criterion, score and threshold at the exit (empty where unknown; of several criteria the one
/// that decided), milliseconds, role. A character cut by token boundaries stands in the row that
/// completes it.
std::string runToCsv(const Run& run);

/// Writes runToCsv to `file`. Errors: WriteFailed; WrongUse when the file exists and `overwrite` is
/// false.
Status saveCsv(const Run& run, const std::filesystem::path& file, bool overwrite = false);

} // namespace exitscope

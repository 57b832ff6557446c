#pragma once

#include "base/error.h"
#include "trace/run.h"

#include <filesystem>

namespace exitscope {

/// Newest version of the run file format that this program writes and reads.
inline constexpr int runFileVersion = 2;

/// Writes `run` as CBOR, or as JSON when the name ends in ".json". The file appears whole or not at
/// all: it is written beside its name and renamed. Errors: WriteFailed with the system's reason.
Status saveRun(const Run& run, const std::filesystem::path& file);

/// Reads what saveRun wrote; the form is told from the content. Errors: FileMissing, FileDamaged
/// (what is wrong and where), Unsupported (a newer version, with both numbers).
Result<Run> loadRun(const std::filesystem::path& file);

} // namespace exitscope

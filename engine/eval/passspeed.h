#pragma once

#include "eval/decodespeed.h"

namespace exitscope {

/// Reads a prompt of `tokens` and writes one token, `runs` times: prompt tokens per second.
SpeedRow measurePrefill(Session& session, int tokens, int runs, const SpeedProgress& progress,
                        std::stop_token stop);

/// What the deeper half of the layers costs when 3 and when 15 rows wait at its door, against the
/// newest row alone, at a context of `context` positions: milliseconds, in three rows.
std::vector<SpeedRow> measureCatchUp(const std::filesystem::path& model, const std::string& name,
                                     const LoadOptions& load, int context, int runs,
                                     MemoryBandwidth& memory, const SpeedProgress& progress,
                                     std::stop_token stop);

} // namespace exitscope

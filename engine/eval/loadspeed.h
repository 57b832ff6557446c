#pragma once

#include "eval/decodespeed.h"

namespace exitscope {

/// Memory of this process that is resident: its own pages and those of mapped files. Nothing where
/// the system does not tell.
std::optional<std::size_t> residentBytes();

/// Opens `model` anew `runs` times, after once to have its files cached: seconds until the first
/// layer has run for one token and its logits are there. The row's ratio is the memory that a model
/// holds after a token at full depth, against the size of its weight files.
std::vector<SpeedRow> measureLoad(const std::filesystem::path& model, const LoadOptions& load,
                                  int runs, const SpeedProgress& progress, std::stop_token stop);

} // namespace exitscope

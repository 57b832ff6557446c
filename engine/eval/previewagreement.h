#pragma once

#include "eval/decodespeed.h"

namespace exitscope {

/// For each criterion that needs the head, with the checkpoint's thresholds: the share of tokens of
/// a watched text that preview would have let out at the same layer as exact scoring. Nothing
/// without a tokenizer.
std::vector<SpeedRow> measureAgreement(Session& session, const SpeedProgress& progress,
                                       std::stop_token stop);

} // namespace exitscope

#pragma once

#include "eval/decodespeed.h"

#include <set>
#include <string>
#include <vector>

namespace exitscope {

/// The names of rows that were asked for.
using RowSelection = std::set<std::string, std::less<>>;

/// Ids spread over the vocabulary: how fast a prompt is read does not depend on what it says.
std::vector<int> spreadIds(int count, int vocabulary);

/// A rule of `criterion` whose thresholds lie just past the score's range, so that it is asked at
/// every layer and never fires.
Rule neverFiring(const Criterion& criterion, const ModelShape& shape);

/// Full depth, and beside it what was asked for of watch, decide, preview and fixed_exit, after a
/// prompt of `promptTokens`.
std::vector<DecodeWay> decodeWays(const Session& session, const RowSelection& asked,
                                  int promptTokens);

/// Full depth after a prompt of `shortTokens`, and after one of `longTokens`.
std::vector<DecodeWay> contextWays(const Session& session, int shortTokens, int longTokens);

/// Self-speculation with `drafts` drafts of `depth` layers of a checkpoint whose deeper layers add
/// nothing: a round of which not every draft is accepted is an error.
std::vector<DecodeWay> speculationWays(const Session& session, int promptTokens, int depth,
                                       int drafts);

/// Each criterion with the thresholds that suit the checkpoint, beside full depth, on a text.
/// Nothing without a tokenizer.
std::vector<DecodeWay> recommendedWays(const Session& session);

} // namespace exitscope

#pragma once

#include "model/staircase.h"

#include <span>
#include <stop_token>

namespace exitscope {

/// Runs every row that waits through layers [.., depth), layer by layer; rows that wait deeper
/// stay. Returns the layer-rows it ran, -1 when `stop` came first (what is done is kept).
long long catchUp(Staircase& staircase, int depth, std::stop_token stop);

/// Throws away the caches and runs `ids` through layers [0, depth) again: what leaving `holes`
/// takes, where deeper layers never saw the text. Returns the layer-rows it ran, -1 when `stop`
/// came first (the staircase is then incomplete and must be rebuilt before use).
long long rebuild(Staircase& staircase, std::span<const int> ids, int depth, std::stop_token stop);

} // namespace exitscope

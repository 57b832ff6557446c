#pragma once

#include "decode/cancelcheck.h"
#include "decode/tokenpass.h"

#include <span>
#include <vector>

namespace exitscope {

/// Layers that were run for positions that waited.
struct CatchUp
{
    std::vector<CarriedRows> carried; ///< in the order of the layers
    bool finished = true;             ///< false: cancelled; what is in `carried` is done
};

/// Runs every row that waits through layers [.., depth), layer by layer; rows that wait deeper
/// stay. What passes is offered to `columns`.
CatchUp catchUp(Sequence& sequence, int depth, const CancelCheck& cancelled);

/// Throws away the caches and runs `ids` through layers [0, depth) again: what leaving `holes`
/// or `copy` takes, where deeper layers never saw the text. When cancelled the staircase is
/// incomplete and must be rebuilt before use.
CatchUp rebuild(Sequence& sequence, std::span<const int> ids, int depth,
                const CancelCheck& cancelled);

} // namespace exitscope

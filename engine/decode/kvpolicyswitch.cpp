#include "decode/kvpolicyswitch.h"

namespace exitscope {

CatchUp catchUp(Staircase& staircase, int depth, const CancelCheck& cancelled)
{
    CatchUp result;
    for (int layer = 0; layer < depth; ++layer) {
        if (staircase.waiting(layer) == 0)
            continue;
        if (cancelled()) {
            result.finished = false;
            return result;
        }
        const int first = staircase.firstMissing(layer);
        const int rows = staircase.advance(layer);
        result.carried.push_back({layer, first, first + rows - 1});
    }
    return result;
}

CatchUp rebuild(Staircase& staircase, std::span<const int> ids, int depth,
                const CancelCheck& cancelled)
{
    staircase.truncate(0);
    staircase.append(ids);
    return catchUp(staircase, depth, cancelled);
}

} // namespace exitscope

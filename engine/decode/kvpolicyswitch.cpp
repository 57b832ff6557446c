#include "decode/kvpolicyswitch.h"

namespace exitscope {

CatchUp catchUp(Sequence& sequence, int depth, const CancelCheck& cancelled)
{
    Staircase& staircase = sequence.staircase;
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
        sequence.columns.keep(staircase, layer, first, rows);
        result.carried.push_back({layer, first, first + rows - 1});
    }
    return result;
}

CatchUp rebuild(Sequence& sequence, std::span<const int> ids, int depth,
                const CancelCheck& cancelled)
{
    sequence.columns.begin(0, 0, 0);
    sequence.staircase.truncate(0);
    sequence.staircase.append(ids);
    return catchUp(sequence, depth, cancelled);
}

} // namespace exitscope

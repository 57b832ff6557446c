#include "decode/kvpolicyswitch.h"

namespace exitscope {

long long catchUp(Staircase& staircase, int depth, std::stop_token stop)
{
    long long layerRows = 0;
    for (int layer = 0; layer < depth; ++layer) {
        if (staircase.waiting(layer) == 0)
            continue;
        if (stop.stop_requested())
            return -1;
        layerRows += staircase.advance(layer);
    }
    return layerRows;
}

long long rebuild(Staircase& staircase, std::span<const int> ids, int depth, std::stop_token stop)
{
    staircase.truncate(0);
    staircase.append(ids);
    return catchUp(staircase, depth, stop);
}

} // namespace exitscope

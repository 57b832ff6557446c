#include "widgets/comparecolumns.h"

#include <algorithm>

namespace exitscope {

std::vector<CompareColumn> columnsOf(const RunComparison& comparison)
{
    std::vector<CompareColumn> columns;
    int a = 0;
    int b = 0;
    const auto fillUpTo = [&](int endA, int endB) {
        while (a < endA || b < endB)
            columns.push_back({a < endA ? a++ : -1, b < endB ? b++ : -1, false});
    };
    auto pair = comparison.pairs.begin();
    for (const Segment& segment : comparison.segments) {
        const int endA = segment.firstA + segment.countA;
        for (; pair != comparison.pairs.end() && pair->a < endA; ++pair) {
            fillUpTo(pair->a, pair->b);
            columns.push_back({a++, b++, true});
        }
        fillUpTo(endA, segment.firstB + segment.countB);
    }
    return columns;
}

int columnOf(const std::vector<CompareColumn>& columns, int token, bool ofB)
{
    if (token < 0)
        return -1;
    const auto found =
        std::ranges::find(columns, token, ofB ? &CompareColumn::b : &CompareColumn::a);
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

int divergentColumnOf(const std::vector<CompareColumn>& columns, const RunComparison& comparison)
{
    if (!comparison.divergence)
        return -1;
    const int a = columnOf(columns, comparison.divergence->tokenA, false);
    const int b = columnOf(columns, comparison.divergence->tokenB, true);
    // What B says there may stand in A too, only later.
    return a < 0 || b < 0 ? std::max(a, b) : std::min(a, b);
}

} // namespace exitscope

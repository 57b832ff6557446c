#pragma once

#include "trace/runcomparison.h"

#include <vector>

namespace exitscope {

/// A column of two texts that are laid beside one another.
struct CompareColumn
{
    int a = -1; ///< token of A; -1: none stands there
    int b = -1;
    bool same = false; ///< a and b are the same token

    bool operator==(const CompareColumn&) const = default;
};

/// Every token of both, in order; what stands in the place of something else shares its column.
std::vector<CompareColumn> columnsOf(const RunComparison& comparison);

/// The column that holds token `token` of A, or with `ofB` of B; -1 where there is none.
int columnOf(const std::vector<CompareColumn>& columns, int token, bool ofB);
/// That of the first token that the two do not share; -1 where there is none.
int divergentColumnOf(const std::vector<CompareColumn>& columns, const RunComparison& comparison);

} // namespace exitscope

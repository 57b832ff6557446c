#pragma once

#include "trace/run.h"

#include <cstdint>
#include <vector>

namespace exitscope {

/// At which cells of a run the rule in force fires, as running sums over its tokens, so that any
/// stretch of them is told in O(1). Owned by one thread.
class FiringCells
{
public:
    void reset(const Run& run);
    /// Takes in the tokens that `run` has gained.
    void append(const Run& run);
    int tokens() const { return m_tokens; }

    bool fires(int token, int layer) const { return count(m_sums, token, token, layer) > 0; }
    /// Whether the rule fires at that layer for most of the tokens [first, last]; where it fired
    /// and the layers above have no score, it goes on to.
    bool firesForMost(int first, int last, int layer) const;

private:
    using Sums = std::vector<std::uint32_t>; ///< [tokens + 1, L]: cells of all tokens before

    std::uint32_t count(const Sums& sums, int first, int last, int layer) const;

    int m_tokens = 0;
    std::size_t m_layers = 0;
    Sums m_sums;
    Sums m_carried; ///< with the cells without a score above firing ones
};

} // namespace exitscope

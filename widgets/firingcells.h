#pragma once

#include "trace/run.h"

#include <cstdint>
#include <vector>

namespace exitscope {

/// At which cells of a run the rule in force fires, as running sums over its tokens. Owned by one
/// thread.
class FiringCells
{
public:
    void reset(const Run& run);
    /// Takes in the tokens that `run` has gained.
    void append(const Run& run);
    int tokens() const { return m_tokens; }

    /// Whether the rule fires at that layer for most of the tokens [first, last].
    bool fires(int first, int last, int layer) const;

private:
    int m_tokens = 0;
    std::size_t m_layers = 0;
    std::vector<std::uint32_t> m_sums; ///< [tokens + 1, L]: firing cells of all tokens before
};

} // namespace exitscope

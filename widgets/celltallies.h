#pragma once

#include "trace/run.h"

#include <cstdint>
#include <span>
#include <vector>

namespace exitscope {

/// What neighbouring tokens amount to at one layer. Counts of cells; each cell is in exactly one
/// of known, late, copied, unscored, or else it did not run. A value type.
struct CellTally
{
    double sum = 0;              ///< of the known values
    std::uint32_t known = 0;     ///< have a value
    std::uint32_t lateKnown = 0; ///< of these, those whose layer was caught up later
    std::uint32_t late = 0;      ///< caught up later, without a value
    std::uint32_t copied = 0;    ///< given the K/V of the exit, without a value
    std::uint32_t unscored = 0;  ///< computed, without a value

    /// NaN where nothing is known.
    float mean() const { return known ? static_cast<float>(sum / known) : unknownScore; }
};

/// Running sums over the tokens of a run, so that any stretch of them is told in O(1). Filled and
/// read by one thread.
class CellTallies
{
public:
    /// Forgets everything.
    void reset(int layers);
    /// Takes the next token: a value for each layer, NaN where there is none, and the cells' states
    /// (may be fewer: the rest did not run).
    void append(std::span<const float> values, std::span<const CellState> states);
    /// Forgets the tokens from `tokens` on.
    void truncate(int tokens);
    int tokens() const { return m_tokens; }
    /// Of tokens [first, last].
    CellTally of(int first, int last, int layer) const
    {
        const auto index = static_cast<std::size_t>(layer);
        const CellTally& to = m_sums[(static_cast<std::size_t>(last) + 1) * m_layers + index];
        const CellTally& from = m_sums[static_cast<std::size_t>(first) * m_layers + index];
        return {to.sum - from.sum,   to.known - from.known,   to.lateKnown - from.lateKnown,
                to.late - from.late, to.copied - from.copied, to.unscored - from.unscored};
    }

private:
    int m_tokens = 0;
    std::size_t m_layers = 0;
    std::vector<CellTally> m_sums; ///< [tokens + 1, L]: of all tokens before
};

} // namespace exitscope

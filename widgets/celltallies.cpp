#include "widgets/celltallies.h"

#include <cmath>

namespace exitscope {
namespace {

void add(CellTally& tally, float value, CellState state)
{
    if (std::isfinite(value)) {
        tally.sum += double(value);
        ++tally.known;
        tally.lateKnown += state == CellState::CaughtUp;
        return;
    }
    tally.late += state == CellState::CaughtUp;
    tally.copied += state == CellState::Copied;
    tally.unscored += state == CellState::Computed;
}

} // namespace

void CellTallies::reset(int layers)
{
    m_layers = static_cast<std::size_t>(layers);
    m_tokens = 0;
    m_sums.assign(m_layers, {});
}

void CellTallies::append(std::span<const float> values, std::span<const CellState> states)
{
    const std::size_t before = m_sums.size() - m_layers;
    m_sums.resize(m_sums.size() + m_layers);
    for (std::size_t layer = 0; layer < m_layers; ++layer) {
        CellTally& tally = m_sums[before + m_layers + layer];
        tally = m_sums[before + layer];
        add(tally, values[layer], layer < states.size() ? states[layer] : CellState::Never);
    }
    ++m_tokens;
}

void CellTallies::truncate(int tokens)
{
    m_tokens = tokens;
    m_sums.resize((static_cast<std::size_t>(tokens) + 1) * m_layers);
}

} // namespace exitscope

#include "trace/staircasecounts.h"

#include <algorithm>

namespace exitscope {

void StaircaseCounts::reset(int layers)
{
    m_layers = layers;
    m_steps = 0;
    m_summed = 0;
    m_own.clear();
    m_cells.clear();
    m_sums.clear();
}

void StaircaseCounts::setSteps(int steps)
{
    m_steps = std::max(m_steps, steps);
    m_sums.resize(static_cast<std::size_t>(m_steps) * width(), 0);
}

void StaircaseCounts::takeApart(int step)
{
    const std::size_t wide = width();
    for (int row = m_summed - 1; row >= std::max(step, 1); --row) {
        int* sums = m_sums.data() + static_cast<std::size_t>(row) * wide;
        for (std::size_t i = 0; i < wide; ++i)
            sums[i] -= sums[i - wide];
    }
    m_summed = std::min(m_summed, step);
}

void StaircaseCounts::sum()
{
    const std::size_t wide = width();
    for (int row = std::max(m_summed, 1); row < m_steps; ++row) {
        int* sums = m_sums.data() + static_cast<std::size_t>(row) * wide;
        for (std::size_t i = 0; i < wide; ++i)
            sums[i] += sums[i - wide];
    }
    m_summed = m_steps;
}

void StaircaseCounts::add(int token, int sign)
{
    const int own = m_own[static_cast<std::size_t>(token)];
    const int counts = 2 * m_layers;
    int passedAt = 0;
    bool isPassed = true;
    m_late.clear();
    for (int layer = 0; layer < m_layers; ++layer) {
        const StaircaseCell cell = this->cell(token, layer);
        isPassed = isPassed && cell.step >= 0;
        if (cell.step < 0)
            continue;
        passedAt = std::max(passedAt, cell.step);
        sumAt(cell.step, heldBase, layer) += sign;
        if (isPassed)
            sumAt(passedAt, m_layers, layer) += sign;
        sumAt(cell.step, counts, static_cast<int>(cell.origin)) += sign;
        if (token == 0 && cell.origin != CellOrigin::CaughtUp)
            sumAt(cell.step, counts, promptSlot) += sign;
        if (cell.step > own) {
            sumAt(cell.step, counts, carriedSlot) += sign;
            m_late.push_back(cell.step);
        }
    }
    std::ranges::sort(m_late);
    const auto repeated = std::ranges::unique(m_late);
    for (auto step = m_late.begin(); step != repeated.begin(); ++step)
        sumAt(*step, counts, carriedSlot + 1) += sign;
}

void StaircaseCounts::setColumn(int token, int own, std::span<const StaircaseCell> cells)
{
    const bool isNew = token == tokens();
    if (isNew) {
        m_own.push_back(own);
        m_cells.resize(m_cells.size() + static_cast<std::size_t>(m_layers), -1);
    }
    // Rows before the first step that differs get back what is taken from them.
    int first = m_steps;
    if (m_own[static_cast<std::size_t>(token)] != own)
        first = 0;
    for (int layer = 0; layer < m_layers; ++layer) {
        const StaircaseCell before = cell(token, layer);
        const StaircaseCell& now = cells[static_cast<std::size_t>(layer)];
        if (before == now)
            continue;
        for (const int step : {before.step, now.step})
            first = step < 0 ? first : std::min(first, step);
    }
    if (first == m_steps)
        return;
    takeApart(first);
    if (!isNew)
        add(token, -1);
    m_own[static_cast<std::size_t>(token)] = own;
    for (int layer = 0; layer < m_layers; ++layer)
        m_cells[index(token, layer)] = packed(cells[static_cast<std::size_t>(layer)]);
    add(token, 1);
}

} // namespace exitscope

#include "decode/latework.h"

#include <algorithm>

namespace exitscope {

void LateWork::add(const std::vector<CarriedRows>& carried, double milliseconds)
{
    m_carried.insert(m_carried.end(), carried.begin(), carried.end());
    m_milliseconds += milliseconds;
}

void LateWork::cut(int end)
{
    for (CarriedRows& rows : m_carried)
        rows.last = std::min(rows.last, end - 1);
    std::erase_if(m_carried, [](const CarriedRows& rows) { return rows.last < rows.first; });
}

void LateWork::tell(Step& step, int index, int origin)
{
    int layerRows = 0;
    std::vector<CellEvent> events;
    for (const CarriedRows& rows : m_carried) {
        layerRows += rows.last - rows.first + 1;
        // Columns begin at the prompt's last position; earlier ones are not on screen.
        if (rows.last >= origin)
            events.push_back(
                {index, rows.layer, std::max(0, rows.first - origin), rows.last - origin});
    }
    step.events.insert(step.events.begin(), events.begin(), events.end());
    if (step.tokens.empty()) {
        step.catchUpRows += layerRows;
        step.times.catchUpMs += m_milliseconds;
    } else {
        step.tokens.front().catchUpRows += layerRows;
        step.tokens.front().times.catchUpMs += m_milliseconds;
    }
    *this = {};
}

} // namespace exitscope

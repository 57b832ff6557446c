#include "widgets/striplayout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitscope {

void StripLayout::reset(const QRectF& firstLine, qreal chipHeight, qreal spacing)
{
    m_chips.clear();
    m_firstOfLine.clear();
    m_firstLine = firstLine;
    m_chipHeight = chipHeight;
    m_spacing = spacing;
    m_break = true;
}

void StripLayout::add(qreal width, qreal before, bool breakAfter)
{
    width = std::min(width, std::max(1.0, m_firstLine.width() - before));
    const bool full = m_x + before + width > m_firstLine.right();
    if (m_break || full) {
        m_firstOfLine.push_back(count());
        m_x = m_firstLine.left();
    }
    m_chips.push_back({m_x + before, width, lines() - 1, breakAfter});
    m_x += before + width + m_spacing;
    m_break = breakAfter;
}

void StripLayout::truncate(int count)
{
    if (count >= this->count())
        return;
    m_chips.resize(static_cast<std::size_t>(count));
    while (!m_firstOfLine.empty() && m_firstOfLine.back() >= count)
        m_firstOfLine.pop_back();
    m_break = m_chips.empty() || m_chips.back().breakAfter;
    if (!m_chips.empty())
        m_x = m_chips.back().x + m_chips.back().width + m_spacing;
}

std::pair<int, int> StripLayout::chipsOf(int line) const
{
    const auto index = static_cast<std::size_t>(line);
    const int end = line + 1 < lines() ? m_firstOfLine[index + 1] : count();
    return {m_firstOfLine[index], end};
}

int StripLayout::lineAt(qreal y) const
{
    const int line = int(std::floor((y - m_firstLine.top()) / m_firstLine.height()));
    return lines() == 0 ? -1 : std::clamp(line, 0, lines() - 1);
}

QRectF StripLayout::rect(int chip) const
{
    const Chip& at = m_chips[static_cast<std::size_t>(chip)];
    return {at.x, m_firstLine.top() + at.line * m_firstLine.height(), at.width, m_chipHeight};
}

int StripLayout::chipAt(const QPointF& point) const
{
    const int line = lineAt(point.y());
    if (line < 0)
        return -1;
    const int chip = nearest(line, point.x());
    return rect(chip).contains(point) ? chip : -1;
}

int StripLayout::nearest(int line, qreal x) const
{
    const auto [first, end] = chipsOf(line);
    int best = first;
    qreal least = std::numeric_limits<qreal>::max();
    for (int chip = first; chip < end; ++chip) {
        const QRectF box = rect(chip);
        const qreal away = std::max({0.0, box.left() - x, x - box.right()});
        if (away < least) {
            least = away;
            best = chip;
        }
    }
    return best;
}

qreal StripLayout::lineEdge(qreal y) const
{
    const qreal before = (y - m_firstLine.top()) / m_firstLine.height();
    if (before <= 0 || lines() == 0)
        return y;
    const int line = std::min(int(std::ceil(before - 1e-6)), lines() - 1);
    return m_firstLine.top() + line * m_firstLine.height();
}

qreal StripLayout::bottom() const
{
    return m_firstLine.top() + lines() * m_firstLine.height();
}

} // namespace exitscope

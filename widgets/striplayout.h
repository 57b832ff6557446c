#pragma once

#include <QPointF>
#include <QRectF>

#include <utility>
#include <vector>

namespace exitscope {

/// Where the chips of a text strip lie: left to right in lines of equal height, wrapped like text.
/// A value type without any drawing; a new chip costs O(1).
class StripLayout
{
public:
    /// Starts over: `firstLine` is the box of the first line, the others follow below it at its
    /// height; chips are `chipHeight` tall with `spacing` between them.
    void reset(const QRectF& firstLine, qreal chipHeight, qreal spacing);
    /// Appends a chip; `before` pixels are left free in front of it, and with `breakAfter` the next
    /// one begins a line.
    void add(qreal width, qreal before, bool breakAfter);
    /// Takes away all chips from `count` on.
    void truncate(int count);

    int count() const { return static_cast<int>(m_chips.size()); }
    int lines() const { return static_cast<int>(m_firstOfLine.size()); }
    int lineOf(int chip) const { return m_chips[static_cast<std::size_t>(chip)].line; }
    /// Chips [first, second) of a line.
    std::pair<int, int> chipsOf(int line) const;
    /// The line at a height, clamped to those that exist; -1 where there is none.
    int lineAt(qreal y) const;
    QRectF rect(int chip) const;
    /// The chip under a point, or -1.
    int chipAt(const QPointF& point) const;
    /// The chip of `line` that is nearest to `x`.
    int nearest(int line, qreal x) const;
    /// The least y from `y` on that is not inside a line: where a view may begin and cut none.
    qreal lineEdge(qreal y) const;
    /// Bottom of the last line.
    qreal bottom() const;

private:
    struct Chip
    {
        qreal x = 0;
        qreal width = 0;
        int line = 0;
        bool breakAfter = false;
    };

    std::vector<Chip> m_chips;
    std::vector<int> m_firstOfLine;
    QRectF m_firstLine;
    qreal m_chipHeight = 0;
    qreal m_spacing = 0;
    qreal m_x = 0;
    bool m_break = true;
};

} // namespace exitscope

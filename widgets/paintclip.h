#pragma once

#include <QPainter>

namespace exitscope {

/// Clips to a box for as long as it lives.
class PaintClip
{
public:
    PaintClip(QPainter& painter, const QRectF& box)
        : m_painter(painter)
    {
        painter.save();
        painter.setClipRect(box, Qt::IntersectClip);
    }
    ~PaintClip() { m_painter.restore(); }
    Q_DISABLE_COPY_MOVE(PaintClip)

private:
    QPainter& m_painter;
};

} // namespace exitscope

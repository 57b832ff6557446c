#pragma once

#include <QPainter>

namespace exitscope {

/// Writes one line of `text` inside `box`, its end elided where it is too long. Font and pen stay
/// with the painter.
inline void drawElided(QPainter& painter, const QRect& box, const QFont& font, const QColor& color,
                       Qt::Alignment alignment, const QString& text)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, int(alignment) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
}

} // namespace exitscope

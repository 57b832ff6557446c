#include "widgets/plotstyle.h"

#include "widgets/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace exitscope {

PlotStyle::PlotStyle(const QPalette& palette, const QFont& baseFont)
    : dark(theme::isDark(palette))
    , base(palette.color(QPalette::Base))
    , text(palette.color(QPalette::Text))
    , font(theme::small(baseFont))
    , titleFont(theme::heading(baseFont))
{
    const theme::Colors colors = theme::colors(palette);
    mutedText = colors.mutedText;
    frame = palette.color(QPalette::Mid);
    accent = colors.accent;
    exitLine = colors.exitLine;
    threshold = colors.threshold;
    settingsMark = colors.settingsMark;
    ruling = colors.grid;
    hatch = frame;
}

qreal PlotStyle::lineHeight() const
{
    return QFontMetricsF(font).height();
}

qreal PlotStyle::textWidth(const QString& label) const
{
    return QFontMetricsF(font).horizontalAdvance(label);
}

void drawText(QPainter& painter, const PlotStyle&, const QRectF& box, Qt::Alignment alignment,
              const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, box.width() + 0.5);
    painter.drawText(box, int(alignment) | Qt::TextSingleLine | Qt::TextDontClip, shown);
}

void drawHatch(QPainter& painter, const QRectF& box, const QColor& color)
{
    constexpr int spacing = 6;
    painter.setPen(QPen(color, 1));
    // Lines x + y = k * spacing, cut to the box.
    const qreal first = std::ceil((box.left() + box.top()) / spacing) * spacing;
    QList<QLineF> lines;
    for (qreal sum = first; sum < box.right() + box.bottom(); sum += spacing) {
        const qreal left = std::max(box.left(), sum - box.bottom());
        const qreal right = std::min(box.right(), sum - box.top());
        if (right > left)
            lines.append(QLineF(left, sum - left, right, sum - right));
    }
    painter.drawLines(lines);
}

void drawRuled(QPainter& painter, const QRectF& box, const QColor& color)
{
    constexpr int spacing = 6;
    painter.setPen(QPen(color, 1));
    QList<QLineF> lines;
    for (qreal y = std::ceil(box.top() / spacing) * spacing; y < box.bottom(); y += spacing)
        lines.append(QLineF(box.left(), y, box.right(), y));
    painter.drawLines(lines);
}

void drawDotted(QPainter& painter, const QRectF& box, const QColor& color)
{
    constexpr int spacing = 6;
    constexpr qreal size = 2;
    QList<QRectF> dots;
    for (qreal y = std::ceil(box.top() / spacing) * spacing; y + size <= box.bottom(); y += spacing)
        for (qreal x = std::ceil(box.left() / spacing) * spacing; x + size <= box.right();
             x += spacing)
            dots.append(QRectF(x, y, size, size));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRects(dots);
}

} // namespace exitscope

#include "widgets/exportable.h"

#include "widgets/plotstyle.h"
#include "widgets/theme.h"

#include <cmath>

namespace exitscope {

namespace {

constexpr int usualWidth = 760;

/// Of title and subtitle, with the gap below them.
qreal textHeight(const QFont& font)
{
    return QFontMetricsF(theme::heading(font)).height() +
           QFontMetricsF(theme::small(font)).height() + theme::gapLarge;
}

} // namespace

QRectF drawHeading(QPainter& painter, const PlotCanvas& canvas, const QString& title,
                   const QString& subtitle)
{
    const PlotStyle style(canvas.palette, canvas.font);
    const QRectF whole = QRectF(QPointF(0, 0), canvas.size)
                             .adjusted(theme::gap, theme::gap, -theme::gap, -theme::gap);
    QRectF line = whole;
    line.setHeight(QFontMetricsF(style.titleFont).height());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(style.titleFont);
    painter.setPen(style.text);
    drawText(painter, style, line, Qt::AlignLeft | Qt::AlignVCenter, title);
    line.translate(0, line.height());
    line.setHeight(style.lineHeight());
    painter.setFont(style.font);
    painter.setPen(style.mutedText);
    drawText(painter, style, line, Qt::AlignLeft | Qt::AlignVCenter, subtitle);
    return whole.adjusted(0, textHeight(canvas.font), 0, 0);
}

int headingHeight(const QFont& font)
{
    return static_cast<int>(std::ceil(textHeight(font))) + 2 * theme::gap;
}

PlotPicture titledPicture(const QString& name, const QString& title, const QString& subtitle,
                          std::function<int(const QFont& font)> height,
                          std::function<void(QPainter&, const PlotCanvas&)> draw)
{
    PlotPicture picture;
    picture.name = name;
    picture.title = title;
    picture.suitableSize = [height](const QFont& font) {
        return QSize(usualWidth, headingHeight(font) + height(font));
    };
    picture.draw = [title, subtitle, draw](QPainter& painter, const PlotCanvas& canvas) {
        const QRectF box = drawHeading(painter, canvas, title, subtitle);
        drawInside(painter, canvas, box, [&](const PlotCanvas& inner) { draw(painter, inner); });
    };
    return picture;
}

void drawInside(QPainter& painter, const PlotCanvas& canvas, const QRectF& box,
                const std::function<void(const PlotCanvas&)>& draw)
{
    painter.save();
    painter.translate(box.topLeft());
    draw({box.size(), canvas.palette, canvas.font});
    painter.restore();
}

} // namespace exitscope

#include "widgets/sweepmarks.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPolygonF>

#include <functional>
#include <vector>

namespace exitscope {

namespace {

struct SweepLegend
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SweepLegend)
};

struct Entry
{
    QString text;
    std::function<void(QPainter&, const QPointF&)> draw; ///< around its middle
};

constexpr double sampleWidth = 20;

std::vector<Entry> entriesOf(const PlotStyle& style, bool withFront)
{
    const auto symbol = [&style](SweepSymbol what, bool isBest) {
        return [&style, what, isBest](QPainter& painter, const QPointF& center) {
            drawSweepMark(painter, center, what, isBest, style.text, style.base);
        };
    };
    std::vector<Entry> entries{
        {SweepLegend::tr("quality as at full depth"), symbol(SweepSymbol::Keeps, false)},
        {SweepLegend::tr("significantly below"), symbol(SweepSymbol::Below, false)},
        {SweepLegend::tr("best"), symbol(SweepSymbol::Keeps, true)}};
    if (withFront) {
        entries.push_back({SweepLegend::tr("full depth"), symbol(SweepSymbol::FullDepth, false)});
        entries.push_back(
            {SweepLegend::tr("front"), [&style](QPainter& painter, const QPointF& center) {
                 painter.setPen(QPen(style.accent, 2));
                 painter.drawLine(center - QPointF(sampleWidth / 2 - 1, 0),
                                  center + QPointF(sampleWidth / 2 - 1, 0));
             }});
    }
    return entries;
}

/// visit(entry, top left of its sample) for each; the number of lines.
int layOut(const PlotStyle& style, const QRectF& box, const std::vector<Entry>& entries,
           const std::function<void(const Entry&, const QPointF&)>& visit)
{
    int lines = 1;
    double x = box.left();
    for (const Entry& entry : entries) {
        const double width = sampleWidth + theme::gapTiny + style.textWidth(entry.text);
        if (x > box.left() && x + width > box.right()) {
            x = box.left();
            ++lines;
        }
        visit(entry, QPointF(x, box.top() + (lines - 1) * style.lineHeight()));
        x += width + theme::gap;
    }
    return lines;
}

} // namespace

SweepSymbol symbolOf(const SweepMark& mark)
{
    return mark.keepsQuality ? SweepSymbol::Keeps : SweepSymbol::Below;
}

void drawSweepMark(QPainter& painter, const QPointF& center, SweepSymbol symbol, bool isBest,
                   const QColor& ink, const QColor& ground)
{
    constexpr double radius = sweepMarkRadius;
    painter.setPen(QPen(ink, 1.6));
    painter.setBrush(symbol == SweepSymbol::Below ? ground : ink);
    if (symbol == SweepSymbol::FullDepth) {
        constexpr double reach = radius + 1.5;
        painter.drawPolygon(QPolygonF{center + QPointF(0, -reach), center + QPointF(reach, 0),
                                      center + QPointF(0, reach), center + QPointF(-reach, 0)});
    } else {
        painter.drawEllipse(center, radius - 0.8, radius - 0.8);
    }
    if (isBest) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, 1.8));
        painter.drawEllipse(center, radius + 3.5, radius + 3.5);
    }
}

void drawSweepLegend(QPainter& painter, const PlotStyle& style, const QRectF& box, bool withFront)
{
    const double line = style.lineHeight();
    painter.setFont(style.font);
    layOut(style, box, entriesOf(style, withFront), [&](const Entry& entry, const QPointF& at) {
        entry.draw(painter, at + QPointF(sampleWidth / 2, line / 2));
        painter.setPen(style.mutedText);
        drawText(painter, style,
                 QRectF(at.x() + sampleWidth + theme::gapTiny, at.y(),
                        style.textWidth(entry.text) + 1, line),
                 Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    });
}

double sweepLegendHeight(const PlotStyle& style, double width, bool withFront)
{
    return style.lineHeight() * layOut(style, QRectF(0, 0, width, 0), entriesOf(style, withFront),
                                       [](const Entry&, const QPointF&) {});
}

} // namespace exitscope

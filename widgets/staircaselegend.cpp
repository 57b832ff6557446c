// The legend of staircasescene.h.
#include "widgets/heatmapframe.h"
#include "widgets/staircasescene.h"
#include "widgets/staircasetext.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <functional>

namespace exitscope {
namespace {

struct StaircaseLegend
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::StaircaseLegend)
};

constexpr double sample = 22; ///< width of a box

struct LegendEntry
{
    QString text;
    std::function<void(QPainter&, const QRectF&)> draw;
};

std::vector<LegendEntry> legendOf(const PlotStyle& style, const std::vector<CellOrigin>& origins,
                                  const StaircaseState* state)
{
    std::vector<LegendEntry> entries;
    for (const CellOrigin origin : origins) {
        QString text = originTitle(origin);
        if (state)
            text += QStringLiteral(" %1").arg(QLocale().toString(state->count(origin)));
        entries.push_back({text, [&style, origin](QPainter& painter, const QRectF& box) {
                               drawOrigin(painter, style, box, origin);
                               painter.setBrush(Qt::NoBrush);
                               painter.setPen(style.frame);
                               painter.drawRect(box);
                           }});
    }
    entries.push_back(
        {StaircaseLegend::tr("this step"), [&style](QPainter& painter, const QRectF& box) {
             painter.setBrush(Qt::NoBrush);
             painter.setPen(QPen(style.exitLine, 2));
             painter.drawRect(box);
         }});
    entries.push_back({StaircaseLegend::tr("row that waits at its door"),
                       [&style](QPainter& painter, const QRectF& box) {
                           painter.setRenderHint(QPainter::Antialiasing, false);
                           painter.setPen(QPen(style.exitLine, 1.2));
                           painter.drawLine(box.bottomLeft(), box.bottomRight());
                           painter.setRenderHint(QPainter::Antialiasing);
                           painter.setPen(Qt::NoPen);
                           painter.setBrush(style.exitLine);
                           const QPointF at(box.center().x(), box.bottom() - 2);
                           painter.drawPolygon(QPolygonF(
                               {at + QPointF(-4, 0), at + QPointF(4, 0), at + QPointF(0, -6)}));
                       }});
    return entries;
}

/// Puts entries into rows of `width`; calls `place` with row and distance from the left.
int flow(const PlotStyle& style, const std::vector<LegendEntry>& entries, qreal width,
         const std::function<void(const LegendEntry&, int, qreal)>& place)
{
    int row = 0;
    qreal x = 0;
    for (const LegendEntry& entry : entries) {
        const qreal wide = sample + theme::gapSmall + style.textWidth(entry.text);
        if (x > 0 && x + wide > width) {
            ++row;
            x = 0;
        }
        place(entry, row, x);
        x += wide + theme::gapLarge;
    }
    return row + 1;
}

qreal legendHeight(const PlotStyle& style, const std::vector<CellOrigin>& origins, qreal width)
{
    // Room for the counts' digits, so that the plot does not move while they grow.
    std::vector<LegendEntry> entries = legendOf(style, origins, nullptr);
    for (std::size_t i = 0; i < origins.size(); ++i)
        entries[i].text += QStringLiteral(" 00,000");
    return flow(style, entries, width, [](const LegendEntry&, int, qreal) {}) *
           (style.lineHeight() + 2);
}

} // namespace

void drawStaircaseLegend(QPainter& painter, const StaircaseScene& scene)
{
    const PlotStyle& style = scene.frame.style;
    const QRectF& plot = scene.frame.geometry.plot;
    const qreal line = style.lineHeight();
    const QMarginsF margins =
        frameMargins(style, scene.frame.values, scene.frame.geometry.columnWidth());
    const qreal top = plot.bottom() + margins.bottom() - line - theme::gapTiny;
    painter.setFont(style.font);
    if (scene.frame.geometry.isShared()) {
        painter.setPen(style.mutedText);
        drawText(painter, style, QRectF(plot.left(), top - line, plot.width(), line),
                 Qt::AlignLeft | Qt::AlignVCenter,
                 sharedColumnsNote(scene.frame.geometry.tokensPer(1)));
    }
    flow(style, legendOf(style, scene.origins, &scene.state), plot.width(),
         [&](const LegendEntry& entry, int row, qreal x) {
             const qreal y = top + row * (line + 2);
             entry.draw(painter, QRectF(plot.left() + x, y + line / 2 - 5, sample, 10));
             painter.setPen(style.mutedText);
             drawText(
                 painter, style,
                 QRectF(plot.left() + x + sample + 6, y, style.textWidth(entry.text) + 2, line),
                 Qt::AlignLeft | Qt::AlignVCenter, entry.text);
         });
}

HeatmapGeometry staircaseGeometry(HeatmapGeometry shown, const QSizeF& size, const PlotStyle& style,
                                  const HeatmapValues& values,
                                  const std::vector<CellOrigin>& origins)
{
    const auto margins = [&](double columnWidth) {
        return staircaseMargins(style, values, origins, size.width(), columnWidth);
    };
    const QMarginsF narrow = margins(1);
    const double wide = std::max(10.0, size.width() - narrow.left() - narrow.right());
    const QMarginsF around = margins(wide / (shown.tokenUpper - shown.tokenLower));
    shown.plot = QRectF(QPointF(around.left(), around.top()),
                        QPointF(size.width() - around.right(),
                                std::max(around.top() + 10, size.height() - around.bottom())))
                     .toRect();
    return shown;
}

QMarginsF staircaseMargins(const PlotStyle& style, const HeatmapValues& values,
                           const std::vector<CellOrigin>& origins, double width, double columnWidth)
{
    QMarginsF margins = frameMargins(style, values, columnWidth);
    margins.setTop(theme::gapSmall);
    // The number of the last token stands half to the right of the plot.
    const qreal number = style.textWidth(QString::number(values.tokens()));
    margins.setRight(std::max<qreal>(theme::gap, std::ceil(number / 2)));
    const qreal inside = width - margins.left() - margins.right();
    margins.setBottom(margins.bottom() - style.lineHeight() + legendHeight(style, origins, inside));
    return margins;
}

} // namespace exitscope

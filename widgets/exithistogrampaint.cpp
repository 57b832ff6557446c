// The drawing of exithistogramplot.h.
#include "widgets/exithistogramplot.h"

#include "widgets/roundstep.h"
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

struct ExitHistogramText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::ExitHistogramText)
};

constexpr double tickRows = 3.2; ///< lines of text from tick to tick
constexpr double sampleWidth = 22;

int largest(const ExitHistogram& histogram)
{
    return histogram.tokens.empty() ? 0 : std::ranges::max(histogram.tokens);
}

void drawScale(QPainter& painter, const ExitHistogramAxes& at, const PlotStyle& style)
{
    const qreal line = style.lineHeight();
    painter.setFont(style.font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (double tokens = 0; tokens <= at.most + at.step / 2; tokens += at.step) {
        const qreal y = at.y(tokens);
        painter.setPen(style.ruling);
        painter.drawLine(QPointF(at.plot.left(), y), QPointF(at.plot.right(), y));
        painter.setPen(style.text);
        drawText(painter, style, QRectF(0, y - line / 2, at.plot.left() - theme::gapTiny, line),
                 Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(int(tokens)));
    }
    const qreal widest = style.textWidth(QString::number(at.layers)) + theme::gapSmall;
    const int step = std::max(1, int(std::lround(roundStep(widest / at.barWidth()))));
    for (int layer = 0; layer < at.layers; layer += step)
        drawText(painter, style,
                 QRectF(at.x(layer) - widest / 2, at.plot.bottom() + 2, widest, line),
                 Qt::AlignCenter, QString::number(layer));
}

void drawBars(QPainter& painter, const ExitHistogramAxes& at, const PlotStyle& style,
              const ExitHistogramPicture& picture)
{
    const double share = at.barWidth() > 6 ? 0.7 : 1;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int layer = 0; layer < at.layers; ++layer) {
        const auto index = static_cast<std::size_t>(layer);
        const double half = share * at.barWidth() / 2;
        const auto bar = [&](int tokens) {
            return QRectF(QPointF(at.x(layer) - half, at.y(tokens)),
                          QPointF(at.x(layer) + half, at.plot.bottom()));
        };
        if (picture.exits.tokens[index] > 0)
            painter.fillRect(bar(picture.exits.tokens[index]), style.accent);
        if (!picture.hasOther() || picture.other.tokens[index] == 0)
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(style.base, 3.4));
        painter.drawRect(bar(picture.other.tokens[index]));
        painter.setPen(QPen(style.threshold, 1.6, Qt::DashLine));
        painter.drawRect(bar(picture.other.tokens[index]));
    }
}

void drawCumulative(QPainter& painter, const ExitHistogramAxes& at, const PlotStyle& style,
                    const ExitHistogram& histogram, const QPen& pen)
{
    QPolygonF line;
    line << at.plot.bottomLeft();
    for (int layer = 0; layer < at.layers; ++layer) {
        const qreal y = at.plot.bottom() - histogram.cumulative(layer) * at.plot.height();
        line << QPointF(at.x(layer - 0.5), y) << QPointF(at.x(layer + 0.5), y);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.base, pen.widthF() + 2));
    painter.drawPolyline(line);
    painter.setPen(pen);
    painter.drawPolyline(line);
}

void drawShares(QPainter& painter, const ExitHistogramAxes& at, const PlotStyle& style)
{
    const qreal line = style.lineHeight();
    painter.setPen(style.text);
    for (const int percent : {0, 50, 100}) {
        const qreal y = at.plot.bottom() - percent / 100.0 * at.plot.height();
        drawText(painter, style,
                 QRectF(at.plot.right() + theme::gapTiny, y - line / 2,
                        style.textWidth(QStringLiteral("100 %")) + 2, line),
                 Qt::AlignLeft | Qt::AlignVCenter, ExitHistogramText::tr("%1 %").arg(percent));
    }
}

void drawUpright(QPainter& painter, const ExitHistogramAxes& at, const PlotStyle& style,
                 double layer, Qt::PenStyle dashes)
{
    const QLineF line(at.x(layer), at.plot.top(), at.x(layer), at.plot.bottom());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(style.base, 4));
    painter.drawLine(line);
    painter.setPen(QPen(style.exitLine, 1.6, dashes));
    painter.drawLine(line);
}

struct LegendEntry
{
    QString text;
    std::function<void(QPainter&, const QRectF&)> draw;
};

std::vector<LegendEntry> legendOf(const PlotStyle& style, const ExitHistogramPicture& picture)
{
    const auto number = [](double value) { return QLocale().toString(value, 'f', 1); };
    const auto stroke = [](const QPen& pen) {
        return [pen](QPainter& painter, const QRectF& box) {
            painter.setPen(pen);
            painter.drawLine(QPointF(box.left(), box.center().y()),
                             QPointF(box.right(), box.center().y()));
        };
    };
    std::vector<LegendEntry> entries{
        {ExitHistogramText::tr("this run"),
         [&style](QPainter& painter, const QRectF& box) { painter.fillRect(box, style.accent); }},
        {ExitHistogramText::tr("mean %1").arg(number(picture.exits.mean)),
         stroke(QPen(style.exitLine, 1.6))},
        {ExitHistogramText::tr("median %1").arg(number(picture.exits.median)),
         stroke(QPen(style.exitLine, 1.6, Qt::DashLine))}};
    if (picture.cumulative)
        entries.push_back(
            {ExitHistogramText::tr("cumulative share"), stroke(QPen(style.settingsMark, 2))});
    if (picture.hasOther())
        entries.push_back({ExitHistogramText::tr("what if (mean %1, median %2)")
                               .arg(number(picture.other.mean), number(picture.other.median)),
                           [&style](QPainter& painter, const QRectF& box) {
                               painter.setBrush(Qt::NoBrush);
                               painter.setPen(QPen(style.threshold, 1.6, Qt::DashLine));
                               painter.drawRect(box);
                           }});
    return entries;
}

/// Distance of two rows of the legend; samples one below the other must not touch.
qreal legendRow(const PlotStyle& style)
{
    return std::max(style.lineHeight(), 10.0) + theme::gapTiny;
}

/// Puts the entries into rows of `width`; returns how many there are.
int drawEntries(QPainter* painter, const PlotStyle& style, const std::vector<LegendEntry>& entries,
                const QPointF& corner, qreal width)
{
    const qreal line = style.lineHeight();
    int row = 0;
    qreal x = 0;
    for (const LegendEntry& entry : entries) {
        const qreal text = style.textWidth(entry.text) + 2;
        if (x > 0 && x + sampleWidth + 6 + text > width) {
            ++row;
            x = 0;
        }
        if (painter) {
            const QPointF at = corner + QPointF(x, row * legendRow(style));
            painter->setRenderHint(QPainter::Antialiasing, false);
            entry.draw(*painter, QRectF(at.x(), at.y() + line / 2 - 5, sampleWidth, 10));
            painter->setPen(style.mutedText);
            drawText(*painter, style, QRectF(at.x() + sampleWidth + 6, at.y(), text, line),
                     Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        }
        x += sampleWidth + 6 + text + theme::gap;
    }
    return row + 1;
}

} // namespace

int ExitHistogramAxes::layerAt(double px) const
{
    return std::clamp(int((px - plot.left()) / barWidth()), 0, layers - 1);
}

ExitHistogramAxes exitHistogramAxes(const QSizeF& size, const PlotStyle& style,
                                    const ExitHistogramPicture& picture)
{
    ExitHistogramAxes at;
    const qreal line = style.lineHeight();
    const int most = std::max({1, largest(picture.exits), largest(picture.other)});
    const qreal left = style.textWidth(QLocale().toString(most)) + line + theme::gap;
    const qreal right = picture.cumulative ? style.textWidth(QStringLiteral("100 %")) + theme::gap
                                           : qreal(theme::gapSmall);
    const qreal wide = std::max(10.0, size.width() - left - right);
    const int rows = drawEntries(nullptr, style, legendOf(style, picture), {}, wide);
    const qreal top = line + theme::gapTiny;
    const qreal bottom = 2 * line + rows * legendRow(style) + 2 * theme::gapSmall;
    at.plot = QRectF(left, top, wide, std::max(10.0, size.height() - top - bottom));
    at.layers = std::max(1, static_cast<int>(picture.exits.tokens.size()));
    const double ticks = std::max(1.0, at.plot.height() / (tickRows * line));
    at.step = std::max(1.0, roundStep(most / ticks));
    at.most = std::ceil(most / at.step) * at.step;
    return at;
}

void drawExitHistogram(QPainter& painter, const QSizeF& size, const PlotStyle& style,
                       const ExitHistogramPicture& picture)
{
    const ExitHistogramAxes at = exitHistogramAxes(size, style, picture);
    const qreal line = style.lineHeight();
    drawScale(painter, at, style);
    drawBars(painter, at, style, picture);
    if (picture.cumulative) {
        if (picture.hasOther())
            drawCumulative(painter, at, style, picture.other,
                           QPen(style.threshold, 1.6, Qt::DashLine));
        drawCumulative(painter, at, style, picture.exits, QPen(style.settingsMark, 2));
        drawShares(painter, at, style);
    }
    drawUpright(painter, at, style, picture.exits.mean, Qt::SolidLine);
    drawUpright(painter, at, style, picture.exits.median, Qt::DashLine);
    painter.setPen(style.frame);
    painter.drawLine(at.plot.bottomLeft(), at.plot.bottomRight());
    painter.setPen(style.text);
    drawText(
        painter, style,
        QRectF(at.plot.left(), at.plot.bottom() + line + theme::gapTiny, at.plot.width(), line),
        Qt::AlignCenter, ExitHistogramText::tr("exit layer"));
    painter.save();
    painter.translate(0, at.plot.center().y());
    painter.rotate(-90);
    drawText(painter, style, QRectF(-at.plot.height() / 2, theme::gapTiny, at.plot.height(), line),
             Qt::AlignCenter, ExitHistogramText::tr("tokens"));
    painter.restore();
    drawEntries(&painter, style, legendOf(style, picture),
                QPointF(at.plot.left(), at.plot.bottom() + 2 * line + theme::gapSmall),
                at.plot.width());
}

ExportTable exitHistogramTable(const ExitHistogramPicture& picture)
{
    ExportTable table{{"layer", "tokens", "share", "cumulative_share"}, {}};
    if (picture.hasOther())
        table.columns << QStringLiteral("what_if_tokens")
                      << QStringLiteral("what_if_cumulative_share");
    const double total = std::max(1, picture.exits.total);
    for (int layer = 0; layer < static_cast<int>(picture.exits.tokens.size()); ++layer) {
        const auto index = static_cast<std::size_t>(layer);
        const int tokens = picture.exits.tokens[index];
        QVariantList row{layer, tokens, tokens / total, picture.exits.cumulative(layer)};
        if (picture.hasOther())
            row << picture.other.tokens[index] << picture.other.cumulative(layer);
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace exitscope

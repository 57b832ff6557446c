// The drawing of scheduleplot.h.
#include "widgets/roundstep.h"
#include "widgets/scheduleplot.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitscope {
namespace {

bool firesAbove(const Criterion& criterion)
{
    return criterion.comparison == Comparison::Above || criterion.comparison == Comparison::AtLeast;
}

void drawFrame(QPainter& painter, const ScheduleAxes& at, const PlotCanvas& canvas,
               const ScheduleCurve& curve)
{
    const theme::Colors colors = theme::colors(canvas.palette);
    const QFontMetricsF metrics(painter.font());
    painter.fillRect(at.frame, canvas.palette.color(QPalette::Base));
    const int steps = static_cast<int>(std::lround((at.high - at.low) / at.step));
    for (int step = 0; step <= steps; ++step) {
        const double value = at.low + step * at.step;
        painter.setPen(QPen(colors.grid, 1));
        painter.drawLine(QPointF(at.frame.left(), at.y(value)),
                         QPointF(at.frame.right(), at.y(value)));
        painter.setPen(colors.mutedText);
        const QRectF box(0, at.y(value) - metrics.height() / 2, at.frame.left() - theme::gapTiny,
                         metrics.height());
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(value, 'f', at.decimals));
    }
    const double column = at.column();
    const int every =
        std::max(1, static_cast<int>(
                        std::ceil(1.6 * metrics.horizontalAdvance(QStringLiteral("00")) / column)));
    painter.setPen(colors.mutedText);
    for (int layer = 0; layer < at.layers; layer += every) {
        const QRectF box(at.x(layer) - 2 * column * every, at.frame.bottom() + theme::gapTiny,
                         4 * column * every, metrics.height());
        painter.drawText(box, Qt::AlignHCenter | Qt::AlignTop, QString::number(layer));
    }
    // Out of the way of the exit's label.
    const bool exitOnTheLeft = curve.exitLayer >= 0 && 2 * curve.exitLayer < at.layers;
    painter.drawText(QRectF(at.frame.left(), 0, at.frame.width(), metrics.height()),
                     (exitOnTheLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop,
                     SchedulePlot::tr("score by layer"));
}

void drawMinimum(QPainter& painter, const ScheduleAxes& at, const PlotCanvas& canvas,
                 const ScheduleCurve& curve)
{
    const theme::Colors colors = theme::colors(canvas.palette);
    if (curve.selectedLayer >= 0 && curve.selectedLayer < at.layers) {
        QColor band = colors.accent;
        band.setAlphaF(0.22f);
        painter.fillRect(QRectF(at.x(curve.selectedLayer) - at.column() / 2, at.frame.top(),
                                at.column(), at.frame.height()),
                         band);
    }
    if (curve.minimumLayer <= 0)
        return;
    const double right = at.x(std::min(curve.minimumLayer, at.layers)) - at.column() / 2;
    const QRectF below(at.frame.topLeft(), QPointF(right, at.frame.bottom()));
    painter.fillRect(below, QBrush(colors.mutedText, Qt::BDiagPattern));
    painter.setPen(QPen(colors.mutedText, 1));
    painter.drawLine(below.topRight(), below.bottomRight());
}

void drawThreshold(QPainter& painter, const ScheduleAxes& at, const PlotCanvas& canvas,
                   const ScheduleCurve& curve)
{
    const theme::Colors colors = theme::colors(canvas.palette);
    QPainterPath line;
    for (int layer = 0; layer < at.layers; ++layer) {
        const QPointF point(at.x(layer), at.y(curve.thresholds[static_cast<std::size_t>(layer)]));
        if (layer == 0) {
            line.moveTo(at.frame.left(), point.y());
        }
        line.lineTo(point);
    }
    line.lineTo(at.frame.right(), line.currentPosition().y());

    QPainterPath side = line;
    const double edge = firesAbove(*curve.condition.criterion) ? at.frame.top() : at.frame.bottom();
    side.lineTo(at.frame.right(), edge);
    side.lineTo(at.frame.left(), edge);
    side.closeSubpath();
    QColor shade = colors.threshold;
    shade.setAlphaF(0.12f);
    painter.fillPath(side, shade);
    painter.setPen(QPen(colors.threshold, 1.5, Qt::DashLine));
    painter.drawPath(line);
}

void drawScores(QPainter& painter, const ScheduleAxes& at, const PlotCanvas& canvas,
                const ScheduleCurve& curve)
{
    const QColor ink = canvas.palette.color(QPalette::Text);
    const QFontMetricsF metrics(painter.font());
    const int count = std::min(at.layers, static_cast<int>(curve.scores.size()));
    if (curve.exitLayer >= 0) {
        const double x = at.x(curve.exitLayer);
        painter.setPen(QPen(ink, 1));
        painter.drawLine(QPointF(x, at.frame.top()), QPointF(x, at.frame.bottom()));
        const QString label = SchedulePlot::tr("left at %1").arg(curve.exitLayer);
        const double width = metrics.horizontalAdvance(label);
        const double left = std::clamp(x - width / 2, at.frame.left(), at.frame.right() - width);
        painter.drawText(QPointF(left, metrics.ascent()), label);
    }
    if (curve.wouldLeaveAt >= 0 && curve.wouldLeaveAt < at.layers) {
        const QPointF tip(at.x(curve.wouldLeaveAt), at.frame.top() + 8);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::colors(canvas.palette).threshold);
        painter.drawPolygon(QPolygonF({tip, tip + QPointF(-5, -8), tip + QPointF(5, -8)}));
    }
    const double radius = std::clamp(at.column() / 2, 1.6, 3.2);
    for (int layer = 0; layer < count; ++layer) {
        const double score = curve.scores[static_cast<std::size_t>(layer)];
        if (std::isnan(score))
            continue;
        painter.setPen(QPen(ink, 1.4));
        painter.setBrush(curve.fires(layer) ? QBrush(ink)
                                            : QBrush(canvas.palette.color(QPalette::Base)));
        painter.drawEllipse(QPointF(at.x(layer), at.y(score)), radius, radius);
    }
}

} // namespace

ScheduleAxes scheduleAxes(const PlotCanvas& canvas, const ScheduleCurve& curve)
{
    ScheduleAxes result;
    result.layers = static_cast<int>(curve.thresholds.size());
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const auto* values : {&curve.thresholds, &curve.scores}) {
        for (const double value : *values) {
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    if (!(low <= high))
        low = 0, high = 1;
    const double width = std::max({high - low, 0.02 * std::abs(high), 1e-3});
    result.step = roundStep(0.4 * width);
    result.low = std::floor((low - 0.08 * width) / result.step) * result.step;
    result.high = std::ceil((high + 0.08 * width) / result.step) * result.step;
    result.decimals = std::max(0, -static_cast<int>(std::floor(std::log10(result.step) + 1e-9)));

    const QFontMetricsF metrics(theme::small(canvas.font));
    const QLocale locale;
    const double labels =
        std::max(metrics.horizontalAdvance(locale.toString(result.low, 'f', result.decimals)),
                 metrics.horizontalAdvance(locale.toString(result.high, 'f', result.decimals)));
    result.frame = QRectF(QPointF(), canvas.size)
                       .adjusted(labels + theme::gapTiny, metrics.height() + 2, -1,
                                 -metrics.height() - theme::gapTiny);
    return result;
}

void drawSchedule(QPainter& painter, const PlotCanvas& canvas, const ScheduleCurve& curve,
                  const ScheduleAxes& at)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::small(canvas.font));
    drawFrame(painter, at, canvas, curve);
    drawMinimum(painter, at, canvas, curve);
    drawThreshold(painter, at, canvas, curve);
    drawScores(painter, at, canvas, curve);
}

void drawSchedule(QPainter& painter, const PlotCanvas& canvas, const ScheduleCurve& curve)
{
    if (curve.condition.criterion && !curve.thresholds.empty())
        drawSchedule(painter, canvas, curve, scheduleAxes(canvas, curve));
}

ExportTable scheduleTable(const ScheduleCurve& curve)
{
    ExportTable table{{"layer", "threshold", "score", "fires", "left_here"}, {}};
    for (std::size_t i = 0; i < curve.thresholds.size(); ++i) {
        const int layer = static_cast<int>(i);
        const QVariant score = i < curve.scores.size()
                                   ? exportNumber(static_cast<float>(curve.scores[i]))
                                   : QVariant();
        table.rows.push_back({layer, curve.thresholds[i], score,
                              score.isValid() ? QVariant(curve.fires(layer)) : QVariant(),
                              layer == curve.exitLayer});
    }
    return table;
}

} // namespace exitscope

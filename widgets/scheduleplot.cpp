#include "widgets/scheduleplot.h"

#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

bool firesAbove(const Criterion& criterion)
{
    return criterion.comparison == Comparison::Above || criterion.comparison == Comparison::AtLeast;
}

} // namespace

SchedulePlot::SchedulePlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Score and threshold over depth"));
    setToolTip(tr("The line is the threshold at each layer, the shaded side lets a token out.\n"
                  "Points are the token's scores, filled where they let it out; the upright line "
                  "is where it left. Hatched layers are below the minimum."));
}

void SchedulePlot::setCurve(ScheduleCurve curve)
{
    m_curve = std::move(curve);
    const auto count = m_curve.thresholds.size();
    if (m_edited >= static_cast<int>(count))
        m_edited = -1;
    // A token that arrives meanwhile does not take the handle out of the hand.
    if (m_drag && static_cast<int>(count) == m_drag->axes.layers)
        m_curve.thresholds[static_cast<std::size_t>(m_drag->layer)] = m_drag->value;
    else
        m_drag.reset();
    update();
}

QSize SchedulePlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {18 * line, 8 * line};
}

QSize SchedulePlot::minimumSizeHint() const
{
    return sizeHint() / 2;
}

ScheduleAxes SchedulePlot::axes() const
{
    if (m_drag)
        return m_drag->axes;
    ScheduleAxes result;
    result.layers = static_cast<int>(m_curve.thresholds.size());
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const auto* values : {&m_curve.thresholds, &m_curve.scores}) {
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

    const QFontMetricsF metrics(theme::small(font()));
    const QLocale locale;
    const double labels =
        std::max(metrics.horizontalAdvance(locale.toString(result.low, 'f', result.decimals)),
                 metrics.horizontalAdvance(locale.toString(result.high, 'f', result.decimals)));
    result.frame = QRectF(rect()).adjusted(labels + theme::gapTiny, metrics.height() + 2, -1,
                                           -metrics.height() - theme::gapTiny);
    return result;
}

void SchedulePlot::paintEvent(QPaintEvent*)
{
    if (!m_curve.condition.criterion || m_curve.thresholds.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::small(font()));
    const ScheduleAxes at = axes();
    drawFrame(painter, at);
    drawMinimum(painter, at);
    drawThreshold(painter, at);
    drawScores(painter, at);
    drawHandles(painter, at);
}

void SchedulePlot::drawFrame(QPainter& painter, const ScheduleAxes& at) const
{
    const theme::Colors colors = theme::colors(palette());
    const QFontMetricsF metrics(painter.font());
    painter.fillRect(at.frame, palette().color(QPalette::Base));
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
    const bool exitOnTheLeft = m_curve.exitLayer >= 0 && 2 * m_curve.exitLayer < at.layers;
    painter.drawText(QRectF(at.frame.left(), 0, at.frame.width(), metrics.height()),
                     (exitOnTheLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop,
                     tr("score by layer"));
}

void SchedulePlot::drawMinimum(QPainter& painter, const ScheduleAxes& at) const
{
    const theme::Colors colors = theme::colors(palette());
    if (m_curve.selectedLayer >= 0 && m_curve.selectedLayer < at.layers) {
        QColor band = colors.accent;
        band.setAlphaF(0.22f);
        painter.fillRect(QRectF(at.x(m_curve.selectedLayer) - at.column() / 2, at.frame.top(),
                                at.column(), at.frame.height()),
                         band);
    }
    if (m_curve.minimumLayer <= 0)
        return;
    const double right = at.x(std::min(m_curve.minimumLayer, at.layers)) - at.column() / 2;
    const QRectF below(at.frame.topLeft(), QPointF(right, at.frame.bottom()));
    painter.fillRect(below, QBrush(colors.mutedText, Qt::BDiagPattern));
    painter.setPen(QPen(colors.mutedText, 1));
    painter.drawLine(below.topRight(), below.bottomRight());
}

void SchedulePlot::drawThreshold(QPainter& painter, const ScheduleAxes& at) const
{
    const theme::Colors colors = theme::colors(palette());
    QPainterPath line;
    for (int layer = 0; layer < at.layers; ++layer) {
        const QPointF point(at.x(layer), at.y(m_curve.thresholds[static_cast<std::size_t>(layer)]));
        if (layer == 0) {
            line.moveTo(at.frame.left(), point.y());
        }
        line.lineTo(point);
    }
    line.lineTo(at.frame.right(), line.currentPosition().y());

    QPainterPath side = line;
    const double edge =
        firesAbove(*m_curve.condition.criterion) ? at.frame.top() : at.frame.bottom();
    side.lineTo(at.frame.right(), edge);
    side.lineTo(at.frame.left(), edge);
    side.closeSubpath();
    QColor shade = colors.threshold;
    shade.setAlphaF(0.12f);
    painter.fillPath(side, shade);
    painter.setPen(QPen(colors.threshold, 1.5, Qt::DashLine));
    painter.drawPath(line);
}

void SchedulePlot::drawScores(QPainter& painter, const ScheduleAxes& at) const
{
    const QColor ink = palette().color(QPalette::Text);
    const QFontMetricsF metrics(painter.font());
    const int count = std::min(at.layers, static_cast<int>(m_curve.scores.size()));
    if (m_curve.exitLayer >= 0) {
        const double x = at.x(m_curve.exitLayer);
        painter.setPen(QPen(ink, 1));
        painter.drawLine(QPointF(x, at.frame.top()), QPointF(x, at.frame.bottom()));
        const QString label = tr("left at %1").arg(m_curve.exitLayer);
        const double width = metrics.horizontalAdvance(label);
        const double left = std::clamp(x - width / 2, at.frame.left(), at.frame.right() - width);
        painter.drawText(QPointF(left, metrics.ascent()), label);
    }
    if (m_curve.wouldLeaveAt >= 0 && m_curve.wouldLeaveAt < at.layers) {
        const QPointF tip(at.x(m_curve.wouldLeaveAt), at.frame.top() + 8);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::colors(palette()).threshold);
        painter.drawPolygon(QPolygonF({tip, tip + QPointF(-5, -8), tip + QPointF(5, -8)}));
    }
    const double radius = std::clamp(at.column() / 2, 1.6, 3.2);
    for (int layer = 0; layer < count; ++layer) {
        const double score = m_curve.scores[static_cast<std::size_t>(layer)];
        if (std::isnan(score))
            continue;
        painter.setPen(QPen(ink, 1.4));
        painter.setBrush(m_curve.fires(layer) ? QBrush(ink)
                                              : QBrush(palette().color(QPalette::Base)));
        painter.drawEllipse(QPointF(at.x(layer), at.y(score)), radius, radius);
    }
}

} // namespace exitscope

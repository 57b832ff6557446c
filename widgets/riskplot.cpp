#include "widgets/riskplot.h"

#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

constexpr double pointRadius = 3;

QString percent(double share, double step)
{
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(100 * step) + 1e-9)));
    return RiskPlot::tr("%1 %").arg(QLocale().toString(100 * share, 'f', decimals));
}

} // namespace

double riskBound(double meanLoss, int units, double delta)
{
    double excluded = 1;
    double possible = std::clamp(meanLoss, 0.0, 1.0);
    if (units < 1)
        return 1;
    // The p-value falls as alpha grows beyond the mean.
    for (int i = 0; i < 40; ++i) {
        const double middle = (possible + excluded) / 2;
        (hoeffdingBentkus(meanLoss, units, middle) <= delta ? excluded : possible) = middle;
    }
    return excluded;
}

/// Where shares lie on the widget.
struct RiskPlot::Axes
{
    QRectF frame;
    double xStep = 0.1, yStep = 0.1;
    double right = 1, top = 1; ///< shares at the ends of the axes

    double x(double saved) const { return frame.left() + frame.width() * saved / right; }
    double y(double share) const { return frame.bottom() - frame.height() * share / top; }
};

RiskPlot::RiskPlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Risk of the thresholds that were tested"));
    setToolTip(tr("Each point is a threshold, from cautious at the left to daring at the right; "
                  "filled where it qualifies.\nThe dashed line is what the share may be at most, "
                  "with the confidence asked for; the level line is the risk."));
}

void RiskPlot::setCalibration(const Calibration& calibration)
{
    m_calibration = calibration;
    m_bounds.clear();
    for (const CalibrationPoint& point : calibration.points)
        m_bounds.push_back(riskBound(point.meanLoss, calibration.units, calibration.target.delta));
    update();
}

QSize RiskPlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {28 * line, 12 * line};
}

QSize RiskPlot::minimumSizeHint() const
{
    return {sizeHint().width() / 2, sizeHint().height() * 2 / 3};
}

RiskPlot::Axes RiskPlot::axes() const
{
    Axes at;
    // What lies far above the risk is of no interest.
    const double tallest = std::min(1.0, 3 * m_calibration.target.alpha);
    double widest = 0.01;
    for (const CalibrationPoint& point : m_calibration.points) {
        if (point.meanLoss <= tallest)
            widest = std::max(widest, point.layersSaved);
    }
    at.yStep = roundStep(tallest / 5);
    at.top = std::ceil(tallest / at.yStep - 1e-9) * at.yStep;
    at.xStep = roundStep(widest / 6);
    at.right = std::min(1.0, std::ceil(widest / at.xStep - 1e-9) * at.xStep);
    const QFontMetricsF metrics(theme::small(font()));
    const double labels = metrics.horizontalAdvance(percent(at.top, at.yStep));
    const double margin = metrics.horizontalAdvance(percent(at.right, at.xStep)) / 2;
    at.frame = QRectF(rect()).adjusted(labels + theme::gapSmall, metrics.height() + theme::gapSmall,
                                       -margin, -3 * metrics.height() - theme::gapSmall);
    return at;
}

void RiskPlot::paintEvent(QPaintEvent*)
{
    if (m_calibration.points.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::small(font()));
    const Axes at = axes();
    drawFrame(painter, at);
    drawCurves(painter, at);
    drawLegend(painter);
}

void RiskPlot::drawFrame(QPainter& painter, const Axes& at) const
{
    const theme::Colors colors = theme::colors(palette());
    const QFontMetricsF metrics(painter.font());
    painter.fillRect(at.frame, palette().color(QPalette::Base));
    for (int step = 0; step * at.yStep <= at.top + 1e-9; ++step) {
        const double y = at.y(step * at.yStep);
        painter.setPen(QPen(colors.grid, 1));
        painter.drawLine(QPointF(at.frame.left(), y), QPointF(at.frame.right(), y));
        painter.setPen(colors.mutedText);
        painter.drawText(
            QRectF(0, y - metrics.height() / 2, at.frame.left() - theme::gapTiny, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, percent(step * at.yStep, at.yStep));
    }
    const double half = at.frame.width() * at.xStep / at.right;
    for (int step = 0; step * at.xStep <= at.right + 1e-9; ++step) {
        const double x = at.x(step * at.xStep);
        painter.setPen(colors.mutedText);
        painter.drawText(
            QRectF(x - half, at.frame.bottom() + theme::gapTiny, 2 * half, metrics.height()),
            Qt::AlignHCenter | Qt::AlignTop, percent(step * at.xStep, at.xStep));
    }
    painter.drawText(QRectF(at.frame.left(), at.frame.bottom() + theme::gapTiny + metrics.height(),
                            at.frame.width(), metrics.height()),
                     Qt::AlignHCenter | Qt::AlignTop, tr("layers saved"));
}

void RiskPlot::drawCurves(QPainter& painter, const Axes& at) const
{
    const theme::Colors colors = theme::colors(palette());
    const QColor ink = palette().color(QPalette::Text);
    const double risk = at.y(m_calibration.target.alpha);
    const auto chosen = m_calibration.chosen;
    painter.save();
    painter.setClipRect(at.frame.adjusted(-pointRadius - 1, -1, pointRadius + 1, pointRadius + 1));
    painter.setPen(QPen(colors.threshold, 1.5));
    painter.drawLine(QPointF(at.frame.left(), risk), QPointF(at.frame.right(), risk));
    if (chosen) {
        const double x = at.x(m_calibration.points[*chosen].layersSaved);
        painter.setPen(QPen(colors.accent, 1.5));
        painter.drawLine(QPointF(x, at.frame.top()), QPointF(x, at.frame.bottom()));
    }
    QPolygonF losses;
    QPolygonF bounds;
    for (std::size_t i = 0; i < m_bounds.size(); ++i) {
        const CalibrationPoint& point = m_calibration.points[i];
        losses << QPointF(at.x(point.layersSaved), at.y(point.meanLoss));
        bounds << QPointF(at.x(point.layersSaved), at.y(m_bounds[i]));
    }
    painter.setPen(QPen(ink, 1.2, Qt::DashLine));
    painter.drawPolyline(bounds);
    painter.setPen(QPen(ink, 1.2));
    painter.drawPolyline(losses);
    for (int i = 0; i < losses.size(); ++i) {
        const bool qualifies = m_calibration.points[static_cast<std::size_t>(i)].qualifies;
        painter.setBrush(qualifies ? ink : palette().color(QPalette::Base));
        painter.drawEllipse(losses[i], pointRadius, pointRadius);
    }
    painter.restore();
    if (!chosen)
        return;
    const QFontMetricsF metrics(painter.font());
    const QString label = tr("found");
    const double width = metrics.horizontalAdvance(label);
    const double x = at.x(m_calibration.points[*chosen].layersSaved);
    painter.setPen(ink);
    painter.drawText(QPointF(std::clamp(x - width / 2, at.frame.left(), at.frame.right() - width),
                             at.frame.top() - theme::gapTiny),
                     label);
}

void RiskPlot::drawLegend(QPainter& painter) const
{
    const theme::Colors colors = theme::colors(palette());
    const QFontMetricsF metrics(painter.font());
    const QColor ink = palette().color(QPalette::Text);
    const Axes at = axes();
    struct Entry
    {
        QPen pen;
        QString text;
    };
    const Entry entries[]{{QPen(colors.threshold, 1.5), tr("risk")},
                          {QPen(ink, 1.2, Qt::DashLine), tr("bound")},
                          {QPen(ink, 1.2), tr("tokens that differ")}};
    constexpr double sample = 22;
    double left = at.frame.left();
    const double y = height() - metrics.descent();
    for (const Entry& entry : entries) {
        painter.setPen(entry.pen);
        painter.drawLine(QPointF(left, y - metrics.ascent() / 3),
                         QPointF(left + sample, y - metrics.ascent() / 3));
        painter.setPen(ink);
        left += sample + theme::gapTiny;
        painter.drawText(QPointF(left, y), entry.text);
        left += metrics.horizontalAdvance(entry.text) + theme::gap;
    }
}

} // namespace exitscope

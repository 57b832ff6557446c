// The drawing of riskplot.h.
#include "widgets/riskplot.h"
#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

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

/// Where shares lie in the picture.
struct RiskAxes
{
    QRectF frame;
    double xStep = 0.1, yStep = 0.1;
    double right = 1, top = 1; ///< shares at the ends of the axes

    double x(double saved) const { return frame.left() + frame.width() * saved / right; }
    double y(double share) const { return frame.bottom() - frame.height() * share / top; }
};

RiskAxes axesOf(const PlotCanvas& canvas, const Calibration& calibration)
{
    RiskAxes at;
    // What lies far above the risk is of no interest.
    const double tallest = std::min(1.0, 3 * calibration.target.alpha);
    double widest = 0.01;
    for (const CalibrationPoint& point : calibration.points) {
        if (point.meanLoss <= tallest)
            widest = std::max(widest, point.layersSaved);
    }
    at.yStep = roundStep(tallest / 5);
    at.top = std::ceil(tallest / at.yStep - 1e-9) * at.yStep;
    at.xStep = roundStep(widest / 6);
    at.right = std::min(1.0, std::ceil(widest / at.xStep - 1e-9) * at.xStep);
    const QFontMetricsF metrics(theme::small(canvas.font));
    const double labels = metrics.horizontalAdvance(percent(at.top, at.yStep));
    const double margin = metrics.horizontalAdvance(percent(at.right, at.xStep)) / 2;
    at.frame = QRectF(QPointF(0, 0), canvas.size)
                   .adjusted(labels + theme::gapSmall, metrics.height() + theme::gapSmall, -margin,
                             -3 * metrics.height() - theme::gapSmall);
    return at;
}

void drawFrame(QPainter& painter, const RiskAxes& at, const QPalette& palette)
{
    const theme::Colors colors = theme::colors(palette);
    const QFontMetricsF metrics(painter.font());
    painter.fillRect(at.frame, palette.color(QPalette::Base));
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
                     Qt::AlignHCenter | Qt::AlignTop, RiskPlot::tr("layers saved"));
}

void drawCurves(QPainter& painter, const RiskAxes& at, const QPalette& palette,
                const RiskCurves& curves)
{
    const theme::Colors colors = theme::colors(palette);
    const QColor ink = palette.color(QPalette::Text);
    const Calibration& calibration = curves.calibration;
    const double risk = at.y(calibration.target.alpha);
    const auto chosen = calibration.chosen;
    painter.save();
    painter.setClipRect(at.frame.adjusted(-pointRadius - 1, -1, pointRadius + 1, pointRadius + 1));
    painter.setPen(QPen(colors.threshold, 1.5));
    painter.drawLine(QPointF(at.frame.left(), risk), QPointF(at.frame.right(), risk));
    if (chosen) {
        const double x = at.x(calibration.points[*chosen].layersSaved);
        painter.setPen(QPen(colors.accent, 1.5));
        painter.drawLine(QPointF(x, at.frame.top()), QPointF(x, at.frame.bottom()));
    }
    QPolygonF losses;
    QPolygonF bounds;
    for (std::size_t i = 0; i < curves.bounds.size(); ++i) {
        const CalibrationPoint& point = calibration.points[i];
        losses << QPointF(at.x(point.layersSaved), at.y(point.meanLoss));
        bounds << QPointF(at.x(point.layersSaved), at.y(curves.bounds[i]));
    }
    painter.setPen(QPen(ink, 1.2, Qt::DashLine));
    painter.drawPolyline(bounds);
    painter.setPen(QPen(ink, 1.2));
    painter.drawPolyline(losses);
    for (int i = 0; i < losses.size(); ++i) {
        const bool qualifies = calibration.points[static_cast<std::size_t>(i)].qualifies;
        painter.setBrush(qualifies ? ink : palette.color(QPalette::Base));
        painter.drawEllipse(losses[i], pointRadius, pointRadius);
    }
    painter.restore();
    if (!chosen)
        return;
    const QFontMetricsF metrics(painter.font());
    const QString label = RiskPlot::tr("found");
    const double width = metrics.horizontalAdvance(label);
    const double x = at.x(calibration.points[*chosen].layersSaved);
    painter.setPen(ink);
    painter.drawText(QPointF(std::clamp(x - width / 2, at.frame.left(), at.frame.right() - width),
                             at.frame.top() - theme::gapTiny),
                     label);
}

void drawLegend(QPainter& painter, const RiskAxes& at, const PlotCanvas& canvas)
{
    const theme::Colors colors = theme::colors(canvas.palette);
    const QFontMetricsF metrics(painter.font());
    const QColor ink = canvas.palette.color(QPalette::Text);
    struct Entry
    {
        QPen pen;
        QString text;
    };
    const Entry entries[]{{QPen(colors.threshold, 1.5), RiskPlot::tr("risk")},
                          {QPen(ink, 1.2, Qt::DashLine), RiskPlot::tr("bound")},
                          {QPen(ink, 1.2), RiskPlot::tr("tokens that differ")}};
    constexpr double sample = 22;
    double left = at.frame.left();
    const double y = canvas.size.height() - metrics.descent();
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

} // namespace

void drawRisk(QPainter& painter, const PlotCanvas& canvas, const RiskCurves& curves)
{
    if (curves.calibration.points.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::small(canvas.font));
    const RiskAxes at = axesOf(canvas, curves.calibration);
    drawFrame(painter, at, canvas.palette);
    drawCurves(painter, at, canvas.palette, curves);
    drawLegend(painter, at, canvas);
}

} // namespace exitscope

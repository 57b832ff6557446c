// The drawing of sampleplot.h.
#include "widgets/sampleplot.h"

#include "widgets/metrictext.h"
#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace exitscope {

namespace {

constexpr double fewPoints = 400; ///< up to which dots are large

std::optional<double> metricOf(const SampleResult& sample, const std::string& name)
{
    const auto found = sample.metrics.find(name);
    return found == sample.metrics.end() ? std::nullopt : std::optional(found->second);
}

/// Round edges around all of `values`, which hold one at least, and the step between ticks.
void spread(const std::vector<double>& values, double ticks, double& low, double& high,
            double& step)
{
    const auto [least, most] = std::ranges::minmax(values);
    const double width = most > least ? most - least : std::max(std::abs(most), 1.0);
    step = roundStep(width / std::max(ticks, 1.0));
    low = std::floor(least / step) * step;
    high = std::ceil(most / step) * step;
    if (high <= low)
        high = low + step;
}

std::vector<double> valuesOf(const SamplePicture& picture, double SamplePoint::*value)
{
    std::vector<double> values;
    for (const SamplePoint& point : picture.points)
        values.push_back(point.*value);
    return values;
}

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

QString tickText(const std::string& name, double value, double step)
{
    // A tick says no more than its step asks for.
    const QString text = metricText(name, value);
    const QString plain =
        QLocale().toString(value, 'f', std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 4));
    const bool hasUnit = text.contains(u' ');
    return hasUnit ? text : plain;
}

void drawScales(QPainter& painter, const SampleAxes& at, const PlotStyle& style,
                const SamplePicture& picture)
{
    const qreal line = style.lineHeight();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(style.font);
    for (int i = 0; at.low + i * at.stepUp <= at.high + at.stepUp / 2; ++i) {
        const double value = at.low + i * at.stepUp;
        const qreal y = at.at(at.left, value).y();
        painter.setPen(style.ruling);
        painter.drawLine(QPointF(at.plot.left(), y), QPointF(at.plot.right(), y));
        painter.setPen(style.mutedText);
        drawText(painter, style, QRectF(0, y - line / 2, at.plot.left() - theme::gapTiny, line),
                 Qt::AlignRight | Qt::AlignVCenter, tickText(picture.up, value, at.stepUp));
    }
    for (int i = 0; at.left + i * at.stepAcross <= at.right + at.stepAcross / 2; ++i) {
        const double value = at.left + i * at.stepAcross;
        const qreal x = at.at(value, at.low).x();
        painter.setPen(style.ruling);
        painter.drawLine(QPointF(x, at.plot.top()), QPointF(x, at.plot.bottom()));
        painter.setPen(style.mutedText);
        const QString text = tickText(picture.across, value, at.stepAcross);
        const qreal width = style.textWidth(text) + 2;
        const qreal left = std::clamp(x - width / 2, at.plot.left(), at.plot.right() - width);
        drawText(painter, style, QRectF(left, at.plot.bottom() + 2, width, line), Qt::AlignCenter,
                 text);
    }
    painter.setPen(style.text);
    drawText(painter, style, QRectF(0, 0, at.plot.right(), line), Qt::AlignLeft | Qt::AlignVCenter,
             metricTitle(picture.up));
    drawText(painter, style,
             QRectF(at.plot.left(), at.plot.bottom() + line + 2, at.plot.width(), line),
             Qt::AlignCenter, metricTitle(picture.across));
}

void drawMeans(QPainter& painter, const SampleAxes& at, const PlotStyle& style,
               const SamplePicture& picture)
{
    const QPointF mean = at.at(meanOf(valuesOf(picture, &SamplePoint::x)),
                               meanOf(valuesOf(picture, &SamplePoint::y)));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(style.threshold, 1.4, Qt::DashLine));
    painter.drawLine(QPointF(at.plot.left(), mean.y()), QPointF(at.plot.right(), mean.y()));
    painter.drawLine(QPointF(mean.x(), at.plot.top()), QPointF(mean.x(), at.plot.bottom()));
}

} // namespace

SamplePicture samplePicture(const std::vector<SamplePointer>& samples, const std::string& across,
                            const std::string& up)
{
    SamplePicture picture{across, up, {}, nullptr};
    for (const SamplePointer& sample : samples) {
        const auto x = metricOf(*sample, across);
        const auto y = metricOf(*sample, up);
        if (x && y && std::isfinite(*x) && std::isfinite(*y))
            picture.points.push_back({*x, *y, sample});
    }
    return picture;
}

QPointF SampleAxes::at(double x, double y) const
{
    return {plot.left() + (x - left) / (right - left) * plot.width(),
            plot.bottom() - (y - low) / (high - low) * plot.height()};
}

SampleAxes sampleAxes(const QSizeF& size, const PlotStyle& style, const SamplePicture& picture)
{
    constexpr double rowsPerTick = 3;
    const qreal line = style.lineHeight();
    SampleAxes at;
    const qreal top = 1.6 * line;
    const qreal bottom = size.height() - 2 * line - 6;
    spread(valuesOf(picture, &SamplePoint::y), (bottom - top) / (rowsPerTick * line), at.low,
           at.high, at.stepUp);
    qreal label = 0;
    for (int i = 0; at.low + i * at.stepUp <= at.high + at.stepUp / 2; ++i)
        label = std::max(label,
                         style.textWidth(tickText(picture.up, at.low + i * at.stepUp, at.stepUp)));
    at.plot = QRectF(QPointF(label + theme::gapSmall, top),
                     QPointF(size.width() - theme::gapSmall, bottom));
    spread(valuesOf(picture, &SamplePoint::x),
           at.plot.width() / (style.textWidth(QStringLiteral("000.0")) + 4 * theme::gap), at.left,
           at.right, at.stepAcross);
    return at;
}

void drawSamples(QPainter& painter, const PlotCanvas& canvas, const SamplePicture& picture)
{
    const PlotStyle style(canvas.palette, canvas.font);
    if (picture.points.empty())
        return;
    const SampleAxes at = sampleAxes(canvas.size, style, picture);
    if (at.plot.height() < style.lineHeight() || at.plot.width() < style.lineHeight())
        return;
    drawScales(painter, at, style, picture);
    const auto count = static_cast<double>(picture.points.size());
    const double radius = count <= fewPoints ? 3.5 : 2;
    QColor dot = style.accent;
    dot.setAlphaF(count <= fewPoints ? 0.65F : 0.35F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dot);
    for (const SamplePoint& point : picture.points)
        painter.drawEllipse(at.at(point.x, point.y), radius, radius);
    drawMeans(painter, at, style, picture);
    const auto selected = std::ranges::find(picture.points, picture.selected, &SamplePoint::sample);
    if (!picture.selected || selected == picture.points.end())
        return;
    const QPointF place = at.at(selected->x, selected->y);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.base, 4));
    painter.drawEllipse(place, radius + 3, radius + 3);
    painter.setPen(QPen(style.text, 1.8));
    painter.drawEllipse(place, radius + 3, radius + 3);
}

} // namespace exitscope

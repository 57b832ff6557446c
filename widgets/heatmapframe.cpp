#include "widgets/heatmapframe.h"

#include "widgets/colormap.h"
#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace exitscope {
namespace {

struct HeatmapText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::HeatmapText)
};

constexpr qreal barWidth = 12;
constexpr qreal slant = 60;
constexpr qreal slantedHeight = 50;
constexpr double wideColumn = 46; ///< from here on labels stand upright

enum class TokenLabels
{
    Upright,
    Slanted,
    Numbers
};

TokenLabels labelsFor(const PlotStyle& style, double columnWidth)
{
    if (columnWidth >= wideColumn)
        return TokenLabels::Upright;
    const double across = std::sin(slant * std::numbers::pi / 180);
    return columnWidth * across >= style.lineHeight() * 0.95 ? TokenLabels::Slanted
                                                             : TokenLabels::Numbers;
}

QString tickLabel(const HeatmapValues& values, const ColorRange& range, double tick)
{
    if (values.quantity().kind() == HeatmapQuantity::Kind::PredictionChanged)
        return tick > 0.5 ? HeatmapText::tr("yes") : HeatmapText::tr("no");
    const int decimals = std::clamp(int(std::ceil(-std::log10(range.step) - 1e-9)), 0, 6);
    const bool signedTick = values.quantity().isDiverging() && tick > range.step / 2;
    return (signedTick ? QStringLiteral("+") : QString()) +
           QString::number(std::abs(tick) < range.step / 2 ? 0 : tick, 'f', decimals);
}

std::vector<double> ticksOf(const ColorRange& range)
{
    std::vector<double> ticks;
    for (double tick = range.lower; tick < range.upper + range.step / 2; tick += range.step)
        ticks.push_back(tick);
    return ticks;
}

/// A round number of layers or tokens from one label to the next, at least `least`.
int labelStep(double least)
{
    return static_cast<int>(std::lround(roundStep(std::max(1.0, least))));
}

void drawLayerLabels(QPainter& painter, const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const PlotStyle& style = scene.style;
    const qreal line = style.lineHeight();
    const int step = labelStep(1.8 * line / geometry.rowHeight());
    const int top = scene.values.layers() - 1;
    const auto write = [&](int layer) {
        const qreal y = geometry.y(layer);
        if (y < geometry.plot.top() - 1 || y > geometry.plot.bottom() + 1)
            return;
        const QRectF box(geometry.plot.left() - 60 - theme::gapTiny, y - line / 2, 60, line);
        drawText(painter, style, box, Qt::AlignRight | Qt::AlignVCenter, QString::number(layer));
    };
    for (int layer = 0; layer < top; layer += step) {
        if (layer == 0 || (top - layer) * geometry.rowHeight() >= line)
            write(layer);
    }
    write(top);

    painter.save();
    painter.translate(theme::gapTiny, geometry.plot.center().y());
    painter.rotate(-90);
    const qreal reach = geometry.plot.height() / 2;
    drawText(painter, style, QRectF(-reach, 0, 2 * reach, line), Qt::AlignCenter,
             HeatmapText::tr("layer"));
    painter.restore();
}

void drawTokenTexts(QPainter& painter, const HeatmapScene& scene, TokenLabels labels)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const PlotStyle& style = scene.style;
    const qreal line = style.lineHeight();
    const qreal top = geometry.plot.bottom() + theme::gapTiny;
    const int last = geometry.lastVisible(scene.values.tokens());
    for (int token = geometry.firstVisible(); token <= last; ++token) {
        const qreal x = geometry.x(token);
        if (x < geometry.plot.left() || x > geometry.plot.right())
            continue;
        painter.setPen(token == scene.selectedToken ? style.accent : style.text);
        const QString text = scene.texts.label(scene.run, token);
        if (labels == TokenLabels::Upright) {
            const qreal width = geometry.columnWidth() - theme::gapTiny;
            drawText(painter, style, QRectF(x - width / 2, top, width, line), Qt::AlignCenter,
                     text);
            continue;
        }
        painter.save();
        painter.translate(x + line * 0.35, top);
        painter.rotate(-slant);
        const qreal reach = slantedHeight / std::sin(slant * std::numbers::pi / 180) - line / 2;
        drawText(painter, style, QRectF(-reach, -line / 2, reach, line),
                 Qt::AlignRight | Qt::AlignVCenter, text);
        painter.restore();
    }
}

void drawTokenNumbers(QPainter& painter, const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const PlotStyle& style = scene.style;
    const qreal widest = style.textWidth(QString::number(scene.values.tokens())) + theme::gap;
    const int step = labelStep(widest / geometry.columnWidth());
    const int last = geometry.lastVisible(scene.values.tokens());
    // Tokens are numbered from 1 where people read them.
    for (int number = step; number <= last + 1; number += step) {
        const qreal x = geometry.x(number - 1);
        if (x < geometry.plot.left() || x > geometry.plot.right())
            continue;
        const qreal top = geometry.plot.bottom();
        painter.setPen(style.frame);
        painter.drawLine(QPointF(x, top), QPointF(x, top + 3));
        painter.setPen(style.text);
        drawText(painter, style,
                 QRectF(x - widest / 2, top + theme::gapTiny, widest, style.lineHeight()),
                 Qt::AlignCenter, QString::number(number));
    }
}

} // namespace

QMarginsF frameMargins(const PlotStyle& style, const HeatmapValues& values, double columnWidth)
{
    const qreal line = style.lineHeight();
    const ColorRange range = values.range();
    qreal widestTick = 0;
    for (const double tick : ticksOf(range))
        widestTick = std::max(widestTick, style.textWidth(tickLabel(values, range, tick)));
    const qreal left = line + theme::gapSmall +
                       style.textWidth(QString::number(std::max(values.layers() - 1, 10)));
    const qreal right =
        theme::gap + barWidth + theme::gapSmall + widestTick + theme::gapTiny + line;
    const qreal labels =
        labelsFor(style, columnWidth) == TokenLabels::Slanted ? slantedHeight : line;
    return {left + theme::gapTiny, line + theme::gapSmall, right + theme::gapTiny,
            labels + line + 2 * theme::gapSmall};
}

double plotWidth(const PlotStyle& style, const HeatmapValues& values, double width)
{
    const QMarginsF margins = frameMargins(style, values, 1);
    return std::max(10.0, width - margins.left() - margins.right());
}

void drawAxes(QPainter& painter, const HeatmapScene& scene)
{
    painter.setFont(scene.style.font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(scene.style.frame);
    painter.drawRect(scene.geometry.plot);
    painter.setPen(scene.style.text);
    drawLayerLabels(painter, scene);
    const TokenLabels labels = labelsFor(scene.style, scene.geometry.columnWidth());
    if (labels == TokenLabels::Numbers)
        drawTokenNumbers(painter, scene);
    else
        drawTokenTexts(painter, scene, labels);
}

void drawColorBar(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors)
{
    const PlotStyle& style = scene.style;
    const QRectF& plot = scene.geometry.plot;
    const ColorRange range = scene.values.range();
    const QRectF bar(plot.right() + theme::gap, plot.top(), barWidth, plot.height());
    const bool yesOrNo = scene.values.quantity().kind() == HeatmapQuantity::Kind::PredictionChanged;
    const int bands = yesOrNo ? 2 : 128;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int band = 0; band < bands; ++band) {
        const qreal top = bar.bottom() - bar.height() * (band + 1) / bands;
        painter.fillRect(
            QRectF(bar.left(), top, bar.width(), bar.height() / bands + 0.5).intersected(bar),
            colors.at(yesOrNo ? band : (band + 0.5) / bands));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(style.frame);
    painter.drawRect(bar);

    painter.setFont(style.font);
    const qreal line = style.lineHeight();
    qreal widest = 0;
    for (const double tick : ticksOf(range)) {
        const QString text = tickLabel(scene.values, range, tick);
        widest = std::max(widest, style.textWidth(text));
        qreal share = (tick - range.lower) / (range.upper - range.lower);
        if (yesOrNo)
            share = 0.25 + share / 2;
        const qreal y = bar.bottom() - share * bar.height();
        painter.setPen(style.frame);
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 3, y));
        painter.setPen(style.text);
        drawText(painter, style,
                 QRectF(bar.right() + theme::gapSmall - 2, y - line / 2, style.textWidth(text) + 2,
                        line),
                 Qt::AlignLeft | Qt::AlignVCenter, text);
    }

    const QString unit = scene.values.unit();
    const QString name = scene.values.title();
    const QString title = unit.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, unit);
    painter.save();
    painter.translate(bar.right() + theme::gapSmall + widest + theme::gapTiny, plot.center().y());
    painter.rotate(-90);
    drawText(painter, style, QRectF(-plot.height() / 2, 0, plot.height(), line), Qt::AlignCenter,
             title);
    painter.restore();
}

} // namespace exitscope

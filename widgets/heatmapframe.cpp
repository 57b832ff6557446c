#include "widgets/heatmapframe.h"

#include "widgets/colormap.h"
#include "widgets/heatmaplabels.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace exitscope {
namespace {

struct HeatmapText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::HeatmapText)
};

qreal widestTick(const PlotStyle& style, const HeatmapValues& values)
{
    qreal widest = 0;
    for (const auto& [share, text] : barTicks(values))
        widest = std::max(widest, style.textWidth(text));
    return widest;
}

void drawLabel(QPainter& painter, const PlotStyle& style, const HeatmapLabel& label)
{
    if (label.place.isIdentity()) {
        drawText(painter, style, label.box, label.alignment, label.text);
        return;
    }
    const QTransform before = painter.transform();
    painter.setTransform(label.place, true);
    drawText(painter, style, label.box, label.alignment, label.text);
    painter.setTransform(before);
}

/// What the colours stand for, and what lies at their ends.
QString barTitle(const HeatmapValues& values)
{
    const QString unit = values.unit();
    const QString name =
        unit.isEmpty() ? values.title() : QStringLiteral("%1 (%2)").arg(values.title(), unit);
    if (values.quantity().kind() == HeatmapQuantity::Kind::PredictionChanged)
        return name;
    return values.range().logarithmic
               ? HeatmapText::tr("%1, log scale, %2").arg(name, values.rangeText())
               : HeatmapText::tr("%1, %2").arg(name, values.rangeText());
}

void drawBarColors(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors)
{
    const QRectF bar = colorBar(scene.geometry);
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
    painter.setPen(scene.style.frame);
    painter.drawRect(bar);
}

void drawTurned(QPainter& painter, const PlotStyle& style, const QPointF& middle, qreal length,
                const QString& text)
{
    const QTransform before = painter.transform();
    painter.translate(middle);
    painter.rotate(-90);
    drawText(painter, style, QRectF(-length / 2, 0, length, style.lineHeight()), Qt::AlignCenter,
             text);
    painter.setTransform(before);
}

} // namespace

QMarginsF frameMargins(const PlotStyle& style, const HeatmapValues& values, double columnWidth)
{
    const qreal line = style.lineHeight();
    const qreal left = line + theme::gapSmall +
                       style.textWidth(QString::number(std::max(values.layers() - 1, 10)));
    const qreal right = theme::gap + colorBar({}).width() + theme::gapSmall +
                        widestTick(style, values) + theme::gapTiny + line;
    const bool slanted = tokenLabelsFor(style, columnWidth) == TokenLabels::Slanted;
    const qreal labels = slanted ? slantedHeight(style) : line;
    const qreal note = columnWidth < 1 - 1e-9 ? line : 0;
    return {left + theme::gapTiny, line + theme::gapSmall, right + theme::gapTiny,
            labels + note + line + 2 * theme::gapSmall};
}

double plotWidth(const PlotStyle& style, const HeatmapValues& values, double width)
{
    const QMarginsF margins = frameMargins(style, values, 1);
    return std::max(10.0, width - margins.left() - margins.right());
}

QRectF plotArea(const PlotStyle& style, const HeatmapValues& values, const QRectF& room,
                double tokenSpan)
{
    const QMarginsF sides = frameMargins(style, values, 1);
    QRect plot = QRectF(QPointF(room.left() + sides.left(), room.top() + sides.top()),
                        QPointF(room.right() - sides.right(), room.bottom()))
                     .toRect();
    plot.setWidth(std::max(plot.width(), 10));
    const QMarginsF margins = frameMargins(style, values, plot.width() / tokenSpan);
    plot.setBottom(std::max(plot.top() + 10, qRound(room.bottom() - margins.bottom()) - 1));
    return plot;
}

void drawAxes(QPainter& painter, const HeatmapScene& scene, const HeatmapLabels& labels)
{
    const PlotStyle& style = scene.style;
    const QRectF& plot = scene.geometry.plot;
    painter.setFont(style.font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(style.frame);
    painter.drawRect(plot);
    for (const HeatmapLabel& label : labels.tokens) {
        if (!label.tick.isNull())
            painter.drawLine(label.tick, label.tick + QPointF(0, 3));
    }
    painter.setPen(style.text);
    for (const HeatmapLabel& label : labels.layers)
        drawLabel(painter, style, label);
    const bool named = tokenLabelsFor(style, scene.geometry.columnWidth()) != TokenLabels::Numbers;
    for (const HeatmapLabel& label : labels.tokens) {
        painter.setPen(named && label.index == scene.selectedToken ? style.accent : style.text);
        drawLabel(painter, style, label);
    }
    painter.setPen(style.text);
    drawTurned(painter, style, {theme::gapTiny, plot.center().y()}, plot.height(),
               HeatmapText::tr("layer"));
}

void drawColorBar(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors,
                  const HeatmapLabels& labels)
{
    const PlotStyle& style = scene.style;
    const QRectF& plot = scene.geometry.plot;
    drawBarColors(painter, scene, colors);
    painter.setFont(style.font);
    for (const HeatmapLabel& label : labels.bar) {
        painter.setPen(style.frame);
        painter.drawLine(label.tick, label.tick + QPointF(3, 0));
        painter.setPen(style.text);
        drawLabel(painter, style, label);
    }
    const qreal x = colorBar(scene.geometry).right() + theme::gapSmall +
                    widestTick(style, scene.values) + theme::gapTiny;
    drawTurned(painter, style, {x, plot.center().y()}, plot.height(), barTitle(scene.values));
}

} // namespace exitscope

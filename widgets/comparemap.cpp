#include "widgets/comparemap.h"

#include "widgets/colormap.h"
#include "widgets/comparepanel.h"
#include "widgets/paintclip.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QImage>
#include <QPaintEngine>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

struct CompareMapText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::CompareMap)
};

constexpr double leastColumn = 1; ///< pixels; below it columns share one

ColorMap colorsOf(const CompareScene& scene)
{
    const CompareQuantity& quantity = scene.values.quantity();
    const bool diverging =
        scene.form == CompareForm::Difference || (quantity && quantity->isDiverging());
    return ColorMap(diverging ? ColorMapKind::Diverging : ColorMapKind::Viridis, scene.style.dark);
}

/// Mean over columns [first, last] without NaN.
float meanOf(const ComparePanel& panel, int first, int last, int layer)
{
    double sum = 0;
    int known = 0;
    for (int column = first; column <= last; ++column) {
        const float value = panel.value(column, layer);
        if (std::isfinite(value)) {
            sum += value;
            ++known;
        }
    }
    return known > 0 ? float(sum / known) : unknownScore;
}

/// The cells where `share` columns share one; transparent where nothing is known.
QImage cellsOf(const ComparePanel& panel, const ColorMap& colors, const ColorRange& range,
               int share)
{
    const int wide = (panel.columns() + share - 1) / share;
    QImage cells(std::max(1, wide), panel.layers, QImage::Format_ARGB32);
    cells.fill(Qt::transparent);
    for (int group = 0; group < wide; ++group) {
        const int last = std::min(panel.columns(), (group + 1) * share) - 1;
        for (int layer = 0; layer < panel.layers; ++layer) {
            const float value = meanOf(panel, group * share, last, layer);
            if (!std::isnan(value))
                cells.setPixelColor(group, panel.layers - 1 - layer, colors.at(range.share(value)));
        }
    }
    return cells;
}

/// A box for each cell, as vector files hold them.
void drawBoxes(QPainter& painter, const ComparePanel& panel, const QImage& cells, int share)
{
    // Viewers of vector files blend the edges of boxes that only touch; the next ones cover this.
    constexpr qreal overlap = 1;
    for (int group = 0; group < cells.width(); ++group) {
        for (int layer = 0; layer < panel.layers; ++layer) {
            const QRectF box(
                QPointF(panel.x(double(group) * share), panel.y(layer + 0.5) - overlap),
                QPointF(panel.x(double(group + 1) * share) + overlap, panel.y(layer - 0.5)));
            const QColor color = cells.pixelColor(group, panel.layers - 1 - layer);
            if (color.alpha() > 0)
                painter.fillRect(box, color);
        }
    }
}

void drawCells(QPainter& painter, const ComparePanel& panel, const ColorMap& colors,
               const ColorRange& range)
{
    const int share = std::max(1, int(std::ceil(leastColumn / panel.columnWidth() - 1e-9)));
    const bool dark = panel.scene.style.dark;
    CompareCells none;
    CompareCells& cells = panel.scene.cells ? *panel.scene.cells : none;
    CompareCells::Panel& kept = cells.panels[panel.isDifference() ? 0 : panel.ofA ? 1 : 2];
    if (kept.share != share || kept.dark != dark)
        kept = {share, dark, cellsOf(panel, colors, range, share)};
    const PaintClip clip(painter, panel.plot);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (painter.paintEngine()->type() != QPaintEngine::Raster)
        return drawBoxes(painter, panel, kept.image, share);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    const double right = panel.x(double(kept.image.width()) * share);
    painter.drawImage(
        QRectF(panel.plot.left(), panel.plot.top(), right - panel.plot.left(), panel.plot.height()),
        kept.image);
}

/// Columns that hold no common token, or none of this run.
void drawMissing(QPainter& painter, const ComparePanel& panel)
{
    for (int column = 0; column < panel.columns();) {
        int end = column;
        while (end < panel.columns() && !panel.stands(end))
            ++end;
        if (end > column)
            drawHatch(painter,
                      QRectF(QPointF(panel.x(column), panel.plot.top()),
                             QPointF(panel.x(end), panel.plot.bottom())),
                      panel.scene.style.ruling);
        column = std::max(end, column + 1);
    }
}

/// The stepped line of one run's exits, broken where it has no token.
void drawExits(QPainter& painter, const ComparePanel& panel, bool ofB, Qt::PenStyle pen)
{
    const CompareValues& values = panel.scene.values;
    const int share = std::max(1, int(std::ceil(2 / panel.columnWidth() - 1e-9)));
    QList<QPolygonF> lines(1);
    for (int first = 0; first < panel.columns(); first += share) {
        const int end = std::min(first + share, panel.columns());
        double sum = 0;
        int known = 0;
        for (int column = first; column < end; ++column) {
            const int exit = ofB ? values.exitB(column) : values.exitA(column);
            sum += std::max(0, exit);
            known += exit >= 0;
        }
        if (known == 0) {
            lines.append(QPolygonF());
            continue;
        }
        const double y = panel.y(sum / known);
        lines.last() << QPointF(panel.x(first), y) << QPointF(panel.x(end), y);
    }
    const PlotStyle& style = panel.scene.style;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF& line : lines) {
        painter.setPen(QPen(style.base, 3.5));
        painter.drawPolyline(line);
        QPen ink(style.exitLine, 1.5, pen, Qt::FlatCap);
        if (pen != Qt::SolidLine)
            ink.setDashPattern({3, 2});
        painter.setPen(ink);
        painter.drawPolyline(line);
    }
}

void drawMarks(QPainter& painter, const ComparePanel& panel)
{
    const CompareScene& scene = panel.scene;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    if (scene.divergentColumn >= 0) {
        const double x = panel.x(scene.divergentColumn);
        painter.setPen(QPen(scene.style.settingsMark, 2));
        painter.drawLine(QPointF(x, panel.plot.top() - 5), QPointF(x, panel.plot.bottom()));
        painter.setBrush(scene.style.settingsMark);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(
            QPolygonF({QPointF(x - 4, panel.plot.top() - 7), QPointF(x + 4, panel.plot.top() - 7),
                       QPointF(x, panel.plot.top() - 1)}));
    }
    if (scene.selectedColumn >= 0) {
        const double wide = std::max(3.0, panel.columnWidth());
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(scene.style.accent, 2));
        painter.drawRect(
            QRectF(panel.x(scene.selectedColumn), panel.plot.top(), wide, panel.plot.height()));
    }
}

void drawPanel(QPainter& painter, const ComparePanel& panel, const ColorMap& colors,
               bool withTokens)
{
    painter.setFont(panel.scene.style.font);
    {
        const PaintClip clip(painter, panel.plot);
        drawCells(painter, panel, colors, panel.scene.values.range(panel.isDifference()));
        drawMissing(painter, panel);
        if (panel.ofA)
            drawExits(painter, panel, false, panel.isDifference() ? Qt::DashLine : Qt::SolidLine);
        if (panel.ofB)
            drawExits(painter, panel, true, Qt::SolidLine);
    }
    drawCompareAxes(painter, panel, withTokens);
    drawMarks(painter, panel);
    // Which run it is stands where "layer" would.
    const PlotStyle& style = panel.scene.style;
    QString name = panel.isDifference() ? CompareMapText::tr("layer")
                   : panel.ofA          ? CompareMapText::tr("A: layer")
                                        : CompareMapText::tr("B: layer");
    if (style.textWidth(name) > panel.plot.height())
        name = panel.isDifference() ? QString()
               : panel.ofA          ? QStringLiteral("A")
                                    : QStringLiteral("B");
    painter.save();
    painter.translate(panel.scene.box.left(), panel.plot.center().y());
    painter.rotate(-90);
    painter.setPen(style.text);
    drawText(painter, style,
             QRectF(-panel.plot.height() / 2, 0, panel.plot.height(), style.lineHeight()),
             Qt::AlignCenter, name);
    painter.restore();
}

} // namespace

std::vector<QRectF> comparePlots(const CompareScene& scene)
{
    const PlotStyle& style = scene.style;
    const qreal line = style.lineHeight();
    qreal ticks = 0;
    for (const auto& tick : compareTicks(scene))
        ticks = std::max(ticks, style.textWidth(tick.second));
    const qreal left = line + theme::gapSmall + style.textWidth(QStringLiteral("00"));
    const qreal right = theme::gap + compareBarWidth + theme::gapTiny + ticks + 2;
    const qreal legend = line + theme::gapTiny;
    const QRectF plots = scene.box.adjusted(left, theme::gapSmall, -right, -line - legend - 4);
    if (scene.form == CompareForm::Difference)
        return {plots};
    const qreal tall = (plots.height() - theme::gap) / 2;
    return {QRectF(plots.left(), plots.top(), plots.width(), tall),
            QRectF(plots.left(), plots.bottom() - tall, plots.width(), tall)};
}

int compareColumnAt(const CompareScene& scene, const QPointF& position)
{
    for (const QRectF& plot : comparePlots(scene)) {
        if (!plot.contains(position))
            continue;
        const int column =
            int((position.x() - plot.left()) / plot.width() * scene.values.columnCount());
        return std::clamp(column, 0, scene.values.columnCount() - 1);
    }
    return -1;
}

void drawComparison(QPainter& painter, const CompareScene& scene)
{
    painter.fillRect(scene.box, scene.style.base);
    const std::vector<QRectF> plots = comparePlots(scene);
    if (plots.front().width() < 10 || plots.front().height() < 10 ||
        scene.values.columnCount() == 0)
        return;
    const ColorMap colors = colorsOf(scene);
    if (scene.form == CompareForm::Difference) {
        drawPanel(painter, {scene, plots.front(), std::max(1, scene.values.layersA()), true, true},
                  colors, true);
    } else {
        drawPanel(painter, {scene, plots[0], std::max(1, scene.values.layersA()), true, false},
                  colors, false);
        drawPanel(painter, {scene, plots[1], std::max(1, scene.values.layersB()), false, true},
                  colors, true);
    }
    painter.setFont(scene.style.font);
    drawCompareBar(painter, scene, plots.front().united(plots.back()), colors);
    drawCompareLegend(painter, scene,
                      QRectF(plots.front().left(),
                             scene.box.bottom() - scene.style.lineHeight() - 2,
                             plots.front().width(), scene.style.lineHeight()));
}

} // namespace exitscope

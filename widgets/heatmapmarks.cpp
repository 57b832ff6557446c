#include "widgets/heatmapmarks.h"

#include "widgets/colormap.h"
#include "widgets/paintclip.h"
#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QPaintEngine>
#include <QPolygonF>

#include <cmath>

namespace exitscope {
namespace {

/// Cells are drawn one by one; finer ones would only swell a file.
constexpr double leastCell = 2;

enum class Look
{
    Plain,
    Unscored,
    CaughtUp,
    Copied
};

/// Look of the cells of tokens [first, last] at `layer`, which share a column of the picture.
Look lookOf(const HeatmapScene& scene, int first, int last, int layer)
{
    const auto& cells = scene.run.tokens[static_cast<std::size_t>(first)].cells;
    const auto index = static_cast<std::size_t>(layer);
    if (index >= cells.size() || cells[index] == CellState::Never)
        return Look::Plain;
    const bool bare = std::isnan(scene.values.mean(first, last, layer));
    // Among several tokens the colour of those that have a value goes first.
    if (cells[index] == CellState::CaughtUp && (bare || first == last))
        return Look::CaughtUp;
    if (cells[index] == CellState::Copied && (bare || first == last))
        return Look::Copied;
    return bare ? Look::Unscored : Look::Plain;
}

bool fires(const HeatmapScene& scene, int token, int layer)
{
    const auto& layers = scene.run.tokens[static_cast<std::size_t>(token)].layers;
    const auto depth = static_cast<std::size_t>(layer) + 1;
    return depth <= layers.size() &&
           ruleInForce(scene.run.settingsAt(token))
               .fires(std::span(layers).first(depth), scene.run.model.shape());
}

} // namespace

void drawCells(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors)
{
    const PaintClip clip(painter, scene.geometry.plot);
    const HeatmapGeometry& geometry = scene.geometry;
    const HeatmapValues& values = scene.values;
    const ColorRange range = values.range();
    const int share = geometry.tokensPer(leastCell);
    const int last = geometry.lastVisible(values.tokens());
    // Viewers of vector files blend the edges of boxes that only touch; the next ones cover this.
    const bool pixels = painter.paintEngine()->type() == QPaintEngine::Raster;
    const qreal overlap = pixels ? 0 : 1;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int first = geometry.firstVisible(); first <= last; first += share) {
        const int end = std::min(first + share - 1, last);
        for (int layer = 0; layer < values.layers(); ++layer) {
            const float value = values.mean(first, end, layer);
            if (std::isnan(value))
                continue;
            const double position = (value - range.lower) / (range.upper - range.lower);
            const QRectF box = geometry.box(first, end, layer, layer);
            painter.fillRect(box.adjusted(0, -overlap, overlap, 0).intersected(geometry.plot),
                             colors.at(position));
        }
    }
}

void drawCellStates(QPainter& painter, const HeatmapScene& scene)
{
    const PaintClip clip(painter, scene.geometry.plot);
    const HeatmapGeometry& geometry = scene.geometry;
    const int share = geometry.tokensPer(1);
    const int last = geometry.lastVisible(scene.values.tokens());
    painter.setRenderHint(QPainter::Antialiasing, false);
    // Layers of one look lie together, so that a column takes one or two boxes.
    for (int first = geometry.firstVisible() / share * share; first <= last; first += share) {
        int bottom = 0;
        Look look = Look::Plain;
        const auto flush = [&](int top) {
            const QRectF box = geometry.box(first, first + share - 1, bottom, top);
            if (look == Look::Unscored)
                drawRuled(painter, box, scene.style.ruling);
            else if (look == Look::CaughtUp)
                drawHatch(painter, box, scene.style.hatch);
            else if (look == Look::Copied)
                drawDotted(painter, box, scene.style.hatch);
        };
        for (int layer = 0; layer < scene.values.layers(); ++layer) {
            const Look now = lookOf(scene, first, std::min(first + share - 1, last), layer);
            if (now == look)
                continue;
            flush(layer - 1);
            bottom = layer;
            look = now;
        }
        flush(scene.values.layers() - 1);
    }
}

void drawThresholdContour(QPainter& painter, const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    if (geometry.columnWidth() < narrowColumn)
        return;
    const PaintClip clip(painter, geometry.plot);
    const int last = geometry.lastVisible(scene.values.tokens());
    const auto layers = static_cast<std::size_t>(scene.values.layers());
    QList<QLineF> edges;
    std::vector<char> before;
    for (int token = geometry.firstVisible(); token <= last; ++token) {
        std::vector<char> now(layers);
        for (std::size_t layer = 0; layer < layers; ++layer) {
            const int row = int(layer);
            now[layer] = fires(scene, token, row);
            if (layer > 0 && now[layer] != now[layer - 1])
                edges.append(QLineF(geometry.x(token - 0.5), geometry.y(row - 0.5),
                                    geometry.x(token + 0.5), geometry.y(row - 0.5)));
            if (!before.empty() && now[layer] != before[layer])
                edges.append(QLineF(geometry.x(token - 0.5), geometry.y(row - 0.5),
                                    geometry.x(token - 0.5), geometry.y(row + 0.5)));
        }
        before = std::move(now);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(scene.style.base, 3.4, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(edges);
    painter.setPen(QPen(scene.style.threshold, 1.6, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(edges);
}

std::vector<SettingsMark> settingsMarks(const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const auto& changes = scene.run.settings;
    std::vector<SettingsMark> marks;
    for (std::size_t i = changes.size(); i-- > 1;) {
        const qreal x = geometry.x(changes[i].token - 0.5);
        if (x < geometry.plot.left())
            break;
        if (x > geometry.plot.right() + 0.5 || changes[i].settings == changes[i - 1].settings)
            continue;
        if (marks.empty() || marks.back().x - x >= leastMarkDistance)
            marks.push_back({x, x, i, i});
        marks.back().left = x;
        marks.back().first = i;
    }
    return marks;
}

void drawSettingsMarks(QPainter& painter, const HeatmapScene& scene)
{
    const PlotStyle& style = scene.style;
    const QRectF& plot = scene.geometry.plot;
    constexpr qreal flag = 8;
    constexpr qreal leastLabel = 48;
    constexpr qreal leastLine = 20;
    painter.setFont(style.font);
    // From right to left, each label ends where the next begins.
    qreal right = plot.right();
    const qreal top = plot.top() - style.lineHeight() - theme::gapTiny;
    const qreal middle = top + style.lineHeight() / 2;
    const auto& changes = scene.run.settings;
    for (const SettingsMark& mark : settingsMarks(scene)) {
        const qreal room = right - mark.x;
        painter.setRenderHint(QPainter::Antialiasing, false);
        // Closer lines would hide the cells; the band above tells of them all the same.
        if (room >= leastLine) {
            painter.setPen(QPen(style.base, 3));
            painter.drawLine(QPointF(mark.x, plot.top()), QPointF(mark.x, plot.bottom()));
            painter.setPen(QPen(style.settingsMark, 1.4, Qt::DashLine));
            painter.drawLine(QPointF(mark.x, plot.top() - theme::gapTiny),
                             QPointF(mark.x, plot.bottom()));
        }
        painter.fillRect(QRectF(mark.left, middle - 1, mark.x - mark.left, 2), style.settingsMark);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.settingsMark);
        const qreal length = std::min(flag, room - 1);
        painter.drawPolygon(
            QPolygonF({QPointF(mark.x, middle - flag / 2), QPointF(mark.x + length, middle),
                       QPointF(mark.x, middle + flag / 2)}));
        const QRectF box(mark.x + flag + theme::gapTiny, top, room - flag - 2 * theme::gapTiny,
                         style.lineHeight());
        painter.setPen(style.settingsMark);
        if (box.width() >= leastLabel)
            drawText(painter, style, box, Qt::AlignLeft | Qt::AlignVCenter,
                     describeChange(changes[mark.first - 1].settings, changes[mark.last].settings));
        right = mark.left;
    }
    const QRectF box(plot.left(), top, right - plot.left() - theme::gapSmall, style.lineHeight());
    painter.setPen(style.mutedText);
    if (box.width() >= leastLabel)
        drawText(painter, style, box, Qt::AlignLeft | Qt::AlignVCenter,
                 describeDecision(scene.run.settingsAt(scene.geometry.firstVisible())));
}

void drawSelection(QPainter& painter, const HeatmapScene& scene, int layer)
{
    const int token = scene.selectedToken;
    if (token < 0)
        return;
    const PaintClip clip(painter, scene.geometry.plot.adjusted(-1, -1, 2, 2));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](const QRectF& box) {
        painter.setPen(QPen(scene.style.base, 4));
        painter.drawRect(box);
        painter.setPen(QPen(scene.style.accent, 2));
        painter.drawRect(box);
    };
    outline(scene.geometry.box(token, token, 0, scene.values.layers() - 1));
    if (layer >= 0)
        outline(scene.geometry.box(token, token, layer, layer));
}

void drawCrosshair(QPainter& painter, const HeatmapScene& scene, int token, int layer)
{
    const HeatmapGeometry& at = scene.geometry;
    const PaintClip clip(painter, at.plot.adjusted(-1, -1, 2, 2));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const QPointF center(at.x(token), at.y(layer));
    const QRectF box = at.box(token, token, layer, layer);
    const QList<QLineF> hairs{{at.plot.left(), center.y(), box.left(), center.y()},
                              {box.right(), center.y(), at.plot.right(), center.y()},
                              {center.x(), at.plot.top(), center.x(), box.top()},
                              {center.x(), box.bottom(), center.x(), at.plot.bottom()}};
    // Two tones, so that one of them shows on any colour.
    painter.setPen(QPen(scene.style.base, 1));
    painter.drawLines(hairs);
    painter.setPen(QPen(scene.style.text, 1, Qt::DotLine));
    painter.drawLines(hairs);
    painter.setPen(QPen(scene.style.base, 3));
    painter.drawRect(box);
    painter.setPen(QPen(scene.style.text, 1));
    painter.drawRect(box);
}

} // namespace exitscope

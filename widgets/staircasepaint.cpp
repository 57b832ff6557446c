// The drawing of staircasescene.h.
#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/paintclip.h"
#include "widgets/staircasegroup.h"
#include "widgets/staircasescene.h"

#include <QPaintEngine>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace exitscope {
namespace {

constexpr double narrow = 5;   ///< pixels a column; narrower ones show no marks of their own
constexpr int patternStep = 6; ///< as in plotstyle.cpp

QColor mixed(const QColor& base, const QColor& ink, float share)
{
    const auto blend = [share](float a, float b) { return a + (b - a) * share; };
    return QColor::fromRgbF(blend(base.redF(), ink.redF()), blend(base.greenF(), ink.greenF()),
                            blend(base.blueF(), ink.blueF()));
}

/// Upright lines; neighbouring boxes continue each other's pattern.
void drawUpright(QPainter& painter, const QRectF& box, const QColor& color)
{
    painter.setPen(QPen(color, 1));
    QList<QLineF> lines;
    for (qreal x = std::ceil(box.left() / patternStep) * patternStep; x < box.right();
         x += patternStep)
        lines.append(QLineF(x, box.top(), x, box.bottom()));
    painter.drawLines(lines);
}

/// Calls `visit` for each group of written tokens that shares a visible column.
template <class Visit>
void forEachGroup(const StaircaseScene& scene, Visit visit)
{
    const int last = scene.frame.geometry.lastVisible(scene.state.columns);
    for (int token = scene.frame.geometry.firstVisible(); token <= last;) {
        const StaircaseGroup group = groupOf(scene, token);
        visit(group);
        token = group.last + 1;
    }
}

/// By layer what a column shows: of several tokens, what most of them hold.
std::vector<CellOrigin> columnOf(const StaircaseScene& scene, const StaircaseGroup& group)
{
    std::vector<CellOrigin> column(static_cast<std::size_t>(scene.layers()));
    if (group.count() == 1) {
        for (int layer = 0; layer < scene.layers(); ++layer)
            column[static_cast<std::size_t>(layer)] = scene.shownAt(group.first, layer);
    } else {
        std::ranges::transform(talliesOf(scene, group), column.begin(), mostOf);
    }
    return column;
}

/// Calls `draw` for each box of layers of the same origin in the visible columns.
template <class Draw>
void forEachBox(const StaircaseScene& scene, Draw draw)
{
    forEachGroup(scene, [&](const StaircaseGroup& group) {
        const std::vector<CellOrigin> column = columnOf(scene, group);
        for (auto bottom = column.begin(); bottom != column.end();) {
            const auto top = std::find_if(bottom, column.end(),
                                          [&](CellOrigin origin) { return origin != *bottom; });
            draw(scene.frame.geometry.box(group.first, group.last, int(bottom - column.begin()),
                                          int(top - column.begin()) - 1),
                 *bottom);
            bottom = top;
        }
    });
}

void drawOrigins(QPainter& painter, const StaircaseScene& scene)
{
    // Viewers of vector files blend the edges of boxes that only touch; the next ones cover this.
    const bool pixels = painter.paintEngine()->type() == QPaintEngine::Raster;
    const qreal overlap = pixels ? 0 : 1;
    painter.setRenderHint(QPainter::Antialiasing, false);
    forEachBox(scene, [&](const QRectF& box, CellOrigin origin) {
        if (!box.isEmpty())
            drawOrigin(painter, scene.frame.style, box.adjusted(0, -overlap, overlap, 0), origin);
    });
}

/// Outlines what the step itself ran: the new columns and the batch that they carried along.
void drawNewest(QPainter& painter, const StaircaseScene& scene)
{
    const HeatmapGeometry& geometry = scene.frame.geometry;
    if (geometry.columnWidth() < narrow)
        return;
    const auto isNew = [&](int token, int layer) {
        return token >= 0 && token < scene.state.columns && layer >= 0 && layer < scene.layers() &&
               scene.history.stepOfCell(scene.frame.run, token, layer) == scene.step;
    };
    QList<QLineF> edges;
    const int last = std::min(geometry.lastVisible(scene.state.columns) + 1, scene.state.columns);
    for (int token = geometry.firstVisible(); token <= last; ++token) {
        for (int layer = 0; layer <= scene.layers(); ++layer) {
            const qreal left = geometry.x(token - 0.5);
            const qreal bottom = geometry.y(layer - 0.5);
            if (isNew(token, layer) != isNew(token - 1, layer))
                edges.append(QLineF(left, bottom, left, geometry.y(layer + 0.5)));
            if (isNew(token, layer) != isNew(token, layer - 1))
                edges.append(QLineF(left, bottom, geometry.x(token + 0.5), bottom));
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(scene.frame.style.base, 4, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(edges);
    painter.setPen(QPen(scene.frame.style.exitLine, 2, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(edges);
}

/// Which layers hold which columns: the staircase itself, and a mark at the door of each row that
/// waits.
void drawFront(QPainter& painter, const StaircaseScene& scene)
{
    const HeatmapGeometry& geometry = scene.frame.geometry;
    const PlotStyle& style = scene.frame.style;
    QPolygonF front;
    QList<QPolygonF> doors;
    forEachGroup(scene, [&](const StaircaseGroup& group) {
        const int door = medianDoor(scene, group);
        const qreal y = geometry.y(door - 0.5);
        front << QPointF(geometry.x(group.first - 0.5), y)
              << QPointF(geometry.x(group.last + 0.5), y);
        if (geometry.columnWidth() < narrow ||
            !scene.history.isWaiting(scene.frame.run, scene.step, door))
            return;
        const qreal half = std::min({5.0, geometry.columnWidth() / 3, geometry.rowHeight() / 2});
        const qreal x = geometry.x(group.first);
        doors << QPolygonF(
            {QPointF(x - half, y - 2), QPointF(x + half, y - 2), QPointF(x, y - 2 - 1.4 * half)});
    });
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.base, 4));
    painter.drawPolyline(front);
    painter.setPen(QPen(style.exitLine, 1.2));
    painter.drawPolyline(front);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.exitLine);
    for (const QPolygonF& door : doors)
        painter.drawPolygon(door);
}

/// Where writing stood after the step; to the right of it nothing was there yet.
void drawNow(QPainter& painter, const StaircaseScene& scene)
{
    if (scene.state.columns >= static_cast<int>(scene.frame.run.tokens.size()))
        return;
    const HeatmapGeometry& geometry = scene.frame.geometry;
    const qreal x = geometry.x(scene.state.columns - 0.5);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(scene.frame.style.mutedText, 1.4, Qt::DashLine));
    painter.drawLine(QPointF(x, geometry.plot.top()), QPointF(x, geometry.plot.bottom()));
}

} // namespace

std::vector<CellOrigin> occurringOrigins(const Run& run, const StaircaseHistory& history)
{
    constexpr std::array order{CellOrigin::OwnPass,     CellOrigin::DraftPass,
                               CellOrigin::DeeperDraft, CellOrigin::Verification,
                               CellOrigin::CaughtUp,    CellOrigin::Copied};
    const StaircaseState whole = history.stateAfter(run, history.steps() - 1);
    std::vector<CellOrigin> found;
    for (const CellOrigin origin : order) {
        if (whole.count(origin) > 0)
            found.push_back(origin);
    }
    return found;
}

void drawOrigin(QPainter& painter, const PlotStyle& style, const QRectF& box, CellOrigin origin)
{
    if (box.isEmpty())
        return;
    const float strong = style.dark ? 0.55f : 0.42f;
    const float weak = style.dark ? 0.26f : 0.2f;
    const auto fill = [&](const QColor& ink, float share) {
        painter.fillRect(box, mixed(style.base, ink, share));
    };
    switch (origin) {
    case CellOrigin::Never:
        break;
    case CellOrigin::OwnPass:
        fill(style.accent, strong);
        break;
    case CellOrigin::DraftPass:
        fill(style.settingsMark, weak);
        drawRuled(painter, box, mixed(style.base, style.settingsMark, 0.6f));
        break;
    case CellOrigin::DeeperDraft:
        fill(style.settingsMark, weak);
        drawDotted(painter, box, mixed(style.base, style.settingsMark, 0.8f));
        break;
    case CellOrigin::Verification:
        fill(style.accent, weak);
        drawUpright(painter, box, mixed(style.base, style.accent, 0.6f));
        break;
    case CellOrigin::CaughtUp:
        fill(style.threshold, weak);
        drawHatch(painter, box, mixed(style.base, style.threshold, 0.8f));
        break;
    case CellOrigin::Copied:
        drawDotted(painter, box, style.mutedText);
        break;
    }
}

void drawStaircase(QPainter& painter, const StaircaseScene& scene)
{
    {
        const PaintClip clip(painter, scene.frame.geometry.plot);
        drawOrigins(painter, scene);
        drawFront(painter, scene);
        drawNewest(painter, scene);
        drawNow(painter, scene);
    }
    drawRounds(painter, scene.frame);
    drawAxes(painter, scene.frame, labelsOf(scene.frame));
    drawStaircaseLegend(painter, scene);
}

} // namespace exitscope

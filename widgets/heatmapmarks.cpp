#include "widgets/heatmapmarks.h"

#include "widgets/paintclip.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QPolygonF>

#include <cmath>

namespace exitscope {

namespace {

/// Border between cells at which the rule fires and others.
struct ContourEdges
{
    QList<QLineF> levels;
    QList<QLineF> uprights;
};

ContourEdges contourEdges(const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const int share = exitShare(geometry);
    const int last =
        std::min(geometry.lastVisible(scene.values.tokens()), scene.firing->tokens() - 1);
    const int layers = scene.values.layers();
    ContourEdges edges;
    std::vector<char> before;
    std::vector<char> now(static_cast<std::size_t>(layers));
    for (int first = geometry.firstVisible() / share * share; first <= last; first += share) {
        const int end = std::min(first + share - 1, last);
        const qreal left = std::round(geometry.x(first - 0.5));
        const qreal right = std::round(geometry.x(first + share - 0.5));
        // Where both sides of an edge run on, they are one line.
        int from = 0;
        const auto flush = [&](int layer) {
            if (from < layer)
                edges.uprights.append(
                    QLineF(left, geometry.y(from - 0.5), left, geometry.y(layer - 0.5)));
        };
        for (int layer = 0; layer < layers; ++layer) {
            const auto row = static_cast<std::size_t>(layer);
            now[row] = share == 1 ? scene.firing->fires(first, layer)
                                  : scene.firing->firesForMost(first, end, layer);
            if (layer > 0 && now[row] != now[row - 1]) {
                const qreal y = std::round(geometry.y(layer - 0.5));
                edges.levels.append(QLineF(left, y, right, y));
            }
            if (before.empty() || now[row] == before[row]) {
                flush(layer);
                from = layer + 1;
            }
        }
        flush(layers);
        before = now;
    }
    return edges;
}

QPen contourPen(const PlotStyle& style)
{
    return {style.threshold, 1.6, Qt::SolidLine, Qt::SquareCap};
}

/// The level edges once more, between the upright parts of the line of exits.
void drawContourLevels(QPainter& painter, const HeatmapScene& scene)
{
    if (!scene.firing)
        return;
    constexpr qreal upright = 3;
    const PaintClip clip(painter, scene.geometry.plot);
    QList<QLineF> levels = contourEdges(scene).levels;
    for (QLineF& line : levels)
        line = QLineF(line.x1() + upright, line.y1(), line.x2() - upright, line.y2());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(contourPen(scene.style));
    painter.drawLines(levels);
}

} // namespace

void drawThresholdContour(QPainter& painter, const HeatmapScene& scene)
{
    if (!scene.firing)
        return;
    const PaintClip clip(painter, scene.geometry.plot);
    const ContourEdges edges = contourEdges(scene);
    const QList<QLineF> lines = edges.levels + edges.uprights;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(scene.style.base, 3.4, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
    painter.setPen(contourPen(scene.style));
    painter.drawLines(lines);
}

void drawMarks(QPainter& painter, const HeatmapScene& scene)
{
    drawThresholdContour(painter, scene);
    drawSettingsMarks(painter, scene);
    drawRounds(painter, scene);
    drawExits(painter, scene);
    // Where the lines share stretches the exits would cover the border: most leave where it fires.
    if (exitShare(scene.geometry) > 1)
        drawContourLevels(painter, scene);
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

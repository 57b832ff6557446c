// The marks of heatmapmarks.h that stand for tokens: exits and rounds of drafts.
#include "widgets/heatmapmarks.h"
#include "widgets/paintclip.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace exitscope {
namespace {

/// Width of a stretch of the line of exits where columns are narrow, pixels.
constexpr double exitStretch = 6;
/// The same where several tokens share a column: there are enough of them for a calm line.
constexpr double sharedStretch = 14;
constexpr qreal exitWidth = 2;
constexpr qreal casingWidth = 4;
constexpr double leastMarked = 9; ///< column with a marker, pixels

/// Axis-parallel lines drawn one by one: a thick path of thousands of corners is slow to stroke.
void strokeExits(QPainter& painter, const PlotStyle& style, const QList<QLineF>& lines)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(style.base, casingWidth, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
    painter.setPen(QPen(style.exitLine, exitWidth, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
}

void drawQuartiles(QPainter& painter, const PlotStyle& style, const QList<QLineF>& lines)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(style.base, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(lines);
    painter.setPen(QPen(style.exitLine, 1, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(lines);
}

/// Exits of tokens that share a stretch of the line.
struct ExitSpread
{
    int low = 0, median = 0, high = 0; ///< a quarter leaves at or before low, a half by median
};

/// `exitOf` gives a token's exit layer, -1 where it is not known; nothing where one is not.
template <class ExitOf>
std::optional<ExitSpread> spreadOf(int first, int last, std::vector<int>& counts, ExitOf exitOf)
{
    if (first == last)
        return exitOf(first) < 0
                   ? std::nullopt
                   : std::optional(ExitSpread{exitOf(first), exitOf(first), exitOf(first)});
    std::ranges::fill(counts, 0);
    for (int token = first; token <= last; ++token) {
        const int exit = exitOf(token);
        if (exit < 0 || exit >= static_cast<int>(counts.size()))
            return std::nullopt;
        ++counts[static_cast<std::size_t>(exit)];
    }
    ExitSpread spread;
    const int all = last - first + 1;
    int sum = 0;
    for (int layer = 0; layer < static_cast<int>(counts.size()); ++layer) {
        const int before = std::exchange(sum, sum + counts[static_cast<std::size_t>(layer)]);
        const auto passes = [&](int share) { return 4 * before < share && 4 * sum >= share; };
        if (passes(all))
            spread.low = layer;
        if (passes(2 * all))
            spread.median = layer;
        if (passes(3 * all))
            spread.high = layer;
    }
    return spread;
}

struct ExitLines
{
    QList<QLineF> steps;
    QList<QLineF> quartiles;
};

ExitLines exitLines(const HeatmapScene& scene, int start, int last, int share)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const auto exitOf = [&scene](int token) {
        return scene.run.tokens[static_cast<std::size_t>(token)].exitLayer;
    };
    std::vector<int> counts(static_cast<std::size_t>(scene.values.layers()));
    ExitLines lines;
    for (int first = start; first <= last; first += share) {
        const int end = std::min(first + share, scene.values.tokens()) - 1;
        const std::optional<ExitSpread> exit = spreadOf(first, end, counts, exitOf);
        if (!exit)
            continue;
        const qreal y = std::round(geometry.y(exit->median));
        const qreal left = std::round(geometry.x(first - 0.5));
        const qreal right = std::round(geometry.x(end + 0.5));
        if (!lines.steps.isEmpty())
            lines.steps.append(QLineF(left, lines.steps.last().y2(), left, y));
        lines.steps.append(QLineF(left, y, right, y));
        for (const int layer : {exit->low, exit->high}) {
            const qreal edge = std::round(geometry.y(layer));
            if (layer != exit->median)
                lines.quartiles.append(QLineF(left + 1, edge, right - 1, edge));
        }
    }
    return lines;
}

/// Stretches of the line of exits under the other rule, broken where it is not known.
QPainterPath otherExitsLine(const HeatmapScene& scene, int start, int last, int share)
{
    const HeatmapGeometry& geometry = scene.geometry;
    QPainterPath line;
    std::vector<int> counts(static_cast<std::size_t>(scene.values.layers()));
    const auto exitOf = [&scene](int token) {
        const auto index = static_cast<std::size_t>(token);
        return index < scene.otherExits.size() ? scene.otherExits[index] : -1;
    };
    bool isBroken = true;
    if (scene.otherExits.empty())
        return line;
    for (int first = start; first <= last; first += share) {
        const int end = std::min(first + share, scene.values.tokens()) - 1;
        const std::optional<ExitSpread> exit = spreadOf(first, end, counts, exitOf);
        if (exit) {
            const QPointF from(std::round(geometry.x(first - 0.5)),
                               std::round(geometry.y(exit->median)));
            if (isBroken)
                line.moveTo(from);
            else
                line.lineTo(from);
            line.lineTo(std::round(geometry.x(end + 0.5)), from.y());
        }
        isBroken = !exit;
    }
    return line;
}

} // namespace

void drawExitMarker(QPainter& painter, const PlotStyle& style, const QPointF& center, qreal radius,
                    bool isOpen)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.base);
    painter.drawEllipse(center, radius + 1.3, radius + 1.3);
    painter.setBrush(style.exitLine);
    painter.drawEllipse(center, radius, radius);
    if (!isOpen)
        return;
    painter.setBrush(style.base);
    painter.drawEllipse(center, radius - 1.3, radius - 1.3);
}

QPen otherExitsCasing(const PlotStyle& style)
{
    return {style.base, casingWidth, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin};
}

QPen otherExitsPen(const PlotStyle& style)
{
    QPen pen(style.accent, exitWidth, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    pen.setDashPattern({2.5, 2});
    return pen;
}

void drawOtherToken(QPainter& painter, const PlotStyle& style, qreal x, qreal top)
{
    constexpr qreal half = 6;
    const QPolygonF arrow{{x - half, top}, {x + half, top}, {x, top + 1.7 * half}};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.base, casingWidth + 1, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(style.accent);
    painter.drawPolygon(arrow);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(arrow);
}

void drawRoundStroke(QPainter& painter, const PlotStyle& style, qreal left, qreal right, qreal y)
{
    painter.fillRect(QRectF(left, y, right - left, 2), style.mutedText);
}

void drawRounds(QPainter& painter, const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const QRectF& plot = geometry.plot;
    const std::vector<SpeculationRound>& rounds = scene.run.rounds;
    if (geometry.columnWidth() < narrowColumn)
        return;
    const int last = geometry.lastVisible(scene.values.tokens());
    const auto end = [](const SpeculationRound& round) {
        return round.firstToken + round.accepted - (round.isCut ? 1 : 0);
    };
    auto round = std::ranges::lower_bound(rounds, geometry.firstVisible(), {}, end);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (; round != rounds.end() && round->firstToken <= last; ++round) {
        const qreal left = geometry.x(round->firstToken - 0.5) + 1;
        const qreal right = geometry.x(std::min(end(*round), last) + 0.5) - 1;
        drawRoundStroke(painter, scene.style, std::max(left, plot.left()),
                        std::min(right, plot.right()), plot.bottom() + 2);
    }
}

int exitShare(const HeatmapGeometry& geometry)
{
    if (geometry.columnWidth() >= narrowColumn)
        return 1;
    return geometry.tokensPer(geometry.isShared() ? sharedStretch : exitStretch);
}

void drawExits(QPainter& painter, const HeatmapScene& scene)
{
    const PaintClip clip(painter, scene.geometry.plot);
    const HeatmapGeometry& geometry = scene.geometry;
    const int share = exitShare(geometry);
    const int start = geometry.firstVisible() / share * share;
    const int last = geometry.lastVisible(scene.values.tokens());
    const ExitLines lines = exitLines(scene, start, last, share);
    const QPainterPath others = otherExitsLine(scene, start, last, share);
    drawQuartiles(painter, scene.style, lines.quartiles);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(others, otherExitsCasing(scene.style));
    strokeExits(painter, scene.style, lines.steps);
    painter.strokePath(others, otherExitsPen(scene.style));
    if (scene.otherToken >= start && scene.otherToken <= last)
        drawOtherToken(painter, scene.style, geometry.x(scene.otherToken), geometry.plot.top() + 3);
    const double width = geometry.columnWidth();
    if (width < leastMarked)
        return;
    const qreal radius = std::clamp(std::min(width * 0.2, geometry.rowHeight() * 0.35), 2.0, 3.6);
    for (int token = start; token <= last; ++token) {
        const TokenTrace& trace = scene.run.tokens[static_cast<std::size_t>(token)];
        drawExitMarker(painter, scene.style,
                       QPointF(geometry.x(token), std::round(geometry.y(trace.exitLayer))), radius,
                       trace.role == TokenRole::Corrected);
    }
}

} // namespace exitscope

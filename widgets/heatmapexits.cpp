// The marks of heatmapmarks.h that stand for tokens: exits and rounds of drafts.
#include "widgets/heatmapmarks.h"
#include "widgets/paintclip.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace exitscope {
namespace {

/// Width of a stretch of the line of exits where columns are narrow, pixels.
constexpr double exitStretch = 6;
constexpr qreal exitWidth = 2;
constexpr qreal casingWidth = 4;

/// Axis-parallel lines drawn one by one: a thick path of thousands of corners is slow to stroke.
void strokeExits(QPainter& painter, const PlotStyle& style, const QList<QLineF>& lines)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(style.base, casingWidth, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
    painter.setPen(QPen(style.exitLine, exitWidth, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
}

/// The mean exit layer of tokens [first, last].
double meanExit(const Run& run, int first, int last)
{
    double sum = 0;
    for (int token = first; token <= last; ++token)
        sum += run.tokens[static_cast<std::size_t>(token)].exitLayer;
    return sum / (last - first + 1);
}

/// The same under the other rule; nothing where one of them is not known.
std::optional<double> otherMeanExit(std::span<const int> exits, int first, int last)
{
    double sum = 0;
    for (auto token = static_cast<std::size_t>(first); token <= static_cast<std::size_t>(last);
         ++token) {
        if (token >= exits.size() || exits[token] < 0)
            return std::nullopt;
        sum += exits[token];
    }
    return sum / (last - first + 1);
}

/// Stretches of the line of exits under the other rule, broken where it is not known.
QPainterPath otherExitsLine(const HeatmapScene& scene, int start, int last, int share)
{
    const HeatmapGeometry& geometry = scene.geometry;
    QPainterPath line;
    bool isBroken = true;
    for (int first = start; first <= last; first += share) {
        const int end = std::min(first + share, scene.values.tokens()) - 1;
        const std::optional<double> exit = otherMeanExit(scene.otherExits, first, end);
        if (exit) {
            const QPointF from(std::round(geometry.x(first - 0.5)), std::round(geometry.y(*exit)));
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
        return round.firstToken + round.accepted;
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

void drawExits(QPainter& painter, const HeatmapScene& scene)
{
    const PaintClip clip(painter, scene.geometry.plot);
    const HeatmapGeometry& geometry = scene.geometry;
    const double width = geometry.columnWidth();
    const int share = width < narrowColumn ? geometry.tokensPer(exitStretch) : 1;
    const int start = geometry.firstVisible() / share * share;
    const int last = geometry.lastVisible(scene.values.tokens());
    QList<QLineF> steps;
    for (int first = start; first <= last; first += share) {
        const int end = std::min(first + share, scene.values.tokens()) - 1;
        const qreal y = std::round(geometry.y(meanExit(scene.run, first, end)));
        const qreal left = std::round(geometry.x(first - 0.5));
        if (!steps.isEmpty())
            steps.append(QLineF(left, steps.last().y2(), left, y));
        steps.append(QLineF(left, y, std::round(geometry.x(end + 0.5)), y));
    }
    const QPainterPath others = otherExitsLine(scene, start, last, share);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(others, otherExitsCasing(scene.style));
    strokeExits(painter, scene.style, steps);
    painter.strokePath(others, otherExitsPen(scene.style));
    if (scene.otherToken >= start && scene.otherToken <= last)
        drawOtherToken(painter, scene.style, geometry.x(scene.otherToken), geometry.plot.top() + 3);
    if (width < 9)
        return;
    const qreal radius = std::clamp(std::min(width * 0.2, geometry.rowHeight() * 0.35), 2.0, 3.6);
    for (int token = start; token <= last; ++token) {
        const double y = geometry.y(meanExit(scene.run, token, token));
        const TokenRole role = scene.run.tokens[static_cast<std::size_t>(token)].role;
        drawExitMarker(painter, scene.style, QPointF(geometry.x(token), std::round(y)), radius,
                       role == TokenRole::Corrected);
    }
}

} // namespace exitscope

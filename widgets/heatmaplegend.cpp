// The legend of heatmapframe.h.
#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace exitscope {

namespace {

struct HeatmapLegend
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::HeatmapLegend)
};

struct LegendEntry
{
    QString text;
    std::function<void(const QRectF&)> draw;
};

/// Whether tokens could leave early under `policy`.
bool hadPolicy(const Run& run, KvPolicy policy)
{
    return std::ranges::any_of(run.settings, [policy](const SettingsChange& change) {
        const Settings& settings = change.settings;
        return settings.kvPolicy == policy && settings.ruleApplies() && !settings.speculates();
    });
}

using Draw = std::function<void(const QRectF&)>;

/// The lines over the cells.
void addLines(std::vector<LegendEntry>& entries, QPainter& painter, const HeatmapScene& scene)
{
    const PlotStyle& style = scene.style;
    const auto level = [&painter](const QRectF& box, const QPen& pen, qreal up = 0) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(pen);
        const qreal y = std::round(box.center().y() - up);
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    };
    const auto exit = [&painter, &style, level](bool isOpen) -> Draw {
        return [&painter, &style, level, isOpen](const QRectF& box) {
            level(box, QPen(style.exitLine, 1.6));
            drawExitMarker(painter, style, box.center(), 3.2, isOpen);
        };
    };
    const int share = exitShare(scene.geometry);
    if (share > 1) {
        entries.push_back(
            {scene.geometry.isShared()
                 ? HeatmapLegend::tr("exits: median, quartiles")
                 : HeatmapLegend::tr("exits of %1 tokens: median, quartiles").arg(share),
             [&style, level](const QRectF& box) {
                 level(box, QPen(style.exitLine, 2));
                 level(box, QPen(style.exitLine, 1), 4);
                 level(box, QPen(style.exitLine, 1), -4);
             }});
    } else {
        entries.push_back({HeatmapLegend::tr("exit layer"), exit(false)});
    }
    if (scene.firing)
        entries.push_back(
            {share > 1 ? HeatmapLegend::tr("fires for most") : HeatmapLegend::tr("firing border"),
             [&style, level](const QRectF& box) { level(box, QPen(style.threshold, 1.6)); }});
    if (!scene.otherExits.empty())
        entries.push_back({HeatmapLegend::tr("what if"), [&style, level](const QRectF& box) {
                               level(box, otherExitsPen(style));
                           }});
    if (scene.otherToken >= 0)
        entries.push_back(
            {HeatmapLegend::tr("first other token"), [&painter, &style](const QRectF& box) {
                 drawOtherToken(painter, style, box.center().x(), box.top() + 1);
             }});
    if (!scene.run.rounds.empty() && share == 1) {
        entries.push_back({HeatmapLegend::tr("correction"), exit(true)});
        entries.push_back(
            {HeatmapLegend::tr("round of drafts"), [&painter, &style](const QRectF& box) {
                 drawRoundStroke(painter, style, box.left(), box.right(), box.center().y() - 1);
             }});
    }
}

/// What can occur in this run, in the order of the legend.
std::vector<LegendEntry> legendOf(QPainter& painter, const HeatmapScene& scene)
{
    const PlotStyle& style = scene.style;
    const auto patterned = [&painter, &style](auto draw, const QColor& color) -> Draw {
        return [&painter, &style, draw, color](const QRectF& box) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            draw(painter, box, color);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(style.frame);
            painter.drawRect(box);
        };
    };
    std::vector<LegendEntry> entries;
    addLines(entries, painter, scene);
    if (hadPolicy(scene.run, KvPolicy::Exact) || !scene.run.events.empty())
        entries.push_back(
            {HeatmapLegend::tr("caught up later"), patterned(drawHatch, style.hatch)});
    if (hadPolicy(scene.run, KvPolicy::Copy))
        entries.push_back(
            {HeatmapLegend::tr("not run, K/V copied"), patterned(drawDotted, style.hatch)});
    entries.push_back({HeatmapLegend::tr("run, not scored"), patterned(drawRuled, style.ruling)});
    entries.push_back({HeatmapLegend::tr("not run"),
                       patterned([](QPainter&, const QRectF&, const QColor&) {}, QColor())});
    return entries;
}

/// How several tokens share a column, and how many a stretch of the lines.
QString sharedText(const HeatmapGeometry& geometry)
{
    return HeatmapLegend::tr("each column: %1 tokens; colour: their mean; filled height: how many "
                             "have a value; lines: of %2 tokens each")
        .arg(geometry.tokensPer(1))
        .arg(exitShare(geometry));
}

} // namespace

void drawLegend(QPainter& painter, const HeatmapScene& scene)
{
    const PlotStyle& style = scene.style;
    const QRectF& plot = scene.geometry.plot;
    const qreal line = style.lineHeight();
    const qreal top = plot.bottom() +
                      frameMargins(style, scene.values, scene.geometry.columnWidth()).bottom() -
                      line - theme::gapTiny;
    constexpr qreal sample = 22;
    painter.setFont(style.font);
    if (scene.geometry.isShared()) {
        painter.setPen(style.mutedText);
        drawText(painter, style, QRectF(plot.left(), top - line, plot.width(), line),
                 Qt::AlignLeft | Qt::AlignVCenter, sharedText(scene.geometry));
    }
    painter.setPen(style.text);
    const QString title = HeatmapLegend::tr("token");
    drawText(painter, style, QRectF(plot.left(), top, plot.width(), line),
             Qt::AlignLeft | Qt::AlignVCenter, title);
    qreal x = plot.left() + style.textWidth(title) + 2 * theme::gapLarge;
    for (const auto& [text, draw] : legendOf(painter, scene)) {
        const qreal width = sample + theme::gapTiny + style.textWidth(text);
        if (x + width > plot.right())
            break;
        draw(QRectF(x, top + line / 2 - 5, sample, 10));
        painter.setPen(style.mutedText);
        drawText(painter, style, QRectF(x + sample + 6, top, style.textWidth(text) + 2, line),
                 Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + theme::gapLarge;
    }
}

} // namespace exitscope

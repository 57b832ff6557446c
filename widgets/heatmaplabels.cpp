#include "widgets/heatmaplabels.h"

#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <cmath>
#include <numbers>

namespace exitscope {
namespace {

struct LabelText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::HeatmapLabels)
};

constexpr qreal barWidth = 12;
constexpr qreal slant = 60;
constexpr double wideColumn = 46; ///< from here on labels stand upright

const double across = std::sin(slant * std::numbers::pi / 180);

/// A round number of layers or tokens from one label to the next, at least `least`.
int labelStep(double least)
{
    return static_cast<int>(std::lround(roundStep(std::max(1.0, least))));
}

/// Whether convex outlines have a point in common: no axis of their sides lies between them.
bool meet(const QPolygonF& a, const QPolygonF& b)
{
    if (!a.boundingRect().intersects(b.boundingRect()))
        return false;
    for (const QPolygonF* sides : {&a, &b}) {
        for (qsizetype i = 0; i + 1 < sides->size(); ++i) {
            const QPointF side = (*sides)[i + 1] - (*sides)[i];
            const auto reach = [&side](const QPolygonF& outline) {
                double least = INFINITY;
                double most = -INFINITY;
                for (const QPointF& point : outline) {
                    const double at = point.x() * -side.y() + point.y() * side.x();
                    least = std::min(least, at);
                    most = std::max(most, at);
                }
                return std::pair(least, most);
            };
            const auto [leastA, mostA] = reach(a);
            const auto [leastB, mostB] = reach(b);
            if (mostA <= leastB || mostB <= leastA)
                return false;
        }
    }
    return true;
}

std::vector<HeatmapLabel> layerLabels(const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const PlotStyle& style = scene.style;
    const qreal line = style.lineHeight();
    const int step = labelStep(1.8 * line / geometry.rowHeight());
    const int top = scene.values.layers() - 1;
    const QRectF& plot = geometry.plot;
    std::vector<HeatmapLabel> labels;
    const auto write = [&](int layer) {
        const qreal y = geometry.y(layer);
        if (y < plot.top() - 1 || y > plot.bottom() + 1)
            return;
        const QString text = QString::number(layer);
        const qreal width = style.textWidth(text) + 1;
        const QRectF box(plot.left() - theme::gapTiny - width, y - line / 2, width, line);
        labels.push_back({text, box, {}, Qt::AlignRight | Qt::AlignVCenter, layer, {}});
    };
    for (int layer = 0; layer < top; layer += step) {
        if (layer == 0 || (top - layer) * geometry.rowHeight() >= 1.3 * line)
            write(layer);
    }
    if (labels.empty() || geometry.y(labels.back().index) - geometry.y(top) >= line)
        write(top);
    return labels;
}

std::vector<HeatmapLabel> barLabels(const HeatmapScene& scene)
{
    const PlotStyle& style = scene.style;
    const qreal line = style.lineHeight();
    const QRectF bar = colorBar(scene.geometry);
    const auto ticks = barTicks(scene.values);
    std::vector<HeatmapLabel> labels;
    const auto write = [&](std::size_t i) {
        const auto& [share, text] = ticks[i];
        const qreal y = bar.bottom() - share * bar.height();
        const QRectF box(bar.right() + theme::gapSmall - 2, y - line / 2, style.textWidth(text) + 2,
                         line);
        labels.push_back(
            {text, box, {}, Qt::AlignLeft | Qt::AlignVCenter, int(i), {bar.right(), y}});
    };
    const auto distance = [&](std::size_t i) {
        return (ticks[i].first - ticks[std::size_t(labels.back().index)].first) * bar.height();
    };
    // The ends go first: between them as many as there is room for.
    for (std::size_t i = 0; i + 1 < ticks.size(); ++i) {
        const double left = (ticks.back().first - ticks[i].first) * bar.height();
        if (i == 0 || (distance(i) >= line && left >= line))
            write(i);
    }
    if (!ticks.empty() && (labels.empty() || distance(ticks.size() - 1) >= line))
        write(ticks.size() - 1);
    return labels;
}

HeatmapLabel uprightLabel(const HeatmapScene& scene, int token)
{
    const qreal line = scene.style.lineHeight();
    const QString text = scene.texts.label(scene.run, token);
    const qreal room = scene.geometry.columnWidth() - theme::gapTiny;
    const qreal width = std::min(room, scene.style.textWidth(text) + 1);
    const QRectF box(scene.geometry.x(token) - width / 2,
                     scene.geometry.plot.bottom() + theme::gapTiny, width, line);
    return {text, box, {}, Qt::AlignCenter, token, {}};
}

HeatmapLabel slantedLabel(const HeatmapScene& scene, int token)
{
    const qreal line = scene.style.lineHeight();
    const QString text = scene.texts.label(scene.run, token);
    const qreal reach =
        std::min(slantedHeight(scene.style) / across - line / 2, scene.style.textWidth(text) + 1);
    const QTransform place = QTransform()
                                 .translate(scene.geometry.x(token) + line * 0.35,
                                            scene.geometry.plot.bottom() + theme::gapTiny)
                                 .rotate(-slant);
    return {text,  QRectF(-reach, -line / 2, reach, line),
            place, Qt::AlignRight | Qt::AlignVCenter,
            token, {}};
}

std::vector<HeatmapLabel> numberLabels(const HeatmapScene& scene, int last)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const PlotStyle& style = scene.style;
    const qreal widest = style.textWidth(QString::number(scene.values.tokens())) + theme::gap;
    const int step = labelStep(widest / geometry.columnWidth());
    const qreal bottom = geometry.plot.bottom();
    std::vector<HeatmapLabel> labels;
    // Tokens are numbered from 1 where people read them.
    const int first = std::max(1, geometry.firstVisible() / step) * step;
    for (int number = first; number <= last + 1; number += step) {
        const QString text = QString::number(number);
        const qreal x = geometry.x(number - 1);
        const qreal width = style.textWidth(text) + 1;
        labels.push_back({text,
                          QRectF(x - width / 2, bottom + theme::gapTiny, width, style.lineHeight()),
                          {},
                          Qt::AlignCenter,
                          number - 1,
                          {x, bottom}});
    }
    return labels;
}

std::vector<HeatmapLabel> tokenLabels(const HeatmapScene& scene)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const TokenLabels kind = tokenLabelsFor(scene.style, geometry.columnWidth());
    // A token in the making has values before the run has it.
    const int tokens = std::min(scene.values.tokens(), static_cast<int>(scene.run.tokens.size()));
    const int last = geometry.lastVisible(tokens);
    if (kind == TokenLabels::Numbers)
        return numberLabels(scene, last);
    std::vector<HeatmapLabel> labels;
    for (int token = geometry.firstVisible(); token <= last; ++token)
        labels.push_back(kind == TokenLabels::Upright ? uprightLabel(scene, token)
                                                      : slantedLabel(scene, token));
    return labels;
}

} // namespace

TokenLabels tokenLabelsFor(const PlotStyle& style, double columnWidth)
{
    if (columnWidth >= std::max(wideColumn, 3.2 * style.lineHeight()))
        return TokenLabels::Upright;
    return columnWidth * across >= style.lineHeight() ? TokenLabels::Slanted : TokenLabels::Numbers;
}

qreal slantedHeight(const PlotStyle& style)
{
    return std::max(50.0, 3.4 * style.lineHeight());
}

QRectF colorBar(const HeatmapGeometry& geometry)
{
    const QRectF& plot = geometry.plot;
    return {plot.right() + theme::gap, plot.top(), barWidth, plot.height()};
}

std::vector<std::pair<double, QString>> barTicks(const HeatmapValues& values)
{
    if (values.quantity().kind() == HeatmapQuantity::Kind::PredictionChanged)
        return {{0.25, LabelText::tr("no")}, {0.75, LabelText::tr("yes")}};
    const ColorRange& range = values.range();
    std::vector<std::pair<double, QString>> ticks;
    for (const double tick : range.ticks())
        ticks.emplace_back(range.share(tick),
                           range.tickLabel(tick, values.quantity().isDiverging()));
    return ticks;
}

HeatmapLabels labelsOf(const HeatmapScene& scene)
{
    HeatmapLabels labels{layerLabels(scene), barLabels(scene), {}};
    const QRectF& plot = scene.geometry.plot;
    std::vector<QPolygonF> corners;
    for (const auto* others : {&labels.layers, &labels.bar}) {
        for (const HeatmapLabel& label : *others) {
            if (label.box.bottom() > plot.bottom())
                corners.push_back(label.outline());
        }
    }
    for (HeatmapLabel& label : tokenLabels(scene)) {
        const qreal x = scene.geometry.x(label.index);
        const QPolygonF outline = label.outline();
        const auto meets = [&outline](const QPolygonF& other) { return meet(outline, other); };
        if (x >= plot.left() && x <= plot.right() && outline.boundingRect().left() >= 0 &&
            std::ranges::none_of(corners, meets))
            labels.tokens.push_back(std::move(label));
    }
    return labels;
}

} // namespace exitscope

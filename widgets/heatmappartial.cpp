#include "widgets/heatmappartial.h"

#include "widgets/colormap.h"
#include "widgets/heatmapmarks.h"
#include "widgets/paintclip.h"
#include "widgets/recordedscore.h"
#include "widgets/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

/// `token` as the only one of a run of its model.
Run runOf(const PartialToken& token, const ModelIdentity& model)
{
    Run run;
    run.model = model;
    run.settings = {{0, token.settings}};
    TokenTrace& trace = run.tokens.emplace_back();
    trace.layers = token.layers;
    trace.exitLayer = token.exitLayer;
    return run;
}

/// What the newest cell says, beside it: on its right where there is room, else over older columns.
void drawCallout(QPainter& painter, const HeatmapScene& scene, const QRectF& cell,
                 const QString& text)
{
    const PlotStyle& style = scene.style;
    const QRectF& plot = scene.geometry.plot;
    // Larger than the axes' labels: it is what everyone looks at.
    const QFontMetricsF metrics(style.titleFont);
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 2 * theme::gapSmall,
               metrics.height() + theme::gapTiny);
    box.setWidth(std::min(box.width(), plot.width() - theme::gapSmall));
    const bool onTheRight = cell.right() + theme::gapSmall + box.width() <= plot.right();
    box.moveLeft(onTheRight ? cell.right() + theme::gapSmall
                            : cell.left() - theme::gapSmall - box.width());
    box.moveLeft(std::max(box.left(), plot.left()));
    box.moveTop(std::clamp(cell.center().y() - box.height() / 2, plot.top() + 1,
                           std::max(plot.top() + 1, plot.bottom() - box.height() - 1)));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.accent, 1.5));
    const qreal edge = onTheRight ? cell.right() : cell.left();
    painter.drawLine(QPointF(edge, cell.center().y()),
                     QPointF(onTheRight ? box.left() : box.right(), box.center().y()));
    painter.setBrush(style.base);
    painter.drawRoundedRect(box, 4, 4);
    painter.setFont(style.titleFont);
    painter.setPen(style.text);
    drawText(painter, style, box.adjusted(theme::gapSmall, 0, -theme::gapSmall, 0), Qt::AlignCenter,
             text);
}

/// In the place where the token's text will stand.
void drawPlaceOfText(QPainter& painter, const HeatmapScene& scene, const QRectF& column)
{
    const PlotStyle& style = scene.style;
    const qreal width = std::max(column.width(), 2 * style.lineHeight());
    painter.setFont(style.font);
    painter.setPen(style.accent);
    drawText(painter, style,
             QRectF(column.center().x() - width / 2, scene.geometry.plot.bottom() + theme::gapTiny,
                    width, style.lineHeight()),
             Qt::AlignCenter, QStringLiteral("…"));
}

} // namespace

PartialColumn::PartialColumn(const Run& run, const PartialToken& partial,
                             const HeatmapValues& shown)
    : token(partial)
    , own(runOf(token, run.model))
{
    texts.append(own);
    const HeatmapQuantity& quantity = shown.quantity();
    alone.rebuild(own, quantity);
    values.resize(token.layers.size(), unknownScore);
    const bool isFirst = run.tokens.empty();
    quantity.fillColumn(own, 0, isFirst ? alone.shownRule() : shown.shownRule(),
                        ruleInForce(token.settings), values);
}

void drawPartialColumn(QPainter& painter, const HeatmapScene& scene, const PartialColumn& column,
                       const ColorMap& colors, const QString& label)
{
    const HeatmapGeometry& geometry = scene.geometry;
    const PlotStyle& style = scene.style;
    const int index = static_cast<int>(scene.run.tokens.size());
    const int newest = column.token.newestLayer();
    const QRectF whole = geometry.box(index, index, 0, scene.values.layers() - 1);
    if (whole.isEmpty() || newest < 0)
        return;
    {
        const PaintClip clip(painter, geometry.plot);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(style.mutedText, 1, Qt::DotLine));
        painter.drawRect(whole.adjusted(0, 0, -1, -1));
        const HeatmapValues& scale = index == 0 ? column.alone : scene.values;
        const ColorRange range = scale.range();
        for (int layer = 0; layer <= newest; ++layer) {
            const QRectF cell = geometry.box(index, index, layer, layer);
            const double value = double(column.values[static_cast<std::size_t>(layer)]);
            if (std::isnan(value))
                drawRuled(painter, cell, style.ruling);
            else
                painter.fillRect(cell, colors.at(range.share(value)));
        }
        if (column.token.exitLayer >= 0) {
            const qreal radius =
                std::clamp(std::min(whole.width() * 0.2, geometry.rowHeight() * 0.35), 2.0, 3.6);
            drawExitMarker(painter, style,
                           {geometry.x(index), std::round(geometry.y(column.token.exitLayer))},
                           radius);
        }
    }
    const QRectF cell = geometry.box(index, index, newest, newest);
    drawPlaceOfText(painter, scene, whole);
    if (cell.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.accent, 2));
    painter.drawRect(cell.adjusted(1, 1, -1, -1));
    drawCallout(painter, scene, cell, label);
}

} // namespace exitscope

// The rectangles of heatmapcells.h; heatmappicture.cpp holds the pixels.
#include "widgets/heatmapcells.h"

#include "widgets/cellbands.h"
#include "widgets/colormap.h"
#include "widgets/paintclip.h"

#include <QPaintEngine>

#include <cmath>

namespace exitscope {
namespace {

/// Cells are drawn one by one; finer ones would only swell a file.
constexpr double leastCell = 2;

/// The part of `box` from share `lower` to share `upper` of its height, 0 at the bottom.
QRectF band(const QRectF& box, double lower, double upper)
{
    return {box.left(), box.bottom() - upper * box.height(), box.width(),
            (upper - lower) * box.height()};
}

void drawState(QPainter& painter, const PlotStyle& style, CellLook look, const QRectF& box)
{
    if (look == CellLook::Unscored)
        drawRuled(painter, box, style.ruling);
    else if (look == CellLook::Late)
        drawHatch(painter, box, style.hatch);
    else if (look == CellLook::Copied)
        drawDotted(painter, box, style.hatch);
}

/// Layers of one look lie together, so that a column takes one or two boxes.
void drawColumnStates(QPainter& painter, const HeatmapScene& scene, int token)
{
    int bottom = 0;
    CellLook look = CellLook::Plain;
    for (int layer = 0; layer <= scene.values.layers(); ++layer) {
        const bool isPast = layer == scene.values.layers();
        const CellLook now = isPast ? CellLook::Plain : lookOf(scene, token, layer);
        if (now == look && !isPast)
            continue;
        if (layer > bottom)
            drawState(painter, scene.style, look,
                      scene.geometry.box(token, token, bottom, layer - 1));
        bottom = layer;
        look = now;
    }
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
    for (int first = geometry.firstVisible() / share * share; first <= last; first += share) {
        const int end = std::min(first + share - 1, last);
        for (int layer = 0; layer < values.layers(); ++layer) {
            const float value = values.mean(first, end, layer);
            if (std::isnan(value))
                continue;
            const QRectF box = geometry.box(first, end, layer, layer);
            const CellBands bands(values.tally(first, end, layer), end - first + 1);
            const qreal above = bands.known < 1 ? 0 : overlap;
            painter.fillRect(band(box, 0, bands.known).adjusted(0, -above, overlap, 0),
                             colors.at(range.share(value)));
        }
    }
}

void drawCellStates(QPainter& painter, const HeatmapScene& scene)
{
    const PaintClip clip(painter, scene.geometry.plot);
    const HeatmapGeometry& geometry = scene.geometry;
    const int share = geometry.tokensPer(leastCell);
    const int last = geometry.lastVisible(scene.values.tokens());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int first = geometry.firstVisible() / share * share; first <= last; first += share) {
        if (share == 1) {
            drawColumnStates(painter, scene, first);
            continue;
        }
        const int end = std::min(first + share - 1, last);
        for (int layer = 0; layer < scene.values.layers(); ++layer) {
            const CellBands bands(scene.values.tally(first, end, layer), end - first + 1);
            const QRectF box = geometry.box(first, end, layer, layer);
            drawState(painter, scene.style, CellLook::Late, band(box, bands.lateFrom, bands.late));
            drawState(painter, scene.style, CellLook::Copied, band(box, bands.late, bands.copied));
            drawState(painter, scene.style, CellLook::Unscored,
                      band(box, bands.copied, bands.unscored));
        }
    }
}

} // namespace exitscope

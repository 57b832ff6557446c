// The pixels of heatmapcells.h.
#include "widgets/cellbands.h"
#include "widgets/colormap.h"
#include "widgets/heatmapcells.h"

#include <QImage>
#include <QPaintDevice>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace exitscope {
namespace {

/// Distance of the lines and dots of patterns, device pixels; the finer one fits into bands.
constexpr int spacing = 6;
constexpr int fineSpacing = 4;

/// The colours of evenly spaced shares.
class Palette
{
public:
    explicit Palette(const ColorMap& colors)
    {
        for (std::size_t i = 0; i < m_colors.size(); ++i)
            m_colors[i] = colors.at(double(i) / double(m_colors.size() - 1)).rgb();
    }
    QRgb at(double share) const
    {
        const double last = double(m_colors.size() - 1);
        return m_colors[static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * last + 0.5)];
    }

private:
    std::array<QRgb, 512> m_colors;
};

/// Cells drawn into an image of the plot's size, in device pixels from its top left corner.
class CellImage
{
public:
    CellImage(const HeatmapScene& scene, const ColorMap& colors, qreal ratio);
    QImage draw();

private:
    struct Column
    {
        int left = 0, right = 0; ///< pixels
        int first = 0, last = 0; ///< tokens
    };

    QRgb* line(int y) { return reinterpret_cast<QRgb*>(m_image.scanLine(y)); }
    int pixelX(double token) const;
    int pixelY(double layer) const;
    void drawRow(int layer, int top, int bottom);
    void drawLook(CellLook look, int left, int right, int top, int bottom);
    void drawSharedRow(int layer, int top, int bottom);
    void fillShared(int layer, int height);
    void paintShared(QRgb* pixels, int y, int height);

    const HeatmapScene& m_scene;
    const HeatmapGeometry& m_at;
    const ColorRange m_range;
    const Palette m_palette;
    const qreal m_ratio;
    const QRgb m_base, m_hatch, m_ruling;
    QImage m_image;
    std::vector<Column> m_columns;
    // Of one row, by pixel of its width: colour, and heights where its bands end.
    std::vector<QRgb> m_colors;
    std::vector<int> m_lateFrom, m_known, m_late, m_copied, m_unscored;
};

CellImage::CellImage(const HeatmapScene& scene, const ColorMap& colors, qreal ratio)
    : m_scene(scene)
    , m_at(scene.geometry)
    , m_range(scene.values.range())
    , m_palette(colors)
    , m_ratio(ratio)
    , m_base(scene.style.base.rgb())
    , m_hatch(scene.style.hatch.rgb())
    , m_ruling(scene.style.ruling.rgb())
    , m_image((m_at.plot.size() * ratio).toSize(), QImage::Format_RGB32)
{
    const int share = m_at.tokensPer(1);
    const int last = m_at.lastVisible(scene.values.tokens());
    for (int first = m_at.firstVisible() / share * share; first <= last; first += share) {
        const int end = std::min(first + share - 1, scene.values.tokens() - 1);
        const Column column{pixelX(first - 0.5), pixelX(end + 0.5), first, end};
        if (column.left < column.right)
            m_columns.push_back(column);
    }
    const auto width = static_cast<std::size_t>(std::max(0, m_image.width()));
    m_colors.resize(width);
    for (auto* heights : {&m_lateFrom, &m_known, &m_late, &m_copied, &m_unscored})
        heights->resize(width);
}

int CellImage::pixelX(double token) const
{
    const int x = qRound((m_at.x(token) - m_at.plot.left()) * m_ratio);
    return std::clamp(x, 0, m_image.width());
}

int CellImage::pixelY(double layer) const
{
    const int y = qRound((m_at.y(layer) - m_at.plot.top()) * m_ratio);
    return std::clamp(y, 0, m_image.height());
}

QImage CellImage::draw()
{
    m_image.fill(m_base);
    const bool isShared = m_at.isShared();
    for (int layer = 0; layer < m_scene.values.layers(); ++layer) {
        const int top = pixelY(layer + 0.5);
        const int bottom = pixelY(layer - 0.5);
        if (top >= bottom)
            continue;
        if (isShared)
            drawSharedRow(layer, top, bottom);
        else
            drawRow(layer, top, bottom);
    }
    return std::move(m_image);
}

void CellImage::drawRow(int layer, int top, int bottom)
{
    std::ranges::fill(m_colors, m_base);
    for (const Column& column : m_columns) {
        const float value = m_scene.values.at(column.first, layer);
        if (!std::isnan(value))
            std::fill(m_colors.begin() + column.left, m_colors.begin() + column.right,
                      m_palette.at(m_range.share(value)));
    }
    for (int y = top; y < bottom; ++y)
        std::memcpy(line(y), m_colors.data(), m_colors.size() * sizeof(QRgb));
    // Neighbours of one look are one box.
    for (auto column = m_columns.begin(); column != m_columns.end();) {
        const CellLook look = lookOf(m_scene, column->first, layer);
        const int left = column->left;
        int right = column->right;
        while (++column != m_columns.end() && lookOf(m_scene, column->first, layer) == look)
            right = column->right;
        if (look != CellLook::Plain)
            drawLook(look, left, right, top, bottom);
    }
}

void CellImage::drawLook(CellLook look, int left, int right, int top, int bottom)
{
    // Lines of one device pixel look alike on every screen only if they keep their distance.
    const int distance = std::max(spacing, qRound(spacing * m_ratio));
    const int dot = std::max(2, qRound(2 * m_ratio));
    const auto next = [distance](int from) { return (distance - from % distance) % distance; };
    for (int y = top; y < bottom; ++y) {
        QRgb* pixels = line(y);
        if (look == CellLook::Unscored && y % distance == 0)
            std::fill(pixels + left, pixels + right, m_ruling);
        if (look == CellLook::Late) {
            for (int x = left + next(left + y); x < right; x += distance)
                pixels[x] = m_hatch;
        }
        if (look == CellLook::Copied && y % distance < dot) {
            for (int x = left; x < right; ++x) {
                if (x % distance < dot)
                    pixels[x] = m_hatch;
            }
        }
    }
}

/// Where the bands of a row end, in pixels from its bottom, and its colours.
void CellImage::fillShared(int layer, int height)
{
    // Ordered dithering: four neighbours round each share up or down in turn.
    static constexpr std::array<double, 4> thresholds{0.125, 0.625, 0.375, 0.875};
    std::ranges::fill(m_colors, m_base);
    for (auto* heights : {&m_lateFrom, &m_known, &m_late, &m_copied, &m_unscored})
        std::ranges::fill(*heights, 0);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column& column = m_columns[i];
        const CellTally tally = m_scene.values.tally(column.first, column.last, layer);
        const CellBands bands(tally, column.last - column.first + 1);
        const auto pixels = [&](double share) {
            return static_cast<int>(share * height + thresholds[i % thresholds.size()]);
        };
        const QRgb color = tally.known ? m_palette.at(m_range.share(tally.mean())) : m_base;
        for (auto x = static_cast<std::size_t>(column.left); x < std::size_t(column.right); ++x) {
            m_colors[x] = color;
            m_lateFrom[x] = pixels(bands.lateFrom);
            m_known[x] = pixels(bands.known);
            m_late[x] = pixels(bands.late);
            m_copied[x] = pixels(bands.copied);
            m_unscored[x] = pixels(bands.unscored);
        }
    }
}

/// One line of pixels, `height` above the bottom of its row.
void CellImage::paintShared(QRgb* pixels, int y, int height)
{
    const std::size_t width = m_colors.size();
    for (std::size_t x = 0; x < width; ++x)
        pixels[x] = height < m_known[x] ? m_colors[x] : m_base;
    const auto from = static_cast<std::size_t>((fineSpacing - y % fineSpacing) % fineSpacing);
    for (std::size_t x = from; x < width; x += fineSpacing) {
        if (height >= m_lateFrom[x] && height < m_late[x])
            pixels[x] = m_hatch;
    }
    const std::size_t start = y % 2 ? fineSpacing : 0;
    for (std::size_t x = start; x < width; x += std::size_t{2} * fineSpacing) {
        if (height >= m_late[x] && height < m_copied[x])
            pixels[x] = m_hatch;
    }
    for (std::size_t x = 0; x < width; ++x) {
        const bool isFirst = height == m_copied[x] && height < m_unscored[x];
        pixels[x] = isFirst ? m_ruling : pixels[x];
    }
}

void CellImage::drawSharedRow(int layer, int top, int bottom)
{
    fillShared(layer, bottom - top);
    for (int y = top; y < bottom; ++y)
        paintShared(line(y), y, bottom - 1 - y);
}

} // namespace

void drawCellPicture(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QRectF& plot = scene.geometry.plot;
    if (plot.width() * ratio < 1 || plot.height() * ratio < 1)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(plot, CellImage(scene, colors, ratio).draw());
}

} // namespace exitscope

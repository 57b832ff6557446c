// The pixels of heatmapcells.h.
#include "widgets/cellbands.h"
#include "widgets/cellpixels.h"
#include "widgets/heatmapcells.h"

#include <QImage>
#include <QPaintDevice>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>

namespace exitscope {
namespace {

/// Distance of the lines and dots of patterns, device pixels; the finer one fits into bands.
constexpr int spacing = 6;
constexpr int fineSpacing = 3;

/// Cells drawn into an image of the plot's size, in device pixels from its top left corner.
class CellImage
{
public:
    CellImage(const HeatmapScene& scene, const ColorMap& colors, qreal ratio, QImage& image);
    void draw();

private:
    struct Column
    {
        int left = 0, right = 0; ///< pixels
        int first = 0, last = 0; ///< tokens
    };

    struct Row
    {
        int top = 0, bottom = 0; ///< pixels
    };
    /// A cell that several tokens share.
    struct SharedCell
    {
        QRgb color = 0;
        /// Where its bands end, pixels from the bottom; see CellBands.
        std::int16_t lateFrom = 0, known = 0, late = 0, copied = 0, unscored = 0;
    };

    QRgb* line(int y) { return reinterpret_cast<QRgb*>(m_image.scanLine(y)); }
    int pixelX(double token) const;
    int pixelY(double layer) const;
    void drawRow(int layer);
    void drawLook(CellLook look, int left, int right, const Row& row);
    void fillShared();
    void drawSharedRow(int layer);
    struct Patterns
    {
        bool late = false, copied = false, unscored = false; ///< which there are in a row
    };
    void drawSharedPatterns(std::span<const SharedCell> cells, const Patterns& patterns, int y,
                            int height);

    const HeatmapScene& m_scene;
    const HeatmapGeometry& m_at;
    const ColorShare m_share;
    const ColorTable m_palette;
    const qreal m_ratio;
    const QRgb m_base, m_hatch, m_ruling;
    const QRgb m_tint; ///< between lines that are cut short
    QImage& m_image;
    std::vector<Column> m_columns;
    std::vector<Row> m_rows;             ///< L
    std::vector<QRgb> m_colors;          ///< of one row, by pixel
    std::vector<SharedCell> m_shared;    ///< [L, columns]
    std::vector<int> m_known;            ///< of one row, by pixel
    std::vector<std::size_t> m_columnAt; ///< by pixel, up to m_end
    int m_end = 0;                       ///< right edge of the last column
};

CellImage::CellImage(const HeatmapScene& scene, const ColorMap& colors, qreal ratio, QImage& image)
    : m_scene(scene)
    , m_at(scene.geometry)
    , m_share(scene.values.range())
    , m_palette(colors)
    , m_ratio(ratio)
    , m_base(scene.style.base.rgb())
    , m_hatch(scene.style.hatch.rgb())
    , m_ruling(scene.style.ruling.rgb())
    , m_tint(between(scene.style.base, scene.style.hatch, 0.3F))
    , m_image(image)
{
    const QSize size = (m_at.plot.size() * ratio).toSize();
    if (m_image.size() != size)
        m_image = QImage(size, QImage::Format_RGB32);
    const int share = m_at.tokensPer(1);
    const int last = m_at.lastVisible(scene.values.tokens());
    for (int first = m_at.firstVisible() / share * share; first <= last; first += share) {
        const int end = std::min(first + share - 1, scene.values.tokens() - 1);
        const Column column{pixelX(first - 0.5), pixelX(end + 0.5), first, end};
        if (column.left < column.right)
            m_columns.push_back(column);
    }
    for (int layer = 0; layer < scene.values.layers(); ++layer)
        m_rows.push_back({pixelY(layer + 0.5), pixelY(layer - 0.5)});
    m_colors.resize(static_cast<std::size_t>(m_image.width()));
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

void CellImage::draw()
{
    const bool isCovered =
        !m_rows.empty() && m_rows.front().bottom == m_image.height() && m_rows.back().top == 0;
    if (!isCovered)
        m_image.fill(m_base);
    const bool isShared = m_at.isShared();
    if (isShared)
        fillShared();
    for (int layer = 0; layer < m_scene.values.layers(); ++layer) {
        const Row& row = m_rows[static_cast<std::size_t>(layer)];
        if (row.top >= row.bottom)
            continue;
        if (isShared)
            drawSharedRow(layer);
        else
            drawRow(layer);
    }
}

void CellImage::drawRow(int layer)
{
    const Row& row = m_rows[static_cast<std::size_t>(layer)];
    std::ranges::fill(m_colors, m_base);
    for (const Column& column : m_columns) {
        const float value = m_scene.values.at(column.first, layer);
        if (!std::isnan(value))
            std::fill(m_colors.begin() + column.left, m_colors.begin() + column.right,
                      m_palette.at(m_share(value)));
    }
    for (int y = row.top; y < row.bottom; ++y)
        std::memcpy(line(y), m_colors.data(), m_colors.size() * sizeof(QRgb));
    // Neighbours of one look are one box.
    for (auto column = m_columns.begin(); column != m_columns.end();) {
        const CellLook look = lookOf(m_scene, column->first, layer);
        const int left = column->left;
        int right = column->right;
        while (++column != m_columns.end() && lookOf(m_scene, column->first, layer) == look)
            right = column->right;
        if (look != CellLook::Plain)
            drawLook(look, left, right, row);
    }
}

void CellImage::drawLook(CellLook look, int left, int right, const Row& row)
{
    // Lines of one device pixel look alike on every screen only if they keep their distance.
    const int distance = std::max(spacing, qRound(spacing * m_ratio));
    const int dot = std::max(2, qRound(2 * m_ratio));
    const auto next = [distance](int from) { return (distance - from % distance) % distance; };
    for (int y = row.top; y < row.bottom; ++y) {
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

/// Column by column, as the sums lie in memory.
void CellImage::fillShared()
{
    // Ordered dithering: four neighbours round each share up or down in turn.
    static constexpr std::array<float, 4> thresholds{0.125F, 0.625F, 0.375F, 0.875F};
    m_shared.resize(m_rows.size() * m_columns.size());
    m_columnAt.assign(m_colors.size(), 0);
    m_end = m_columns.empty() ? 0 : m_columns.back().right;
    std::ranges::fill(m_colors, m_base);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column& column = m_columns[i];
        std::fill(m_columnAt.begin() + column.left, m_columnAt.begin() + column.right, i);
        const float threshold = thresholds[i % thresholds.size()];
        for (std::size_t layer = 0; layer < m_rows.size(); ++layer) {
            const CellTally tally =
                m_scene.values.tally(column.first, column.last, static_cast<int>(layer));
            SharedCell& cell = m_shared[layer * m_columns.size() + i];
            cell.color = tally.known ? m_palette.at(m_share(double(tally.mean()))) : m_base;
            const int height = m_rows[layer].bottom - m_rows[layer].top;
            const int tokens = column.last - column.first + 1;
            const auto pixels = [&](std::uint32_t cells) {
                return static_cast<std::int16_t>(float(cells) * float(height) / float(tokens) +
                                                 threshold);
            };
            cell.known = pixels(tally.known);
            cell.lateFrom = cell.late = cell.copied = cell.unscored = cell.known;
            if (tally.known == std::uint32_t(tokens) && tally.lateKnown == 0)
                continue;
            cell.lateFrom = pixels(tally.known - tally.lateKnown);
            cell.late = pixels(tally.known + tally.late);
            cell.copied = pixels(tally.known + tally.late + tally.copied);
            cell.unscored = pixels(tally.known + tally.late + tally.copied + tally.unscored);
        }
    }
}

void CellImage::drawSharedRow(int layer)
{
    const Row& row = m_rows[static_cast<std::size_t>(layer)];
    const std::span cells = std::span(m_shared).subspan(
        static_cast<std::size_t>(layer) * m_columns.size(), m_columns.size());
    m_known.assign(m_colors.size(), 0);
    int least = row.bottom - row.top;
    Patterns patterns;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const SharedCell& cell = cells[i];
        const Column& column = m_columns[i];
        std::fill(m_colors.begin() + column.left, m_colors.begin() + column.right, cell.color);
        std::fill(m_known.begin() + column.left, m_known.begin() + column.right, cell.known);
        least = std::min<int>(least, cell.known);
        patterns.late = patterns.late || cell.lateFrom < cell.late;
        patterns.copied = patterns.copied || cell.late < cell.copied;
        patterns.unscored = patterns.unscored || cell.copied < cell.unscored;
    }
    for (int y = row.top; y < row.bottom; ++y) {
        const int height = row.bottom - 1 - y;
        if (height < least)
            std::ranges::copy(m_colors, line(y));
        else
            fillBelow(line(y), m_colors, m_known, height, m_base);
        drawSharedPatterns(cells, patterns, y, height);
    }
}

/// On the line `height` pixels above the bottom of its row; finer than where each token has its
/// column, so that they fit into the bands.
void CellImage::drawSharedPatterns(std::span<const SharedCell> cells, const Patterns& patterns,
                                   int y, int height)
{
    QRgb* pixels = line(y);
    const auto cellAt = [&](int x) -> const SharedCell& {
        return cells[m_columnAt[static_cast<std::size_t>(x)]];
    };
    for (std::size_t i = 0; patterns.late && i < cells.size(); ++i) {
        if (height >= cells[i].known && height < cells[i].late)
            std::fill(pixels + m_columns[i].left, pixels + m_columns[i].right, m_tint);
    }
    const int lateFrom = (fineSpacing - y % fineSpacing) % fineSpacing;
    for (int x = lateFrom; patterns.late && x < m_end; x += fineSpacing) {
        if (height >= cellAt(x).lateFrom && height < cellAt(x).late)
            pixels[x] = m_hatch;
    }
    for (int x = y % 2 * fineSpacing; patterns.copied && x < m_end; x += 2 * fineSpacing) {
        if (height >= cellAt(x).late && height < cellAt(x).copied)
            pixels[x] = m_hatch;
    }
    for (std::size_t i = 0; patterns.unscored && i < cells.size(); ++i) {
        if (height == cells[i].copied && height < cells[i].unscored)
            std::fill(pixels + m_columns[i].left, pixels + m_columns[i].right, m_ruling);
    }
}

} // namespace

void drawCellPicture(QPainter& painter, const HeatmapScene& scene, const ColorMap& colors,
                     QImage& image)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QRectF& plot = scene.geometry.plot;
    if (plot.width() * ratio < 1 || plot.height() * ratio < 1)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    CellImage(scene, colors, ratio, image).draw();
    painter.drawImage(plot, image);
}

} // namespace exitscope

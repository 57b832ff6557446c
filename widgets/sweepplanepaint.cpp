// The grid of sweepplot.h.
#include "widgets/colormap.h"
#include "widgets/contourlines.h"
#include "widgets/plotstyle.h"
#include "widgets/roundstep.h"
#include "widgets/sweepmarks.h"
#include "widgets/sweepplot.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

struct SweepPlane
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SweepPlane)
};

constexpr double barWidth = 14;

QString times(double speedUp, int decimals)
{
    return SweepPlane::tr("%1×").arg(QLocale().toString(speedUp, 'f', decimals));
}

/// One painting.
class PlaneDrawing
{
public:
    PlaneDrawing(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content)
        : m_painter(painter)
        , m_content(content)
        , m_style(canvas.palette, canvas.font)
        , m_colors(ColorMapKind::Viridis, m_style.dark)
        , m_columns(content.axes[1].values.size())
        , m_rows(content.axes[0].values.size())
        , m_whole(QPointF(0, 0), canvas.size)
    {
        readValues();
        layOut();
    }

    void paint()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setFont(m_style.font);
        if (m_frame.width() < 40 || m_frame.height() < 40)
            return;
        drawCells();
        drawContours();
        drawMarks();
        drawAxes();
        drawBar();
        drawSweepLegend(m_painter, m_style, m_legend, false);
    }

private:
    void readValues()
    {
        m_least = std::numeric_limits<double>::infinity();
        m_most = -m_least;
        for (std::size_t row = 0; row < m_rows; ++row) {
            for (std::size_t column = 0; column < m_columns; ++column) {
                const SweepMark* mark = m_content.at(column, row);
                m_values.push_back(mark ? mark->speedUp : std::numeric_limits<double>::quiet_NaN());
                if (mark) {
                    m_least = std::min(m_least, mark->speedUp);
                    m_most = std::max(m_most, mark->speedUp);
                }
            }
        }
        if (m_least > m_most)
            m_least = m_most = 1;
        // Differences below a percent are noise that should not fill the scale.
        if (m_most - m_least < 0.01) {
            const double middle = (m_least + m_most) / 2;
            m_least = middle - 0.005;
            m_most = middle + 0.005;
        }
        m_step = roundStep((m_most - m_least) / 5);
        for (double level = std::ceil(m_least / m_step) * m_step; level < m_most; level += m_step)
            m_levels.push_back(std::abs(level) < 1e-9 ? 0 : level);
        m_decimals = std::max(1, -static_cast<int>(std::floor(std::log10(m_step) + 1e-9)));
    }

    void layOut()
    {
        const double line = m_style.lineHeight();
        double labels = 0;
        for (const double value : m_content.axes[0].values)
            labels = std::max(labels, m_style.textWidth(valueText(value)));
        const double bar = barWidth + theme::gapTiny + m_style.textWidth(times(m_most, m_decimals));
        const double legend = sweepLegendHeight(m_style, m_whole.width(), false);
        m_frame = m_whole.adjusted(labels + theme::gapSmall, 2 * line + theme::gapSmall,
                                   -bar - theme::gap, -2 * line - legend - theme::gapLarge);
        m_legend = QRectF(m_whole.left(), m_whole.bottom() - legend, m_whole.width(), legend);
    }

    static QString valueText(double value) { return QLocale().toString(value, 'g', 6); }

    double cellWidth() const { return m_frame.width() / static_cast<double>(m_columns); }
    double cellHeight() const { return m_frame.height() / static_cast<double>(m_rows); }
    /// Where the middle of cell (0, 0) is at (0, 0), rows upwards.
    QPointF at(double column, double row) const
    {
        return {m_frame.left() + (column + 0.5) * cellWidth(),
                m_frame.bottom() - (row + 0.5) * cellHeight()};
    }
    QColor colorOf(double speedUp) const
    {
        return m_colors.at((speedUp - m_least) / (m_most - m_least));
    }

    template <typename Visit>
    void forEachCell(const Visit& visit)
    {
        for (std::size_t row = 0; row < m_rows; ++row)
            for (std::size_t column = 0; column < m_columns; ++column)
                visit(at(static_cast<double>(column), static_cast<double>(row)),
                      m_content.at(column, row));
    }

    void drawCells()
    {
        forEachCell([&](const QPointF& middle, const SweepMark* mark) {
            // A pixel more than the cell, so that no viewer shows a seam.
            QRectF cell(middle - QPointF(cellWidth() / 2, cellHeight() / 2),
                        QSizeF(cellWidth() + 1, cellHeight() + 1));
            cell = cell.intersected(m_frame);
            if (mark)
                m_painter.fillRect(cell, colorOf(mark->speedUp));
            else
                drawHatch(m_painter, cell, m_style.hatch);
        });
        m_painter.setPen(QPen(m_style.frame, 1));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(m_frame);
    }

    void drawContours()
    {
        const ValuePlane plane = planeOfCells(m_columns, m_rows, m_values);
        const auto draw = [&](double level, double width) {
            QColor ink = theme::textOn(colorOf(level));
            ink.setAlphaF(0.75F);
            QPen pen(ink, width);
            pen.setCapStyle(Qt::RoundCap);
            m_painter.setPen(pen);
            for (const QLineF& line : contourLines(plane, level))
                m_painter.drawLine(at(line.x1(), line.y1()), at(line.x2(), line.y2()));
        };
        for (const double level : m_levels)
            if (std::abs(level - 1) > 1e-9)
                draw(level, 1);
        if (m_least < 1 && 1 < m_most)
            draw(1, 2.4);
    }

    void drawMarks()
    {
        const double line = m_style.lineHeight();
        const bool hasRoom = cellHeight() > 2 * line + 4 * sweepMarkRadius &&
                             cellWidth() > m_style.textWidth(times(m_most, 2)) + theme::gapSmall;
        forEachCell([&](const QPointF& middle, const SweepMark* mark) {
            if (!mark)
                return;
            const QColor ground = colorOf(mark->speedUp);
            const QColor ink = theme::textOn(ground);
            drawSweepMark(m_painter, middle, symbolOf(*mark), mark->isBest, ink, ground);
            if (hasRoom)
                drawLabel(middle, times(mark->speedUp, 2), mark->isBest, ink, ground);
        });
    }

    void drawLabel(const QPointF& middle, const QString& text, bool isBest, const QColor& ink,
                   QColor ground)
    {
        QFont font = m_style.font;
        font.setBold(isBest);
        m_painter.setFont(font);
        const QFontMetricsF metrics(font);
        const QSizeF size(metrics.horizontalAdvance(text) + 2 * theme::gapTiny, metrics.height());
        const QRectF box(middle + QPointF(-size.width() / 2, sweepMarkRadius + theme::gapTiny),
                         size);
        m_painter.fillRect(box, ground); // contours end at a number
        m_painter.setPen(ink);
        drawText(m_painter, m_style, box, Qt::AlignCenter, text);
        m_painter.setFont(m_style.font);
    }

    void drawAxes()
    {
        const double line = m_style.lineHeight();
        m_painter.setPen(m_style.text);
        drawText(m_painter, m_style, QRectF(0, 0, m_whole.width(), line), Qt::AlignLeft,
                 SweepPlane::tr("Speed against full depth"));
        m_painter.setPen(m_style.mutedText);
        drawText(m_painter, m_style, QRectF(0, line, m_whole.width(), line), Qt::AlignLeft,
                 m_content.axes[0].title);
        const auto& rows = m_content.axes[0].values;
        double above = std::numeric_limits<double>::infinity();
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const double y = at(0, static_cast<double>(row)).y();
            if (above - y < line)
                continue;
            above = y;
            drawText(m_painter, m_style,
                     QRectF(0, y - line / 2, m_frame.left() - theme::gapTiny, line),
                     Qt::AlignRight | Qt::AlignVCenter, valueText(rows[row]));
        }
        drawColumnLabels();
        drawText(
            m_painter, m_style,
            QRectF(m_frame.left(), m_frame.bottom() + theme::gapTiny + line, m_frame.width(), line),
            Qt::AlignHCenter, m_content.axes[1].title);
    }

    void drawColumnLabels()
    {
        const auto& columns = m_content.axes[1].values;
        double before = -std::numeric_limits<double>::infinity();
        for (std::size_t column = 0; column < columns.size(); ++column) {
            const QString text = valueText(columns[column]);
            const double width = m_style.textWidth(text);
            const double x = at(static_cast<double>(column), 0).x();
            if (x - width / 2 < before + theme::gapTiny)
                continue;
            before = x + width / 2;
            drawText(m_painter, m_style,
                     QRectF(x - width / 2 - 1, m_frame.bottom() + theme::gapTiny, width + 2,
                            m_style.lineHeight()),
                     Qt::AlignHCenter, text);
        }
    }

    /// The scale, with the contours' levels across it.
    void drawBar()
    {
        constexpr int steps = 96;
        const QRectF bar(m_frame.right() + theme::gap, m_frame.top(), barWidth, m_frame.height());
        const auto yOf = [&](double value) {
            return bar.bottom() - bar.height() * (value - m_least) / (m_most - m_least);
        };
        for (int i = 0; i < steps; ++i) {
            const double top = bar.bottom() - bar.height() * (i + 1) / steps;
            const QRectF part(bar.left(), top, bar.width(), bar.height() / steps + 1);
            m_painter.fillRect(part.intersected(bar), m_colors.at((i + 0.5) / steps));
        }
        const double line = m_style.lineHeight();
        double before = std::numeric_limits<double>::infinity();
        for (const double level : m_levels) {
            const double y = yOf(level);
            const bool isFull = std::abs(level - 1) < 1e-9;
            m_painter.setPen(QPen(theme::textOn(colorOf(level)), isFull ? 2.4 : 1));
            m_painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y));
            if (before - y < line)
                continue;
            before = y;
            m_painter.setPen(m_style.mutedText);
            drawText(m_painter, m_style,
                     QRectF(bar.right() + theme::gapTiny, y - line / 2,
                            m_whole.right() - bar.right() - theme::gapTiny + 1, line),
                     Qt::AlignLeft | Qt::AlignVCenter, times(level, m_decimals));
        }
    }

    QPainter& m_painter;
    const SweepContent& m_content;
    PlotStyle m_style;
    ColorMap m_colors;
    std::size_t m_columns;
    std::size_t m_rows;
    QRectF m_whole, m_frame, m_legend;
    std::vector<double> m_values; ///< speed-ups, row by row
    std::vector<double> m_levels;
    double m_least = 0, m_most = 1, m_step = 0.1;
    int m_decimals = 1;
};

} // namespace

void drawSweepPlane(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content)
{
    PlaneDrawing(painter, canvas, content).paint();
}

} // namespace exitscope

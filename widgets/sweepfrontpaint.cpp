// The front of sweepplot.h.
#include "widgets/labelplaces.h"
#include "widgets/plotstyle.h"
#include "widgets/sweepfrontaxis.h"
#include "widgets/sweepmarks.h"
#include "widgets/sweepplot.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

struct SweepFront
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SweepFront)
};

/// With more points only those of the front show their intervals, and with more on the front a band
/// does for all of them.
constexpr std::size_t fewPoints = 16;

/// What a quality can be.
bool isShare(double value)
{
    return value >= 0 && value <= 1 + 1e-9;
}

/// One painting.
class FrontDrawing
{
public:
    FrontDrawing(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content)
        : m_painter(painter)
        , m_content(content)
        , m_style(canvas.palette, canvas.font)
        , m_whole(QPointF(0, 0), canvas.size)
    {
        for (const SweepMark& mark : content.marks)
            if (!std::isnan(mark.quality))
                m_marks.push_back(&mark);
        if (content.fullDepth && !std::isnan(content.fullDepth->quality))
            m_full = &*content.fullDepth;
        layOut();
    }

    void paint()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setFont(m_style.font);
        if (m_frame.width() < 40 || m_frame.height() < 40)
            return;
        drawAxes();
        m_painter.save();
        m_painter.setClipRect(m_frame);
        drawFullDepthLines();
        drawIntervals();
        drawFront();
        m_painter.restore();
        drawMarks();
        drawLabels();
        drawSweepLegend(m_painter, m_style, m_legend, true);
    }

private:
    bool showsInterval(const SweepMark& mark) const
    {
        return mark.high > mark.low &&
               (m_marks.size() <= fewPoints || mark.isOnFront || mark.isBest);
    }

    void layOut()
    {
        constexpr double none = std::numeric_limits<double>::infinity();
        double slowest = none, fastest = -none, worst = none, best = -none;
        const auto take = [&](const SweepMark& mark) {
            slowest = std::min(slowest, mark.speed);
            fastest = std::max(fastest, mark.speed);
            worst = std::min(worst, showsInterval(mark) ? mark.low : mark.quality);
            best = std::max(best, showsInterval(mark) ? mark.high : mark.quality);
        };
        for (const SweepMark* mark : m_marks)
            take(*mark);
        if (m_full)
            take(*m_full);
        if (slowest > fastest)
            return;
        m_speed = FrontAxis(slowest, fastest, std::max(0.02 * fastest, 1e-3), 5);
        m_speed.most += 0.06 * (m_speed.most - m_speed.least); // room for the label of the last one
        // A quality that is the same everywhere lies in the middle.
        m_quality = FrontAxis(worst, best, std::max(0.05 * std::abs(best), 1e-3), 5);
        double labels = 0;
        m_quality.forEachTick([&](double tick) {
            if (isShare(tick))
                labels = std::max(labels, m_style.textWidth(m_quality.text(tick)));
        });
        const double line = m_style.lineHeight();
        const double legend = sweepLegendHeight(m_style, m_whole.width(), true);
        m_frame = m_whole.adjusted(labels + theme::gapSmall, 2 * line + theme::gapSmall, -1,
                                   -2 * line - legend - theme::gapLarge);
        m_legend = QRectF(m_whole.left(), m_whole.bottom() - legend, m_whole.width(), legend);
    }

    QPointF at(double speed, double quality) const
    {
        return {m_frame.left() + m_frame.width() * m_speed.share(speed),
                m_frame.bottom() - m_frame.height() * m_quality.share(quality)};
    }
    QPointF at(const SweepMark& mark) const { return at(mark.speed, mark.quality); }

    void drawAxes()
    {
        const double line = m_style.lineHeight();
        m_painter.setPen(m_style.text);
        drawText(m_painter, m_style, QRectF(0, 0, m_whole.width(), line), Qt::AlignLeft,
                 SweepFront::tr("Quality against speed"));
        m_painter.setPen(m_style.mutedText);
        drawText(
            m_painter, m_style, QRectF(0, line, m_whole.width(), line), Qt::AlignLeft,
            SweepFront::tr("%1; labels: %2").arg(m_content.qualityTitle, m_content.labelTitle()));
        m_quality.forEachTick([&](double tick) {
            if (!isShare(tick))
                return;
            const double y = at(m_speed.least, tick).y();
            m_painter.setPen(QPen(m_style.ruling, 1));
            m_painter.drawLine(QPointF(m_frame.left(), y), QPointF(m_frame.right(), y));
            m_painter.setPen(m_style.mutedText);
            drawText(m_painter, m_style,
                     QRectF(0, y - line / 2, m_frame.left() - theme::gapTiny, line),
                     Qt::AlignRight | Qt::AlignVCenter, m_quality.text(tick));
        });
        m_speed.forEachTick([&](double tick) {
            const QString text = m_speed.text(tick);
            const double half = m_style.textWidth(text) / 2 + 1;
            const double x = at(tick, m_quality.least).x();
            m_painter.setPen(QPen(m_style.frame, 1));
            m_painter.drawLine(QPointF(x, m_frame.bottom()), QPointF(x, m_frame.bottom() + 3));
            m_painter.setPen(m_style.mutedText);
            const double middle = std::min(x, m_whole.right() - half);
            drawText(m_painter, m_style,
                     QRectF(middle - half, m_frame.bottom() + theme::gapTiny, 2 * half, line),
                     Qt::AlignHCenter, text);
        });
        m_painter.setPen(QPen(m_style.frame, 1));
        m_painter.drawLine(m_frame.bottomLeft(), m_frame.bottomRight());
        m_painter.setPen(m_style.mutedText);
        drawText(
            m_painter, m_style,
            QRectF(m_frame.left(), m_frame.bottom() + theme::gapTiny + line, m_frame.width(), line),
            Qt::AlignHCenter, SweepFront::tr("tokens/s"));
    }

    void drawFullDepthLines()
    {
        if (!m_full)
            return;
        const QPointF full = at(*m_full);
        m_painter.setPen(QPen(m_style.mutedText, 1, Qt::DashLine));
        m_painter.drawLine(QPointF(m_frame.left(), full.y()), QPointF(m_frame.right(), full.y()));
        m_painter.drawLine(QPointF(full.x(), m_frame.top()), QPointF(full.x(), m_frame.bottom()));
    }

    void drawIntervals()
    {
        constexpr double cap = 3;
        if (hasBand()) {
            drawBand();
            return;
        }
        m_painter.setPen(QPen(m_style.mutedText, 1.2));
        for (const SweepMark* mark : m_marks) {
            if (!showsInterval(*mark))
                continue;
            const QPointF low = at(mark->speed, mark->low);
            const QPointF high = at(mark->speed, mark->high);
            m_painter.drawLine(low, high);
            for (const QPointF& end : {low, high})
                m_painter.drawLine(end - QPointF(cap, 0), end + QPointF(cap, 0));
        }
    }

    bool hasBand() const { return front().size() > fewPoints; }

    void drawBand()
    {
        QPolygonF upper;
        QPolygonF lower;
        for (const SweepMark* mark : front()) {
            upper << at(mark->speed, mark->high);
            lower.prepend(at(mark->speed, mark->low));
        }
        QColor color = m_style.mutedText;
        color.setAlphaF(0.25F);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        m_painter.drawPolygon(upper + lower);
    }

    std::vector<const SweepMark*> front() const
    {
        std::vector<const SweepMark*> front;
        for (const SweepMark* mark : m_marks)
            if (mark->isOnFront)
                front.push_back(mark);
        if (m_full && m_full->isOnFront)
            front.push_back(m_full);
        std::ranges::sort(front, {}, &SweepMark::speed);
        return front;
    }

    void drawFront()
    {
        QPolygonF line;
        for (const SweepMark* mark : front())
            line << at(*mark);
        m_painter.setPen(QPen(m_style.accent, 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(line);
    }

    void drawMarks()
    {
        const QColor behind = m_style.mutedText;
        for (const bool isFront : {false, true})
            for (const SweepMark* mark : m_marks)
                if ((mark->isOnFront || mark->isBest) == isFront)
                    drawSweepMark(m_painter, at(*mark), symbolOf(*mark), mark->isBest,
                                  isFront ? m_style.text : behind, m_style.base);
        if (m_full)
            drawSweepMark(m_painter, at(*m_full), SweepSymbol::FullDepth, false, m_style.text,
                          m_style.base);
    }

    /// What labels must not cover: marks, intervals, the lines of full depth and the front.
    LabelPlaces room() const
    {
        LabelPlaces places(m_frame);
        const auto keepAround = [&](const QPointF& point, double reach) {
            places.keepClear(QRectF(point - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)));
        };
        for (const SweepMark* mark : m_marks) {
            keepAround(at(*mark), mark->isBest ? 8.5 : sweepMarkRadius);
            if (showsInterval(*mark) && !hasBand())
                places.keepClear(QRectF(at(mark->speed, mark->high), at(mark->speed, mark->low))
                                     .adjusted(-3, 0, 3, 0));
        }
        if (m_full) {
            const QPointF full = at(*m_full);
            keepAround(full, 6);
            places.keepClear(QRectF(m_frame.left(), full.y() - 1, m_frame.width(), 2));
            places.keepClear(QRectF(full.x() - 1, m_frame.top(), 2, m_frame.height()));
        }
        const auto line = front();
        for (std::size_t i = 1; i < line.size(); ++i) {
            const QLineF segment(at(*line[i - 1]), at(*line[i]));
            const int steps = static_cast<int>(segment.length() / 4) + 1;
            for (int step = 0; step < steps; ++step)
                keepAround(segment.pointAt(double(step) / steps), 2);
        }
        return places;
    }

    void drawLabels()
    {
        LabelPlaces places = room();
        for (const SweepMark* mark : m_marks)
            if (mark->isBest)
                drawLabel(places, *mark, SweepFront::tr("best: %1").arg(mark->label), true);
        if (m_full)
            drawLabel(places, *m_full, m_full->label, false);
        std::vector<const SweepMark*> others;
        for (const SweepMark* mark : m_marks)
            if (!mark->isBest && (mark->isOnFront || m_marks.size() <= fewPoints))
                others.push_back(mark);
        std::ranges::stable_partition(others, &SweepMark::isOnFront);
        // Of a crowded front every few line heights one name is enough.
        const double apart = hasBand() ? 5 * m_style.lineHeight() : 0;
        QPointF before(-apart, -apart);
        for (const SweepMark* mark : others)
            if (QLineF(before, at(*mark)).length() >= apart &&
                drawLabel(places, *mark, mark->label, false))
                before = at(*mark);
    }

    /// Whether there was room for it.
    bool drawLabel(LabelPlaces& places, const SweepMark& mark, const QString& text, bool isBest)
    {
        QFont font = m_style.font;
        font.setBold(isBest);
        m_painter.setFont(font);
        const QFontMetricsF metrics(font);
        const QSizeF size(metrics.horizontalAdvance(text) + 2, metrics.height() - 1);
        const double reach = isBest ? 11 : sweepMarkRadius + 4;
        const auto box = places.place(at(mark), reach, size, isBest || &mark == m_full);
        if (box) {
            m_painter.setPen(mark.isOnFront || isBest || &mark == m_full ? m_style.text
                                                                         : m_style.mutedText);
            drawText(m_painter, m_style, *box, Qt::AlignCenter, text);
        }
        m_painter.setFont(m_style.font);
        return box.has_value();
    }

    QPainter& m_painter;
    const SweepContent& m_content;
    PlotStyle m_style;
    QRectF m_whole, m_frame, m_legend;
    std::vector<const SweepMark*> m_marks; ///< with a quality
    const SweepMark* m_full = nullptr;
    FrontAxis m_speed, m_quality;
};

} // namespace

void drawSweepFront(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content)
{
    FrontDrawing(painter, canvas, content).paint();
}

} // namespace exitscope

// The painting of tradeoffdrawing.h.
#include "widgets/tradeoffdrawing.h"

#include <QLocale>
#include <QPainterPath>
#include <QPolygonF>

#include <limits>

namespace exitscope {

namespace {

constexpr double markRadius = 5;

/// Some of the curve's places, far enough apart to be told apart on the screen.
QPolygonF placesOf(const WhatIfCurve& curve, const TradeOffAxes& at, double apart)
{
    QPolygonF places;
    for (const CurvePoint& point : curve.points) {
        if (!point.agreement)
            continue;
        const QPointF place = at.at(point.layersSaved, *point.agreement);
        const QPointF step = places.isEmpty() ? QPointF(apart, apart) : place - places.last();
        if (std::max(std::abs(step.x()), std::abs(step.y())) >= apart ||
            &point == &curve.points.back())
            places.append(place);
    }
    return places;
}

double distance(const QPointF& place, const QPolygonF& others)
{
    double least = std::numeric_limits<double>::infinity();
    for (const QPointF& other : others)
        least = std::min(least, std::hypot(place.x() - other.x(), place.y() - other.y()));
    return least;
}

} // namespace

void TradeOffDrawing::paint(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_labelFont);
    const TradeOffAxes at = axes();
    if (at.frame.height() < lineHeight())
        return;
    drawFrame(painter, at);
    drawCeiling(painter, at);
    for (const WhatIfCurve& curve : m_content.curves) {
        if (curve.what.varied != m_content.chosen)
            drawCurve(painter, at, curve);
    }
    for (const WhatIfCurve& curve : m_content.curves) {
        if (curve.what.varied == m_content.chosen)
            drawCurve(painter, at, curve);
    }
    drawNumbers(painter, at);
    if (m_content.marks.recorded)
        drawMark(painter, Mark::Recorded,
                 at.at(m_content.marks.recorded->layersSaved, m_content.marks.recorded->agreement));
    if (m_content.marks.asked)
        drawMark(painter, Mark::Asked,
                 at.at(m_content.marks.asked->layersSaved, m_content.marks.asked->agreement));
    drawLegend(painter);
}

void TradeOffDrawing::drawFrame(QPainter& painter, const TradeOffAxes& at) const
{
    const qreal line = lineHeight();
    const auto text = [](double share) {
        return tr("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
    };
    painter.fillRect(at.frame, m_canvas.palette.color(QPalette::Base));
    double above = -line;
    for (const double tick : TradeOffAxes::ticks) {
        const double y = at.y(tick);
        if (tick < at.leastAgreement || y - above < line)
            continue;
        above = y;
        painter.setPen(QPen(m_colors.grid, 1));
        painter.drawLine(QPointF(at.frame.left(), y), QPointF(at.frame.right(), y));
        painter.setPen(m_colors.mutedText);
        painter.drawText(QRectF(0, y - line / 2, at.frame.left() - theme::gapTiny, line),
                         Qt::AlignRight | Qt::AlignVCenter, text(tick));
    }
    const double step = at.mostSaved > 0.5 ? 0.2 : at.mostSaved > 0.2 ? 0.1 : 0.05;
    for (int i = 0; i * step <= at.mostSaved + 1e-9; ++i) {
        const double x = at.x(i * step);
        painter.setPen(QPen(m_colors.grid, 1));
        painter.drawLine(QPointF(x, at.frame.top()), QPointF(x, at.frame.bottom()));
        painter.setPen(m_colors.mutedText);
        // Inside the frame, so that the outer two meet neither the other scale nor the edge.
        const QString label = text(i * step);
        const double half = painter.fontMetrics().horizontalAdvance(label) / 2.0;
        const double middle = std::clamp(x, at.frame.left() + half, at.frame.right() - half);
        painter.drawText(QRectF(middle - half - 1, at.frame.bottom() + 2, 2 * half + 2, line),
                         Qt::AlignHCenter | Qt::AlignTop, label);
    }
    painter.drawText(QRectF(0, 0, m_canvas.size.width(), line), Qt::AlignLeft | Qt::AlignTop,
                     tr("Agreement with full depth, by layers saved"));
}

void TradeOffDrawing::drawCurve(QPainter& painter, const TradeOffAxes& at,
                                const WhatIfCurve& curve) const
{
    const bool isChosen = curve.what.varied == m_content.chosen;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(isChosen ? QPen(m_colors.accent, 2.2) : QPen(m_colors.mutedText, 1));
    painter.drawPolyline(placesOf(curve, at, 1));
}

/// Each number lies where its curve is farthest from the others.
void TradeOffDrawing::drawNumbers(QPainter& painter, const TradeOffAxes& at) const
{
    constexpr double apart = 8;
    const qreal line = lineHeight();
    const QRectF inside = at.frame.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    std::vector<QPolygonF> places;
    for (const WhatIfCurve& curve : m_content.curves)
        places.push_back(placesOf(curve, at, apart));
    QPolygonF taken;
    if (m_content.marks.asked)
        taken.append(at.at(m_content.marks.asked->layersSaved, m_content.marks.asked->agreement));
    if (m_content.marks.recorded)
        taken.append(
            at.at(m_content.marks.recorded->layersSaved, m_content.marks.recorded->agreement));
    for (std::size_t own = 0; own < m_content.curves.size(); ++own) {
        double most = -1;
        QPointF best;
        for (const QPointF& place : places[own]) {
            if (!inside.contains(place))
                continue;
            // Beyond that the curves are clear of each other and only the numbers count.
            double room = 0.7 * std::min(distance(place, taken), 4 * line);
            for (std::size_t other = 0; other < m_content.curves.size(); ++other) {
                if (other != own)
                    room = std::min(room, std::min(distance(place, places[other]), 2 * line));
            }
            if (room > most) {
                most = room;
                best = place;
            }
        }
        if (most < 0)
            continue;
        taken.append(best);
        drawNumber(painter, m_content.curves[own].what.varied, best);
    }
}

void TradeOffDrawing::drawNumber(QPainter& painter, const Criterion* criterion,
                                 const QPointF& center) const
{
    const bool isChosen = criterion == m_content.chosen;
    const qreal radius = lineHeight() / 2 - 1;
    const auto all = allCriteria();
    const auto number = std::ranges::find(all, criterion) - all.begin() + 1;
    painter.setPen(QPen(isChosen ? m_colors.accent : m_colors.mutedText, 1));
    painter.setBrush(isChosen ? m_colors.accent : m_canvas.palette.color(QPalette::Base));
    painter.drawEllipse(center, radius, radius);
    painter.setPen(isChosen ? m_canvas.palette.color(QPalette::HighlightedText)
                            : m_colors.mutedText);
    painter.drawText(QRectF(center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)),
                     Qt::AlignCenter, QLocale().toString(number));
}

void TradeOffDrawing::drawCeiling(QPainter& painter, const TradeOffAxes& at) const
{
    if (!m_content.marks.ceiling)
        return;
    const double x = at.x(*m_content.marks.ceiling);
    painter.setPen(QPen(m_colors.threshold, 1.5, Qt::DashLine));
    painter.drawLine(QPointF(x, at.frame.top()), QPointF(x, at.frame.bottom()));
    drawMark(painter, Mark::Ceiling, QPointF(x, at.frame.top()));
}

void TradeOffDrawing::drawMark(QPainter& painter, Mark mark, const QPointF& center) const
{
    const QColor base = m_canvas.palette.color(QPalette::Base);
    const QColor ink = m_canvas.palette.color(QPalette::Text);
    const auto shape = [&center](double radius, const QList<QPointF>& corners) {
        QPolygonF polygon;
        for (const QPointF& corner : corners)
            polygon.append(center + radius * corner);
        return polygon;
    };
    switch (mark) {
    case Mark::Asked: {
        const QPolygonF diamond = shape(markRadius + 1, {{0, -1}, {1, 0}, {0, 1}, {-1, 0}});
        painter.setPen(QPen(base, 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(ink);
        painter.drawPolygon(diamond);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(diamond);
        break;
    }
    case Mark::Recorded:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(base, 4));
        painter.drawEllipse(center, markRadius + 2.5, markRadius + 2.5);
        painter.setPen(QPen(ink, 1.8));
        painter.drawEllipse(center, markRadius + 2.5, markRadius + 2.5);
        break;
    case Mark::Ceiling:
        painter.setPen(QPen(base, 1));
        painter.setBrush(m_colors.threshold);
        painter.drawPolygon(shape(markRadius + 1, {{-1, -1}, {1, -1}, {0, 0.7}}));
        break;
    }
}

void TradeOffDrawing::drawLegend(QPainter& painter) const
{
    for (const LegendEntry& entry : legend()) {
        const QPointF sample(entry.box.left() + sampleWidth * lineHeight() / 2 - 1,
                             entry.box.center().y());
        if (entry.criterion)
            drawNumber(painter, entry.criterion, sample);
        else
            drawMark(painter, entry.mark, sample);
        QFont font = m_labelFont;
        font.setBold(entry.criterion && entry.criterion == m_content.chosen);
        painter.save();
        painter.setFont(font);
        painter.setPen(m_canvas.palette.color(QPalette::Text));
        painter.drawText(entry.box.adjusted(sampleWidth * lineHeight(), 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        painter.restore();
    }
}

} // namespace exitscope

#include "widgets/tradeoffplot.h"

#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QThread>
#include <QToolTip>

namespace exitscope {

namespace {

/// How far from a curve a click still means it, pixels.
constexpr double reach = 16;
/// By how much the chosen curve may be farther away than another and still be meant.
constexpr double preference = 6;
/// Between the legend's rows.
constexpr double legendGap = 4;

QString percent(double share)
{
    return TradeOffPlot::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 1));
}

} // namespace

TradeOffPlot::TradeOffPlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Agreement against layers saved"));
    setMouseTracking(true);
}

void TradeOffPlot::setCurves(const std::vector<WhatIfCurve>& curves)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_curves.clear();
    for (const WhatIfCurve& curve : curves) {
        if (curve.isRecorded())
            m_curves.push_back(curve);
    }
    describe();
    update();
}

void TradeOffPlot::setChosen(const Criterion* criterion)
{
    if (criterion == m_chosen)
        return;
    m_chosen = criterion;
    describe();
    update();
}

void TradeOffPlot::setMarks(const Marks& marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    update();
}

/// The chosen curve in words, at a few stations.
void TradeOffPlot::describe()
{
    QStringList lines;
    for (const WhatIfCurve& curve : m_curves) {
        if (curve.what.varied != m_chosen)
            continue;
        const double most = curve.points.back().layersSaved;
        for (const double share : {0.25, 0.5, 0.75, 1.0}) {
            if (const CurvePoint* point = curve.nearest(share * most))
                lines << textOf({&curve, point});
        }
    }
    setAccessibleDescription(lines.join(u'\n'));
}

QString TradeOffPlot::textOf(const Hit& hit) const
{
    const QString title = criterionText(hit.curve->what.varied->title);
    const QString threshold =
        QLocale().toString(hit.point->threshold, 'g', QLocale::FloatingPointShortest);
    const QString where = hit.curve->what.sweep == Sweep::Shift
                              ? tr("%1, thresholds moved by %2").arg(title, threshold)
                              : tr("%1, threshold %2").arg(title, threshold);
    const QString saved = percent(hit.point->layersSaved);
    return hit.point->agreement ? tr("%1: %2 of the layers saved, %3 agree with full depth")
                                      .arg(where, saved, percent(*hit.point->agreement))
                                : tr("%1: %2 of the layers saved").arg(where, saved);
}

QFont TradeOffPlot::labelFont() const
{
    return theme::small(font());
}

qreal TradeOffPlot::lineHeight() const
{
    return std::ceil(QFontMetricsF(labelFont()).height()) + 2;
}

QSize TradeOffPlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {18 * line, 18 * line};
}

QSize TradeOffPlot::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    return {12 * line, 15 * line};
}

std::vector<TradeOffPlot::LegendEntry> TradeOffPlot::legend() const
{
    std::vector<LegendEntry> entries;
    for (const WhatIfCurve& curve : m_curves)
        entries.push_back({criterionText(curve.what.varied->title), curve.what.varied});
    const std::size_t marks = entries.size();
    if (m_marks.asked)
        entries.push_back({tr("this rule"), nullptr, Mark::Asked});
    if (m_marks.recorded)
        entries.push_back({tr("as it ran"), nullptr, Mark::Recorded});
    if (m_marks.ceiling)
        entries.push_back({tr("oracle ceiling"), nullptr, Mark::Ceiling});

    QFont bold = labelFont();
    bold.setBold(true);
    const QFontMetricsF metrics(bold);
    const qreal row = lineHeight() + legendGap;
    qreal x = 0;
    qreal y = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const qreal wide = sampleWidth * lineHeight() + metrics.horizontalAdvance(entries[i].text);
        if (x > 0 && (i == marks || x + wide > width())) {
            x = 0;
            y += row;
        }
        entries[i].box = QRectF(x, y, wide, row);
        x += wide + theme::gap;
    }
    for (LegendEntry& entry : entries)
        entry.box.translate(0, height() - y - row);
    return entries;
}

TradeOffAxes TradeOffPlot::axes() const
{
    TradeOffAxes at;
    double most = m_marks.ceiling.value_or(0);
    double least = 1;
    for (const WhatIfCurve& curve : m_curves) {
        for (const CurvePoint& point : curve.points) {
            most = std::max(most, point.layersSaved);
            least = std::min(least, point.agreement.value_or(1));
        }
    }
    at.mostSaved = std::clamp(std::ceil(most * 10 - 1e-9) / 10, 0.1, 1.0);
    // At least down to where one can see that agreement is lost.
    for (const double tick : TradeOffAxes::ticks) {
        at.leastAgreement = tick;
        if (tick <= std::min(least, 0.9))
            break;
    }
    const QFontMetricsF metrics(labelFont());
    const std::vector<LegendEntry> entries = legend();
    const qreal bottom = entries.empty() ? height() : entries.front().box.top();
    at.frame = QRectF(QPointF(metrics.horizontalAdvance(tr("%1 %").arg(100)) + theme::gapTiny,
                              lineHeight() + theme::gapTiny),
                      QPointF(width() - theme::gapSmall, bottom - lineHeight() - theme::gapSmall));
    return at;
}

QPointF TradeOffPlot::positionOf(double layersSaved, double agreement) const
{
    return axes().at(layersSaved, agreement);
}

TradeOffPlot::Hit TradeOffPlot::hitAt(const QPointF& position) const
{
    const TradeOffAxes at = axes();
    Hit best;
    double nearest = reach;
    for (const WhatIfCurve& curve : m_curves) {
        if (m_dragged && curve.what.varied != m_dragged)
            continue;
        for (const CurvePoint& point : curve.points) {
            const QPointF away = at.at(point.layersSaved, point.agreement.value_or(1)) - position;
            double distance = std::hypot(away.x(), away.y());
            if (m_dragged)
                distance = std::abs(away.x()) + 1e-3 * std::abs(away.y()); // along the curve
            else if (curve.what.varied == m_chosen)
                distance -= preference;
            if (distance < nearest || (m_dragged && !best.point)) {
                nearest = distance;
                best = {&curve, &point};
            }
        }
    }
    return best;
}

const Criterion* TradeOffPlot::legendAt(const QPointF& position) const
{
    for (const LegendEntry& entry : legend()) {
        if (entry.criterion && entry.box.contains(position))
            return entry.criterion;
    }
    return nullptr;
}

bool TradeOffPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    if (const Hit hit = hitAt(help->pos()); hit.point)
        QToolTip::showText(help->globalPos(), textOf(hit), this);
    else if (axes().frame.contains(help->pos()))
        QToolTip::showText(help->globalPos(),
                           tr("Click near a curve to try that threshold. The scale is stretched "
                              "towards full agreement."),
                           this);
    else
        QToolTip::hideText();
    return true;
}

void TradeOffPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const Criterion* criterion = legendAt(event->position())) {
        Q_EMIT criterionChosen(criterion);
        return;
    }
    const Hit hit = hitAt(event->position());
    if (!hit.point)
        return;
    m_dragged = hit.curve->what.varied;
    Q_EMIT pointChosen(m_dragged, hit.point->threshold);
}

void TradeOffPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragged) {
        const bool isHot = legendAt(event->position()) || hitAt(event->position()).point;
        setCursor(isHot ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    if (const Hit hit = hitAt(event->position()); hit.point)
        Q_EMIT pointChosen(m_dragged, hit.point->threshold);
}

void TradeOffPlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_dragged = nullptr;
}

} // namespace exitscope

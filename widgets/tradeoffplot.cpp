#include "widgets/tradeoffplot.h"

#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QThread>
#include <QToolTip>

namespace exitscope {

namespace {

/// How far from a curve a click still means it, pixels.
constexpr double reach = 16;
/// By how much the chosen curve may be farther away than another and still be meant.
constexpr double preference = 6;

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
    m_content.curves.clear();
    for (const WhatIfCurve& curve : curves) {
        if (curve.isRecorded())
            m_content.curves.push_back(curve);
    }
    describe();
    update();
}

void TradeOffPlot::setChosen(const Criterion* criterion)
{
    if (criterion == m_content.chosen)
        return;
    m_content.chosen = criterion;
    describe();
    update();
}

void TradeOffPlot::setMarks(const Marks& marks)
{
    if (marks == m_content.marks)
        return;
    m_content.marks = marks;
    update();
}

/// The chosen curve in words, at a few stations.
void TradeOffPlot::describe()
{
    QStringList lines;
    for (const WhatIfCurve& curve : m_content.curves) {
        if (curve.what.varied != m_content.chosen)
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

TradeOffDrawing TradeOffPlot::drawing() const
{
    return {m_content, {size(), palette(), font()}};
}

void TradeOffPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawing().paint(painter);
}

QPointF TradeOffPlot::positionOf(double layersSaved, double agreement) const
{
    return drawing().axes().at(layersSaved, agreement);
}

TradeOffPlot::Hit TradeOffPlot::hitAt(const QPointF& position) const
{
    const TradeOffAxes at = drawing().axes();
    Hit best;
    double nearest = reach;
    for (const WhatIfCurve& curve : m_content.curves) {
        if (m_dragged && curve.what.varied != m_dragged)
            continue;
        for (const CurvePoint& point : curve.points) {
            const QPointF away = at.at(point.layersSaved, point.agreement.value_or(1)) - position;
            double distance = std::hypot(away.x(), away.y());
            if (m_dragged)
                distance = std::abs(away.x()) + 1e-3 * std::abs(away.y()); // along the curve
            else if (curve.what.varied == m_content.chosen)
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
    for (const TradeOffDrawing::LegendEntry& entry : drawing().legend()) {
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
    else if (drawing().axes().frame.contains(help->pos()))
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

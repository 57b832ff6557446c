#include "widgets/scheduleplot.h"

#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace exitscope {

SchedulePlot::SchedulePlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Score and threshold over depth"));
    setToolTip(tr("The line is the threshold at each layer, the shaded side lets a token out.\n"
                  "Points are the token's scores, filled where they let it out; the upright line "
                  "is where it left. Hatched layers are below the minimum."));
}

void SchedulePlot::setCurve(ScheduleCurve curve)
{
    m_curve = std::move(curve);
    const auto count = m_curve.thresholds.size();
    if (m_edited >= static_cast<int>(count))
        m_edited = -1;
    // A token that arrives meanwhile does not take the handle out of the hand.
    if (m_drag && static_cast<int>(count) == m_drag->axes.layers)
        m_curve.thresholds[static_cast<std::size_t>(m_drag->layer)] = m_drag->value;
    else
        m_drag.reset();
    update();
}

QSize SchedulePlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {18 * line, 8 * line};
}

QSize SchedulePlot::minimumSizeHint() const
{
    return sizeHint() / 2;
}

PlotCanvas SchedulePlot::canvas() const
{
    return {size(), palette(), font()};
}

ScheduleAxes SchedulePlot::axes() const
{
    return m_drag ? m_drag->axes : scheduleAxes(canvas(), m_curve);
}

void SchedulePlot::paintEvent(QPaintEvent*)
{
    if (!m_curve.condition.criterion || m_curve.thresholds.empty())
        return;
    QPainter painter(this);
    const ScheduleAxes at = axes();
    drawSchedule(painter, canvas(), m_curve, at);
    drawHandles(painter, at);
}

} // namespace exitscope

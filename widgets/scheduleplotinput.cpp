// The half of SchedulePlot that lets the user move thresholds.
#include "widgets/scheduleplot.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace exitscope {

namespace {

/// Pixels around a handle's height that take hold of it.
constexpr double reach = 12;

/// The grid's step in this many parts: what a key moves, and what a drag rounds to.
constexpr int partsOfStep = 10;

double roundedTo(double value, double step)
{
    return std::round(value / step) * step;
}

} // namespace

void SchedulePlot::setEditable(bool editable)
{
    if (editable == m_editable)
        return;
    m_editable = editable;
    setFocusPolicy(editable ? Qt::StrongFocus : Qt::NoFocus);
    setMouseTracking(editable);
    if (!editable)
        cancelDrag();
    update();
}

bool SchedulePlot::canEdit() const
{
    return m_editable && m_curve.condition.criterion && !m_curve.thresholds.empty();
}

QPointF SchedulePlot::handle(int layer) const
{
    const ScheduleAxes at = axes();
    return {at.x(layer), at.y(m_curve.thresholds[static_cast<std::size_t>(layer)])};
}

int SchedulePlot::handleAt(const QPointF& point) const
{
    if (!canEdit())
        return -1;
    const ScheduleAxes at = axes();
    if (point.x() < at.frame.left() || point.x() > at.frame.right())
        return -1;
    const int layer = at.layerAt(point.x());
    return std::abs(handle(layer).y() - point.y()) <= reach ? layer : -1;
}

QString SchedulePlot::valueText(int layer) const
{
    const double value = m_curve.thresholds[static_cast<std::size_t>(layer)];
    return tr("layer %1: %2").arg(QString::number(layer), QLocale().toString(value, 'g', 4));
}

void SchedulePlot::setEdited(int layer)
{
    m_edited = std::clamp(layer, 0, static_cast<int>(m_curve.thresholds.size()) - 1);
    setAccessibleDescription(tr("Threshold at %1. Left and right choose a layer, up and down move "
                                "its threshold.")
                                 .arg(valueText(m_edited)));
    update();
}

void SchedulePlot::mousePressEvent(QMouseEvent* event)
{
    const int layer = event->button() == Qt::LeftButton ? handleAt(event->position()) : -1;
    if (layer < 0)
        return QWidget::mousePressEvent(event);
    const double value = m_curve.thresholds[static_cast<std::size_t>(layer)];
    m_drag = Drag{layer, value, value, axes()};
    setEdited(layer);
}

void SchedulePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag) {
        const int layer = handleAt(event->position());
        if (std::exchange(m_hovered, layer) != layer) {
            if (layer < 0)
                unsetCursor();
            else
                setCursor(Qt::SizeVerCursor);
            update();
        }
        return;
    }
    const ScheduleAxes& at = m_drag->axes;
    m_drag->value = roundedTo(at.valueAt(event->position().y()), at.step / partsOfStep);
    m_curve.thresholds[static_cast<std::size_t>(m_drag->layer)] = m_drag->value;
    setEdited(m_drag->layer);
}

void SchedulePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag || event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    // Announced at the end: the list that opens above would push the plot from under the pointer.
    const Drag done = *m_drag;
    m_drag.reset();
    update();
    if (done.value != done.before)
        Q_EMIT thresholdEdited(done.layer, done.value);
}

void SchedulePlot::cancelDrag()
{
    if (!m_drag)
        return;
    m_curve.thresholds[static_cast<std::size_t>(m_drag->layer)] = m_drag->before;
    m_drag.reset();
    update();
}

void SchedulePlot::moveBy(double amount)
{
    const ScheduleAxes at = axes();
    const double before = m_curve.thresholds[static_cast<std::size_t>(m_edited)];
    const double value = roundedTo(before + amount, at.step / partsOfStep);
    if (value == before)
        return;
    m_curve.thresholds[static_cast<std::size_t>(m_edited)] = value;
    const int layer = m_edited;
    Q_EMIT thresholdEdited(layer, value);
    // Whoever took it may have described the plot anew.
    setEdited(layer);
}

void SchedulePlot::keyPressEvent(QKeyEvent* event)
{
    if (!canEdit())
        return QWidget::keyPressEvent(event);
    if (m_drag) {
        if (event->key() == Qt::Key_Escape)
            cancelDrag();
        return;
    }
    if (m_edited < 0)
        setEdited(0);
    const double step = axes().step;
    switch (event->key()) {
    case Qt::Key_Left:
        return setEdited(m_edited - 1);
    case Qt::Key_Right:
        return setEdited(m_edited + 1);
    case Qt::Key_Home:
        return setEdited(0);
    case Qt::Key_End:
        return setEdited(static_cast<int>(m_curve.thresholds.size()) - 1);
    case Qt::Key_Up:
        return moveBy(step / partsOfStep);
    case Qt::Key_Down:
        return moveBy(-step / partsOfStep);
    case Qt::Key_PageUp:
        return moveBy(step);
    case Qt::Key_PageDown:
        return moveBy(-step);
    default:
        QWidget::keyPressEvent(event);
    }
}

void SchedulePlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (canEdit())
        setEdited(m_edited >= 0 ? m_edited : std::max(0, m_curve.exitLayer));
}

void SchedulePlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    cancelDrag();
    update();
}

void SchedulePlot::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hovered = -1;
    update();
}

void SchedulePlot::drawHandles(QPainter& painter, const ScheduleAxes& at) const
{
    if (!canEdit())
        return;
    const theme::Colors colors = theme::colors(palette());
    const int shown = m_drag ? m_drag->layer : hasFocus() ? m_edited : m_hovered;
    const double small = std::clamp(at.column() / 3, 1.5, 2.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.threshold);
    for (int layer = 0; layer < at.layers; ++layer) {
        const double half = layer == shown ? 4.5 : small;
        const QPointF centre(at.x(layer),
                             at.y(m_curve.thresholds[static_cast<std::size_t>(layer)]));
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half));
    }
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(at.frame);
    }
    if (shown < 0 || shown >= at.layers)
        return;
    const QFontMetricsF metrics(painter.font());
    const QString text = valueText(shown);
    const QPointF centre(at.x(shown), at.y(m_curve.thresholds[static_cast<std::size_t>(shown)]));
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 2 * theme::gapTiny, metrics.height() + 2);
    box.moveCenter(QPointF(centre.x(), 0));
    const bool roomAbove = centre.y() - box.height() - 8 >= at.frame.top();
    box.moveTop(roomAbove ? centre.y() - box.height() - 8 : centre.y() + 8);
    box.moveLeft(std::clamp(box.left(), at.frame.left(),
                            std::max(at.frame.left(), at.frame.right() - box.width())));
    painter.setPen(QPen(colors.threshold, 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace exitscope

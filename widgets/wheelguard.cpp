#include "widgets/wheelguard.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>

namespace exitscope {

WheelGuard::WheelGuard(QWidget* panel)
    : QObject(panel)
{
    const auto children = panel->findChildren<QWidget*>();
    for (QWidget* child : children) {
        const bool turns =
            qobject_cast<QAbstractSpinBox*>(child) || qobject_cast<QComboBox*>(child) ||
            (qobject_cast<QAbstractSlider*>(child) && !qobject_cast<QScrollBar*>(child));
        if (!turns)
            continue;
        child->setFocusPolicy(Qt::StrongFocus);
        child->installEventFilter(this);
    }
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore();
    return true;
}

} // namespace exitscope

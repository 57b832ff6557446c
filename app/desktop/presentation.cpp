#include "desktop/presentation.h"

#include "desktop/appearance.h"

#include <QWidget>

#include <utility>

namespace exitscope {

namespace {

/// Type half as large again can be read from the back row.
constexpr int largerTextSteps = 5;

} // namespace

Presentation::Presentation(QWidget* window, Appearance* appearance, const QList<QWidget*>& aside)
    : QObject(window)
    , m_window(window)
    , m_appearance(appearance)
    , m_aside(aside.begin(), aside.end())
{}

void Presentation::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (active) {
        m_statesBefore = m_window->windowState();
        for (const QPointer<QWidget>& widget : m_aside) {
            if (widget && !widget->isHidden()) {
                widget->hide();
                m_putAway << widget;
            }
        }
        m_window->setWindowState(m_statesBefore | Qt::WindowFullScreen);
    } else {
        for (const QPointer<QWidget>& widget : std::exchange(m_putAway, {})) {
            if (widget)
                widget->show();
        }
        m_window->setWindowState(m_statesBefore);
    }
    m_appearance->setTextLargerForNow(active ? largerTextSteps : 0);
    Q_EMIT activeChanged(active);
}

} // namespace exitscope

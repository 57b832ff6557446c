#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

class QWidget;

namespace exitscope {

class Appearance;

/// The window as a lecturer projects it: the whole screen, large type, and only what the audience
/// follows. Leaving it brings back what was. GUI thread.
class Presentation : public QObject
{
    Q_OBJECT

public:
    /// `aside`: what is put away meanwhile. A child of `window`.
    Presentation(QWidget* window, Appearance* appearance, const QList<QWidget*>& aside);

    bool isActive() const { return m_active; }
    void setActive(bool active);

Q_SIGNALS:
    void activeChanged(bool active);

private:
    QWidget* m_window;
    Appearance* m_appearance;
    QList<QPointer<QWidget>> m_aside;
    QList<QPointer<QWidget>> m_putAway;
    Qt::WindowStates m_statesBefore;
    bool m_active = false;
};

} // namespace exitscope

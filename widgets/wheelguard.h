#pragma once

#include <QObject>

class QWidget;

namespace exitscope {

/// Keeps a wheel that scrolls a panel from turning the fields under the pointer: only a field with
/// the focus follows the wheel. Lives on the GUI thread, owned by the panel.
class WheelGuard : public QObject
{
    Q_OBJECT

public:
    /// Guards every slider, field and list inside `panel`.
    explicit WheelGuard(QWidget* panel);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace exitscope

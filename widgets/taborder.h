#pragma once

#include <QWidget>

namespace exitscope {

/// Lets the keyboard reach what is inside `part` after `last`, in the order in which it was made;
/// the last of it, or `last` where there is nothing. `last` may be null: then only the order inside
/// changes.
inline QWidget* appendTabs(QWidget* last, const QWidget* part)
{
    for (QWidget* each : part->findChildren<QWidget*>()) {
        const bool isStop = (each->focusPolicy() & Qt::TabFocus) && !each->focusProxy() &&
                            each->window() == part->window();
        if (!isStop)
            continue;
        if (last)
            QWidget::setTabOrder(last, each);
        last = each;
    }
    return last;
}

} // namespace exitscope

#pragma once

#include <QDialogButtonBox>
#include <QFocusEvent>
#include <QLayout>
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

/// Hands the focus that its parent gets to a part of it. Unlike QWidget's focus proxy it is no stop
/// of the Tab key, which would jump over what stands before that part.
class FocusForward : public QObject
{
public:
    FocusForward(QWidget* whole, QWidget* part)
        : QObject(whole)
        , m_part(part)
    {
        whole->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn)
            m_part->setFocus(static_cast<QFocusEvent*>(event)->reason());
        return false;
    }

private:
    QWidget* m_part;
};

/// Lets the keyboard reach buttons in the order in which the platform lays them out, whatever order
/// they were made in. To be called once `box` stands in its dialog.
inline void followLayout(const QDialogButtonBox* box)
{
    QWidget* last = nullptr;
    for (int i = 0; i < box->layout()->count(); ++i) {
        QWidget* button = box->layout()->itemAt(i)->widget();
        if (last && button)
            QWidget::setTabOrder(last, button);
        last = button ? button : last;
    }
}

} // namespace exitscope

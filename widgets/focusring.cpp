#include "widgets/focusring.h"

#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QPainter>
#include <QScrollArea>

namespace exitscope {

FocusRing::FocusRing(QAbstractScrollArea* area)
    : QWidget(area)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    area->installEventFilter(this);
}

void FocusRing::addTo(QWidget* widget)
{
    const bool isBare =
        qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QScrollArea*>(widget);
    if (isBare && !widget->findChild<FocusRing*>(QString(), Qt::FindDirectChildrenOnly))
        new FocusRing(static_cast<QAbstractScrollArea*>(widget));
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    auto* area = static_cast<QWidget*>(watched);
    switch (event->type()) {
    case QEvent::FocusIn:
        // The list that a choice unfolds shows where it is by itself.
        if (area->window()->windowType() == Qt::Popup)
            break;
        setGeometry(area->rect());
        raise();
        show();
        break;
    case QEvent::FocusOut:
        hide();
        break;
    case QEvent::Resize:
        setGeometry(area->rect());
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(theme::colors(palette()).accent);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace exitscope

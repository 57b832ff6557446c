#include "widgets/announce.h"

#include <QAccessible>
#include <QLabel>

namespace exitscope {

void announce(QLabel* label, const QString& sentence)
{
    label->setAccessibleName(sentence);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(label, sentence);
#else
    QAccessibleEvent event(label, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace exitscope

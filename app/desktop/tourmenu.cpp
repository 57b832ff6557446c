#include "desktop/tourmenu.h"

#include "desktop/mainwindow.h"
#include "desktop/tourguide.h"
#include "widgets/messagestrip.h"

#include <QAction>
#include <QLocale>

namespace exitscope {

TourMenu::TourMenu(MainWindow* window)
    : QMenu(tr("&Tours"), window)
    , m_guide(new TourGuide(window))
{
    setToolTipsVisible(true);
    const auto tours = bundledTours();
    if (!tours) {
        window->message()->showMessage(MessageStrip::Kind::Warning,
                                       QString::fromUtf8(tours.error().what()));
        setEnabled(false);
        return;
    }
    const QString language = QLocale().name();
    int number = 0;
    for (const Tour& tour : *tours) {
        QAction* action = addAction(QStringLiteral("&%1  %2").arg(++number).arg(
                                        tour.title.in(language).replace(u'&', QLatin1String("&&"))),
                                    m_guide, [this, tour] { m_guide->start(tour); });
        action->setObjectName(QStringLiteral("tour/") + tour.id);
        action->setToolTip(tour.summary.in(language));
        action->setStatusTip(action->toolTip());
        if (number <= 9)
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key(Qt::Key_0 + number)));
    }
    addSeparator();
    QAction* leave = addAction(tr("&Leave the tour"), m_guide, &TourGuide::leave);
    leave->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_0));
    const auto update = [this, leave] { leave->setEnabled(m_guide->isActive()); };
    update();
    connect(m_guide, &TourGuide::stepShown, this, update);
    connect(m_guide, &TourGuide::ended, this, update);
}

} // namespace exitscope

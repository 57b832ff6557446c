#pragma once

#include "desktop/measurewindow.h"
#include "windowfixture.h"

#include <QDialog>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

namespace exitscope::test {

/// Calls `visit(QWidget*)` with every page of the window's tabs while it is on screen.
template <class Visit>
void visitPages(WindowFixture& it, Visit visit)
{
    for (QTabWidget* tabs : {&it.views, &it.side}) {
        const int first = tabs->currentIndex();
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            QCoreApplication::processEvents();
            visit(tabs->currentWidget());
        }
        tabs->setCurrentIndex(first);
    }
}

/// Shows each menu and the menus in it, and calls `visit(QMenu*)`.
template <class Visit>
void visitMenus(QMenu* menu, Visit visit)
{
    Q_EMIT menu->aboutToShow();
    visit(menu);
    for (QAction* action : menu->actions()) {
        if (action->menu())
            visitMenus(action->menu(), visit);
    }
}

template <class Visit>
void visitMenus(WindowFixture& it, Visit visit)
{
    for (QAction* entry : it.window.menuBar()->actions())
        visitMenus(entry->menu(), visit);
}

inline QAction* actionBy(WindowFixture& it, const QKeySequence& shortcut)
{
    for (QAction* action : it.window.findChildren<QAction*>()) {
        if (action->shortcuts().contains(shortcut))
            return action;
    }
    return nullptr;
}

/// Calls `visit(QWidget*)` with the dialog that `action` opens, modal or not, or with the window
/// for measuring, and closes it. False where none comes.
template <class Visit>
bool visitDialog(QAction* action, Visit visit)
{
    bool visited = false;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        for (QWidget* top : QApplication::topLevelWidgets()) {
            auto* dialog = qobject_cast<QDialog*>(top);
            if (!top->isVisible() || !(dialog || qobject_cast<MeasureWindow*>(top)))
                continue;
            timer.stop();
            visit(top);
            visited = true;
            dialog ? dialog->reject() : static_cast<void>(top->close());
            return;
        }
    });
    timer.start(5);
    action->trigger();
    return QTest::qWaitFor([&] { return visited; });
}

/// The same with every dialog of the program's own; what Qt and the platform bring is theirs.
template <class Visit>
void visitDialogs(WindowFixture& it, Visit visit)
{
    for (const char* key :
         {"Ctrl+E", "Ctrl+Alt+E", "Ctrl+Shift+A", "Ctrl+T", "Ctrl+Alt+M", "Ctrl+Alt+P",
          "Ctrl+Alt+S", "Ctrl+Shift+M", "Ctrl+G", "Ctrl+Alt+D", "Ctrl+F1", "Shift+F1"}) {
        QAction* action = actionBy(it, QKeySequence(QLatin1String(key)));
        QVERIFY2(action && action->isEnabled(), key);
        QVERIFY2(visitDialog(action, visit), key);
    }
}

/// One line for each of `found`, which a failure's own message would cut, and how many there are.
inline QByteArray told(QStringList found)
{
    found.removeDuplicates();
    for (const QString& each : found)
        qWarning("%s", qPrintable(each));
    return QByteArray::number(found.size()) + " as told above";
}

/// Parts that Qt makes inside its own widgets.
inline bool isInner(const QWidget* widget)
{
    if (widget->objectName() == QLatin1String("qt_tabwidget_tabbar"))
        return false;
    return widget->objectName().startsWith(QLatin1String("qt_")) ||
           widget->inherits("QHeaderView") || widget->inherits("QScrollBar") ||
           widget->inherits("QSizeGrip") || widget->inherits("QTableCornerButton") ||
           widget->inherits("QComboBoxPrivateContainer") ||
           widget->inherits("QAbstractScrollAreaScrollBarContainer") ||
           (widget->parentWidget() && (widget->parentWidget()->inherits("QAbstractSpinBox") ||
                                       widget->parentWidget()->inherits("QTabBar")));
}

} // namespace exitscope::test

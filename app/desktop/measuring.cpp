#include "desktop/measuring.h"

#include "desktop/mainwindow.h"
#include "desktop/measurewindow.h"
#include "widgets/heatmapview.h"
#include "widgets/rulepanel.h"

#include <QAction>
#include <QStackedWidget>
#include <QTabWidget>

namespace exitscope {

Measuring::Measuring(MainWindow* window)
    : QObject(window)
    , m_window(window)
    , m_action(new QAction(tr("Measure…"), this))
{
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M));
    connect(m_action, &QAction::triggered, this, &Measuring::bringUp);
}

MeasureWindow* Measuring::bringUp()
{
    RulePanel* panel = m_window->rulePanel();
    panel->commit();
    if (!m_measure) {
        m_measure = new MeasureWindow(m_window->controller(), m_window);
        connect(panel, &RulePanel::settingsChanged, m_measure, &MeasureWindow::setSettings);
        connect(m_measure, &MeasureWindow::runAsked, this, &Measuring::showRun);
        m_measure->setSettings(panel->settings());
    }
    m_measure->show();
    m_measure->raise();
    m_measure->activateWindow();
    return m_measure;
}

void Measuring::open(const QString& file)
{
    bringUp()->open(file);
}

void Measuring::showRun(const QString& file)
{
    m_window->controller()->openRun(file);
    if (auto* views = m_window->findChild<QTabWidget*>(QStringLiteral("views")))
        views->setCurrentWidget(m_window->heatmap());
    m_window->raise();
    m_window->activateWindow();
}

} // namespace exitscope

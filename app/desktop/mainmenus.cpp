#include "desktop/appearance.h"
#include "desktop/autosave.h"
#include "desktop/branching.h"
#include "desktop/comparing.h"
#include "desktop/filemenu.h"
#include "desktop/guidewindow.h"
#include "desktop/languagemenu.h"
#include "desktop/layerpages.h"
#include "desktop/mainwindow.h"
#include "desktop/measuring.h"
#include "desktop/presentation.h"
#include "desktop/profilesmenu.h"
#include "desktop/prompteditor.h"
#include "desktop/prompthistory.h"
#include "desktop/recentruns.h"
#include "desktop/recovery.h"
#include "desktop/shortcutsdialog.h"
#include "desktop/tourmenu.h"
#include "desktop/welcome.h"
#include "widgets/compareview.h"
#include "widgets/costview.h"
#include "widgets/exitsview.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/runlist.h"
#include "widgets/staircaseview.h"
#include "widgets/tokenstrip.h"
#include "widgets/tokentable.h"
#include "widgets/whatifview.h"

#include <QAction>
#include <QActionGroup>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>

namespace exitscope {

void MainWindow::addMenus()
{
    m_fileMenu = new FileMenu(this);
    menuBar()->addMenu(m_fileMenu);
    m_fileMenu->addRuns(new RecentRuns(m_controller, m_autosave->place(), this));
    m_fileMenu->addRuns(m_recovery->menu());
    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addActions({m_runBar->runAction(), m_runBar->pauseAction(), m_runBar->oneTokenAction(),
                     m_runBar->oneLayerAction(), m_runBar->stopAction()});
    run->addSeparator();
    m_branching->addActions(run);
    run->addAction(m_comparing->runAgainAction());
    run->addSeparator();
    QAction* edit = run->addAction(tr("&Edit the prompt"), this, [this] {
        m_prompt->setFocus(Qt::ShortcutFocusReason);
        m_prompt->selectAll();
    });
    edit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    m_prompts->addActions(run);
    run->addSeparator();
    QAction* reset =
        run->addAction(tr("Recommended &values"), m_rulePanel, &RulePanel::resetCriterion);
    reset->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    QAction* calibration =
        run->addAction(tr("Cali&brate a threshold…"), this, [this] { calibrate(); });
    calibration->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    run->addAction(m_measuring->action());
    auto* profiles = new ProfilesMenu(m_rulePanel, m_message, this);
    menuBar()->addMenu(profiles);
    profiles->tellProblems();
    addViewMenu();
    addHelpMenu();
}

void MainWindow::addViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const auto addPage = [&](const QString& text, const QKeySequence& key, QWidget* page) {
        QTabWidget* tabs = m_views->indexOf(page) >= 0 ? m_views : m_side;
        QAction* action = view->addAction(text, this, [tabs, page] {
            tabs->show(); // put away in presentation mode
            tabs->setCurrentWidget(page);
            page->setFocus(Qt::ShortcutFocusReason);
        });
        action->setShortcut(key);
    };
    const auto number = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    addPage(tr("&Heatmap"), number(Qt::Key_1), m_heatmap);
    addPage(tr("&Table"), number(Qt::Key_2), m_table);
    addPage(tr("Stairc&ase"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
            m_analysis->staircase());
    addPage(tr("E&xits"), number(Qt::Key_8), m_analysis->exits());
    addPage(tr("Com&pare"), number(Qt::Key_9), m_comparing->view());
    view->addSeparator();
    addPage(tr("&Rule"), number(Qt::Key_3), m_rulePanel);
    addPage(tr("&Inspector"), number(Qt::Key_4), m_layerPages);
    addPage(tr("&Cost"), number(Qt::Key_5), m_cost);
    addPage(tr("&What if"), number(Qt::Key_6), m_whatIf);
    addPage(tr("R&uns"), number(Qt::Key_7), m_runs);
    view->addSeparator();
    addRunViewActions(view);
    QAction* close = view->addAction(tr("Close the m&essage"), this, [this] {
        if (!m_message->isHidden())
            m_message->hide();
        else if (!m_recovery->strip()->isHidden())
            m_recovery->decline();
        else if (!m_welcome->strip()->isHidden())
            m_welcome->decline();
    });
    close->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    view->addSeparator();

    QMenu* themes = view->addMenu(tr("The&me"));
    auto* group = new QActionGroup(this);
    const auto addTheme = [this, themes, group](const QString& text, theme::Scheme scheme,
                                                Qt::Key key) {
        QAction* action =
            themes->addAction(text, this, [this, scheme] { m_appearance->setScheme(scheme); });
        action->setCheckable(true);
        action->setChecked(m_appearance->scheme() == scheme);
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | key));
        group->addAction(action);
        connect(m_appearance, &Appearance::schemeChanged, action,
                [action, scheme](theme::Scheme now) { action->setChecked(now == scheme); });
    };
    addTheme(tr("&System theme"), theme::Scheme::System, Qt::Key_Y);
    addTheme(tr("&Light theme"), theme::Scheme::Light, Qt::Key_L);
    addTheme(tr("&Dark theme"), theme::Scheme::Dark, Qt::Key_D);
    view->addMenu(new LanguageMenu(m_message, this));

    QMenu* sizes = view->addMenu(tr("Text si&ze"));
    const auto addTextSize = [this, sizes](const QString& text, int direction,
                                           const QList<QKeySequence>& keys) {
        QAction* action = sizes->addAction(
            text, this, [this, direction] { m_appearance->changeTextSize(direction); });
        action->setShortcuts(keys);
    };
    addTextSize(tr("Bi&gger text"), 1,
                {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    addTextSize(tr("&Smaller text"), -1, {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    addTextSize(tr("Normal text"), 0, {QKeySequence(Qt::CTRL | Qt::Key_0)});
    view->addSeparator();
    QAction* presentation = view->addAction(tr("Prese&ntation mode"));
    presentation->setCheckable(true);
    presentation->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    connect(presentation, &QAction::toggled, m_presentation, &Presentation::setActive);
    connect(m_presentation, &Presentation::activeChanged, presentation, &QAction::setChecked);
    QAction* defaults =
        view->addAction(tr("Restore &defaults…"), this, &MainWindow::restoreDefaults);
    defaults->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
}

void MainWindow::addRunViewActions(QMenu* view)
{
    QAction* fit = view->addAction(tr("&Fit the heatmap"), m_heatmap, &HeatmapView::fit);
    fit->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    QAction* follow = view->addAction(tr("F&ollow the newest token"), this, [this] {
        m_heatmap->setFollowing(!m_heatmap->isFollowing());
    });
    follow->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    QAction* border = view->addAction(tr("Firing &border"), this, [this] {
        m_heatmap->setContourShown(!m_heatmap->isContourShown());
    });
    border->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B));
    QAction* rejected = view->addAction(tr("Re&jected drafts"), this, [this] {
        m_strip->setRejectedShown(!m_strip->areRejectedShown());
    });
    rejected->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    addInspectorActions(view);
    // The views' own switches change them too.
    for (QAction* action : {follow, border, rejected})
        action->setCheckable(true);
    const auto update = [this, follow, border, rejected] {
        follow->setChecked(m_heatmap->isFollowing());
        border->setChecked(m_heatmap->isContourShown());
        rejected->setChecked(m_strip->areRejectedShown());
    };
    update();
    connect(view, &QMenu::aboutToShow, this, update);
    view->addSeparator();
}

void MainWindow::addInspectorActions(QMenu* view)
{
    // While the side is put away, its page stays too.
    const auto bringUp = [this] {
        if (m_side->isVisible())
            m_side->setCurrentWidget(m_layerPages);
    };
    QAction* play = view->addAction(tr("P&lay through the layers"), this, [this, bringUp] {
        bringUp();
        m_inspector->togglePlay();
    });
    play->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Space));
    QAction* pin = view->addAction(tr("Pin the la&yer"), this, [this, bringUp] {
        bringUp();
        m_inspector->togglePin();
    });
    pin->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
}

void MainWindow::addHelpMenu()
{
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    QAction* guide =
        help->addAction(tr("&User guide"), this, [this] { GuideWindow::bringUp(this); });
    guide->setShortcut(Qt::Key_F1);
    m_tours = new TourMenu(this);
    help->addMenu(m_tours);
    QAction* shortcuts =
        help->addAction(tr("&Keyboard shortcuts"), this, &MainWindow::showShortcuts);
    shortcuts->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F1));
    QAction* about = help->addAction(tr("&About Exitscope"), this, [this] {
        QMessageBox::about(
            this, tr("About Exitscope"),
            tr("<h3>Exitscope %1</h3><p>See, token by token, how deep a language model thinks.</p>"
               "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                .arg(QStringLiteral(EXITSCOPE_VERSION)));
    });
    about->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F1));
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutsDialog(*menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace exitscope

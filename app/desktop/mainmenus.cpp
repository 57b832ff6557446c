#include "desktop/appearance.h"
#include "desktop/comparing.h"
#include "desktop/filemenu.h"
#include "desktop/mainwindow.h"
#include "desktop/prompteditor.h"
#include "widgets/compareview.h"
#include "widgets/heatmapview.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/tokenstrip.h"

#include <QAction>
#include <QActionGroup>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace exitscope {

namespace {

/// A table row for each command in `menu` and the menus inside it.
QString shortcutRows(const QMenu& menu)
{
    QString rows;
    for (const QAction* action : menu.actions()) {
        if (action->menu())
            rows += shortcutRows(*action->menu());
        else if (!action->shortcut().isEmpty())
            rows +=
                QStringLiteral("<tr><td style='padding-right:32px'>%1</td><td>%2</td></tr>")
                    .arg(action->text().remove(u'&').toHtmlEscaped(),
                         QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                             .toHtmlEscaped());
    }
    return rows;
}

} // namespace

void MainWindow::addMenus()
{
    m_fileMenu = new FileMenu(this);
    menuBar()->addMenu(m_fileMenu);
    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addActions({m_runBar->runAction(), m_runBar->pauseAction(), m_runBar->oneTokenAction(),
                     m_runBar->stopAction()});
    run->addAction(m_comparing->runAgainAction());
    run->addSeparator();
    QAction* edit = run->addAction(tr("&Edit the prompt"), this, [this] {
        m_prompt->setFocus(Qt::ShortcutFocusReason);
        m_prompt->selectAll();
    });
    edit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    QAction* reset =
        run->addAction(tr("Recommended &values"), m_rulePanel, &RulePanel::resetCriterion);
    reset->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    addViewMenu();
    addHelpMenu();
}

void MainWindow::addViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const auto addTab = [this, view](const QString& text, int key, QTabWidget* tabs, int index) {
        QAction* action = view->addAction(text, this, [tabs, index] {
            tabs->setCurrentIndex(index);
            tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        });
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)));
    };
    addTab(tr("&Heatmap"), Qt::Key_1, m_views, 0);
    addTab(tr("&Table"), Qt::Key_2, m_views, 1);
    addTab(tr("&Rule"), Qt::Key_3, m_side, 0);
    addTab(tr("&Inspector"), Qt::Key_4, m_side, 1);
    addTab(tr("&Cost"), Qt::Key_5, m_side, 2);
    addTab(tr("&What if"), Qt::Key_6, m_side, 3);
    addTab(tr("Com&pare"), Qt::Key_9, m_views, m_views->indexOf(m_comparing->view()));
    view->addSeparator();
    addRunViewActions(view);
    QAction* close = view->addAction(tr("Close the m&essage"), m_message, &QWidget::hide);
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

    const auto addTextSize = [this, view](const QString& text, int direction,
                                          const QList<QKeySequence>& keys) {
        QAction* action = view->addAction(
            text, this, [this, direction] { m_appearance->changeTextSize(direction); });
        action->setShortcuts(keys);
    };
    addTextSize(tr("Bi&gger text"), 1,
                {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    addTextSize(tr("&Smaller text"), -1, {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    addTextSize(tr("&Normal text"), 0, {QKeySequence(Qt::CTRL | Qt::Key_0)});
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

void MainWindow::addHelpMenu()
{
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    QAction* shortcuts =
        help->addAction(tr("&Keyboard shortcuts"), this, &MainWindow::showShortcuts);
    shortcuts->setShortcut(Qt::Key_F1);
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
    QString rows;
    for (const QAction* entry : menuBar()->actions())
        rows += shortcutRows(*entry->menu());
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    column->setSpacing(theme::gapLarge);
    column->addWidget(new QLabel(QStringLiteral("<table>%1</table>").arg(rows)));
    column->addWidget(buttons);
    dialog->show();
}

} // namespace exitscope

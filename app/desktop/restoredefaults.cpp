// What MainWindow looks like at the first start.
#include "desktop/appearance.h"
#include "desktop/mainwindow.h"
#include "desktop/presentation.h"
#include "desktop/settingsstore.h"
#include "widgets/tokenstrip.h"
#include "widgets/whatifview.h"

#include <QMessageBox>
#include <QSplitter>
#include <QTabWidget>

namespace exitscope {

void MainWindow::restoreDefaults()
{
    if (QMessageBox::question(this, tr("Restore defaults"),
                              tr("Put theme, text size, tabs, panel width and heatmap back to how "
                                 "they were at the first start? Rule, prompt, runs and profiles "
                                 "stay.")) != QMessageBox::Yes)
        return;
    m_presentation->setActive(false);
    m_appearance->setScheme(theme::Scheme::System);
    m_appearance->changeTextSize(0);
    m_views->setCurrentIndex(0);
    m_side->setCurrentIndex(0);
    resetView(*m_heatmap);
    m_strip->setRejectedShown(true);
    m_whatIf->setMovesTogether(true);
    resizeAsAtFirst();
}

void MainWindow::resizeAsAtFirst()
{
    setWindowState(Qt::WindowNoState);
    resize(1280, 800);
    m_splitter->setSizes({880, 400});
}

} // namespace exitscope

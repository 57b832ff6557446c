#include "desktop/filemenu.h"

#include "common/bundledmodel.h"
#include "desktop/mainwindow.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String recentKey("model/recent");
const QLatin1String placeKey("files/place");
constexpr int mostRecent = 8;

/// The folder of the last file, so that a dialog opens where the user was.
QString lastPlace()
{
    return QSettings().value(placeKey, QDir::homePath()).toString();
}

void rememberPlace(const QString& file)
{
    QSettings().setValue(placeKey, QFileInfo(file).absolutePath());
}

} // namespace

FileMenu::FileMenu(MainWindow* window)
    : QMenu(MainWindow::tr("&File"), window)
    , m_window(window)
{
    add(tr("&Open model folder…"), QKeySequence::Open, &FileMenu::openModel);
    add(tr("Open &bundled model"), QKeySequence(Qt::CTRL | Qt::Key_B), &FileMenu::openBundled);
    m_recent = addMenu(tr("Open &recent"));
    addSeparator();
    add(tr("Open r&un…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), &FileMenu::openRun);
    m_save = add(tr("&Save run…"), QKeySequence::Save, &FileMenu::saveRun);
    addSeparator();
    m_picture =
        add(tr("Export &picture…"), QKeySequence(Qt::CTRL | Qt::Key_E), &FileMenu::exportPicture);
    m_csv = add(tr("Export &CSV…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                &FileMenu::exportCsv);
    addSeparator();
    QAction* quit = addAction(tr("&Quit"), window, &QWidget::close);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    connect(m_recent, &QMenu::aboutToShow, this, &FileMenu::fillRecent);
    RunDocument* document = window->controller()->document();
    connect(document, &RunDocument::wasReset, this, &FileMenu::updateActions);
    connect(document, &RunDocument::tokensAppended, this, &FileMenu::updateActions);
    m_recent->menuAction()->setEnabled(!QSettings().value(recentKey).toStringList().isEmpty());
    updateActions();
}

QAction* FileMenu::add(const QString& text, const QKeySequence& shortcut, void (FileMenu::*work)())
{
    QAction* action = addAction(text, this, work);
    action->setShortcut(shortcut);
    return action;
}

void FileMenu::updateActions()
{
    const bool something = !m_window->controller()->document()->isEmpty();
    if (m_save->isEnabled() == something)
        return;
    for (QAction* action : {m_save, m_picture, m_csv})
        action->setEnabled(something);
}

void FileMenu::remember(const QString& folder)
{
    QSettings settings;
    QStringList recent = settings.value(recentKey).toStringList();
    recent.removeAll(folder);
    recent.prepend(folder);
    settings.setValue(recentKey, recent.mid(0, mostRecent));
    m_recent->menuAction()->setEnabled(true);
}

void FileMenu::fillRecent()
{
    m_recent->clear();
    const QStringList recent = QSettings().value(recentKey).toStringList();
    for (int i = 0; i < recent.size(); ++i) {
        const QString& folder = recent[i];
        m_recent->addAction(tr("&%1  %2").arg(i + 1).arg(folder), m_window->controller(),
                            [this, folder] { m_window->controller()->openModel(folder); });
    }
}

void FileMenu::openModel()
{
    const QString folder = QFileDialog::getExistingDirectory(
        m_window, tr("Open the folder of a Llama model"), lastPlace());
    if (folder.isEmpty())
        return;
    rememberPlace(folder);
    m_window->controller()->openModel(folder);
}

void FileMenu::openBundled()
{
    m_window->controller()->openModel(QString::fromStdString(bundledModelFolder().string()));
}

void FileMenu::openRun()
{
    const QString file = QFileDialog::getOpenFileName(m_window, tr("Open a run"), lastPlace(),
                                                      tr("Runs (*.cbor *.json);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_window->controller()->openRun(file);
}

QString FileMenu::suggestedName(const QString& ending) const
{
    const Run& run = m_window->controller()->document()->run();
    const QString model = QString::fromStdString(run.model.name);
    return QDir(lastPlace())
        .filePath((model.isEmpty() ? QStringLiteral("run") : model + QStringLiteral("-run")) +
                  ending);
}

void FileMenu::saveRun()
{
    const QString file = QFileDialog::getSaveFileName(m_window, tr("Save the run"),
                                                      suggestedName(QStringLiteral(".cbor")),
                                                      tr("Run (*.cbor);;Run as JSON (*.json)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_window->controller()->saveRun(file);
}

void FileMenu::exportPicture()
{
    const QString file = QFileDialog::getSaveFileName(m_window, tr("Export the picture"),
                                                      suggestedName(QStringLiteral(".png")),
                                                      tr("Pictures (*.png *.svg *.pdf)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_window->exportPicture(file);
}

void FileMenu::exportCsv()
{
    const QString file =
        QFileDialog::getSaveFileName(m_window, tr("Export the figures"),
                                     suggestedName(QStringLiteral(".csv")), tr("CSV (*.csv)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_window->controller()->exportCsv(file);
}

} // namespace exitscope

#include "desktop/comparing.h"

#include "desktop/fileplaces.h"
#include "desktop/mainwindow.h"
#include "desktop/runagaindialog.h"
#include "trace/runfile.h"
#include "widgets/compareview.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

#include <exception>

namespace exitscope {

namespace {} // namespace

Comparing::Comparing(MainWindow* window)
    : QObject(window)
    , m_window(window)
    , m_again(window->controller())
    , m_view(new CompareView(window))
    , m_runAgain(new QAction(this))
    , m_compareFile(new QAction(tr("Co&mpare with a run file…"), this))
{
    RunController* controller = window->controller();
    m_files.setMaxThreadCount(1);
    m_runAgain->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    m_compareFile->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W));
    m_view->setHistory(controller->history(), controller->document());
    m_view->setRunAgain(m_runAgain);
    connect(m_runAgain, &QAction::triggered, this, [this] {
        if (m_again.stage() == RunAgain::Stage::Idle)
            ask();
        else
            m_again.cancel();
    });
    connect(m_compareFile, &QAction::triggered, this, [this] { askForFile(false); });
    connect(m_view, &CompareView::fileWanted, this, &Comparing::askForFile);
    connect(controller, &RunController::stateChanged, this, &Comparing::updateAction);
    connect(controller->document(), &RunDocument::wasReset, this, &Comparing::updateAction);
    connect(controller->document(), &RunDocument::tokensAppended, this, &Comparing::updateAction);

    connect(&m_again, &RunAgain::stageChanged, this, &Comparing::followStage);
    connect(&m_again, &RunAgain::settingsReady, this,
            [this](const Settings& settings) { m_window->rulePanel()->setSettings(settings); });
    connect(&m_again, &RunAgain::failed, this, [this](const QString& sentence) {
        m_window->message()->showMessage(MessageStrip::Kind::Error, sentence);
    });
    connect(&m_again, &RunAgain::finished, this, [this](int earlier, int later) {
        m_view->compare(earlier, later);
        Q_EMIT viewWanted();
    });
    updateAction();
}

Comparing::~Comparing()
{
    m_files.waitForDone();
}

void Comparing::ask()
{
    const Run& run = m_window->controller()->document()->run();
    if (run.tokens.empty() || run.prompt.empty())
        return;
    auto* dialog = new RunAgainDialog(run, m_window->controller()->model(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const RunAgainPlan plan = dialog->plan();
        m_window->setPrompt(plan.prompt);
        m_again.start(plan);
    });
    dialog->open();
}

void Comparing::askForFile(bool asB)
{
    const QString place = lastPlace();
    const QString file =
        QFileDialog::getOpenFileName(m_window, tr("Compare with a run"), place,
                                     tr("Runs (*.exitscope *.cbor *.json);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    compareWithFile(file, asB);
}

void Comparing::compareWithFile(const QString& file, bool asB)
{
    m_files.start([this, file, asB] {
        std::shared_ptr<const Run> run;
        QString error;
        try {
            Result<Run> loaded = loadRun(std::filesystem::path(file.toStdU16String()));
            if (loaded)
                run = std::make_shared<const Run>(std::move(*loaded));
            else
                error = QString::fromUtf8(loaded.error().what());
        } catch (const std::exception& exception) {
            error = QString::fromUtf8(exception.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, file, asB, run, error] {
                if (!run) {
                    m_window->message()->showMessage(MessageStrip::Kind::Error, error);
                    return;
                }
                m_view->addFile(file, run, asB);
                Q_EMIT viewWanted();
            },
            Qt::QueuedConnection);
    });
}

void Comparing::followStage(RunAgain::Stage stage)
{
    updateAction();
    MessageStrip* message = m_window->message();
    if (stage == RunAgain::Stage::Opening)
        message->showMessage(MessageStrip::Kind::Information,
                             tr("Opening the model, then the same prompt runs. Cancel with %1.")
                                 .arg(m_runAgain->shortcut().toString(QKeySequence::NativeText)));
    else if (stage == RunAgain::Stage::Running)
        message->hide();
}

void Comparing::updateAction()
{
    const RunController* controller = m_window->controller();
    const bool busy = m_again.stage() != RunAgain::Stage::Idle;
    const RunState state = controller->state();
    const Run& run = m_window->controller()->document()->run();
    m_runAgain->setText(busy ? tr("C&ancel the second run") : tr("Run &again with…"));
    m_runAgain->setEnabled(busy || (!run.tokens.empty() && !run.prompt.empty() &&
                                    state != RunState::Running && state != RunState::Opening &&
                                    state != RunState::Lent));
    m_runAgain->setToolTip(
        run.prompt.empty() && !run.promptIds.empty()
            ? tr("This run's prompt was given as token ids, so there is no text to run again")
            : tr("The same prompt and seed with something changed, compared with this run"));
}

} // namespace exitscope

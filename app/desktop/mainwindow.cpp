#include "desktop/mainwindow.h"

#include "common/bundledmodel.h"
#include "desktop/appearance.h"
#include "desktop/autosave.h"
#include "desktop/branching.h"
#include "desktop/calibratedialog.h"
#include "desktop/comparing.h"
#include "desktop/filemenu.h"
#include "desktop/layerpages.h"
#include "desktop/measuring.h"
#include "desktop/presentation.h"
#include "desktop/prompteditor.h"
#include "desktop/prompthistory.h"
#include "desktop/recovery.h"
#include "desktop/runstatus.h"
#include "desktop/tourguide.h"
#include "desktop/tourmenu.h"
#include "desktop/welcome.h"
#include "tokenizer/tokenizer.h"
#include "widgets/compareview.h"
#include "widgets/exitsview.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/runlist.h"
#include "widgets/staircaseview.h"
#include "widgets/tokenstrip.h"
#include "widgets/whatifview.h"

#include <QAction>
#include <QCloseEvent>
#include <QSplitter>
#include <QTabWidget>
#include <QTextCursor>
#include <QVBoxLayout>

namespace exitscope {

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_appearance(new Appearance(this))
    , m_controller(new RunController(this))
{
    setWindowTitle(tr("Exitscope"));
    m_message = new MessageStrip;
    m_welcome = new Welcome(this);
    keepRuns();
    m_runBar = new RunBar;
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(makeCentre());
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_presentation = new Presentation(this, m_appearance, {m_side});
    nameParts();

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_recovery->strip());
    column->addWidget(m_welcome->strip());
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_runBar);
    setCentralWidget(content);

    connectController();
    m_branching = new Branching({m_controller, m_rulePanel, m_inspector, m_whatIf, m_runs}, this);
    connect(m_branching, &Branching::shown, this, [this](const Run& run) {
        setPrompt(QString::fromStdString(run.prompt));
        updateStatus();
    });
    connect(m_comparing->view(), &CompareView::runWanted, m_branching, &Branching::show);
    connect(m_branching, &Branching::told, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Information, sentence);
    });
    m_measuring = new Measuring(this);
    addMenus();
    m_welcome->follow(m_tours->guide());
    restore();
    m_prompt->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectController()
{
    connect(m_rulePanel, &RulePanel::settingsChanged, this, [this](const Settings& settings) {
        m_controller->setSettings(settings);
        m_runBar->setSpeculates(settings.speculates());
        m_whatIf->setRuleInForce(settings.rule);
        updateFigures();
    });
    connectWhatIf();
    connect(m_runBar->runAction(), &QAction::triggered, this,
            [this] { command(&RunController::run); });
    connect(m_runBar->oneTokenAction(), &QAction::triggered, this,
            [this] { command(&RunController::oneToken); });
    connect(m_runBar->oneLayerAction(), &QAction::triggered, this,
            [this] { command(&RunController::oneLayer); });
    connect(m_runBar->pauseAction(), &QAction::triggered, m_controller, &RunController::pause);
    connect(m_runBar->stopAction(), &QAction::triggered, m_controller, &RunController::stop);

    connect(m_controller, &RunController::stateChanged, this, [this](RunState state) {
        m_runBar->setState(state);
        updateStatus();
    });
    connect(m_controller, &RunController::modelChanged, this, &MainWindow::takeModel);
    connect(m_controller, &RunController::progressed, this, &MainWindow::updateFigures);
    connect(m_controller, &RunController::failed, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Error, sentence);
    });
    connect(m_controller, &RunController::warned, this, [this](const QString& note) {
        m_message->showMessage(MessageStrip::Kind::Warning, note);
    });
    connect(m_controller, &RunController::fileWritten, this, [this](const QString& file) {
        m_message->showMessage(MessageStrip::Kind::Information, tr("Saved %1").arg(file));
    });
    connect(m_controller, &RunController::modelFailed, this, [this](const QString& folder) {
        const QString bundled = QString::fromStdString(bundledModelFolder().string());
        if (!m_controller->model() && folder != bundled)
            m_controller->openModel(bundled);
    });
    connect(m_controller, &RunController::runOpened, this, [this](const QString& file) {
        m_message->showMessage(MessageStrip::Kind::Information, tr("Opened %1").arg(file));
        setPrompt(QString::fromStdString(m_controller->document()->run().prompt));
        updateTokenText();
        updateStatus();
    });
    connect(m_controller->document(), &RunDocument::wasReset, this, [this] {
        m_message->hide();
        updateTokenText();
    });
}

void MainWindow::keepRuns()
{
    const AutosaveLimits limits;
    m_autosave = std::make_unique<Autosave>(m_controller->document(), m_controller->history(),
                                            autosavePlace(), limits);
    connect(m_autosave.get(), &Autosave::failed, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Warning, sentence);
    });
    m_recovery = new Recovery(m_controller, m_autosave->place(), limits, this);
}

void MainWindow::connectWhatIf()
{
    connect(m_whatIf, &WhatIfView::ruleChosen, this, &MainWindow::takeRule);
    connect(m_whatIf, &WhatIfView::calibrationAsked, this, &MainWindow::calibrate);
    connect(m_whatIf, &WhatIfView::exitsChanged, m_heatmap, &HeatmapView::setOtherExits);
    connect(m_whatIf, &WhatIfView::exitsChanged, this,
            [this](const std::vector<int>& exits) { m_analysis->setOtherExits(exits); });
}

void MainWindow::takeRule(const Rule& rule)
{
    Settings settings = m_rulePanel->settings();
    settings.rule = rule;
    m_rulePanel->setSettings(settings);
}

void MainWindow::calibrate(const Criterion* criterion)
{
    m_rulePanel->commit();
    if (!m_calibrate) {
        m_calibrate = new CalibrateDialog(m_controller, this);
        connect(m_calibrate, &CalibrateDialog::ruleChosen, this, &MainWindow::takeRule);
        connect(m_rulePanel, &RulePanel::settingsChanged, m_calibrate,
                [this](const Settings& settings) { m_calibrate->followRule(settings.rule); });
    }
    m_calibrate->bringUp(m_rulePanel->settings().rule, criterion);
}

void MainWindow::command(void (RunController::*work)(const QString&))
{
    m_rulePanel->commit();
    if (m_controller->state() == RunState::Ready)
        m_prompts->remember(prompt());
    (m_controller->*work)(prompt());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_rulePanel->commit();
    m_tours->guide()->leave();
    m_presentation->setActive(false);
    keep();
    QMainWindow::closeEvent(event);
}

QString MainWindow::prompt() const
{
    return m_prompt->toPlainText();
}

void MainWindow::setPrompt(const QString& prompt)
{
    if (prompt == this->prompt())
        return;
    QTextCursor all(m_prompt->document());
    all.select(QTextCursor::Document);
    all.insertText(prompt);
}

void MainWindow::updateTokenText()
{
    const OpenModel* model = m_controller->model();
    const Run& run = m_controller->document()->run();
    const bool ownTokenizer =
        model && (run.model.hash.empty() || run.model.hash == model->identity.hash);
    const TokenText text = tokenTextFor(run, ownTokenizer ? model->tokenizer : nullptr);
    m_inspector->setTokenText(text);
    m_layerPages->setTokenText(text);
    m_whatIf->setTokenText(text);
    m_heatmap->setTokenNames(text);
    m_analysis->setTokenText(text);
}

void MainWindow::updateStatus()
{
    const QString text =
        statusText(m_controller->state(), m_controller->model(), m_controller->document()->run());
    m_status->setText(text);
    const OpenModel* model = m_controller->model();
    const QString tokenizer = model ? QString::fromStdString(model->identity.tokenizer) : QString();
    m_status->setToolTip(tokenizer.isEmpty() ? text
                                             : text + u'\n' + tr("Tokenizer: %1").arg(tokenizer));
    m_status->setAccessibleName(tr("Status: %1").arg(text));
}

void MainWindow::updateFigures()
{
    const Run& run = m_controller->document()->run();
    if (run.tokens.empty()) {
        m_runBar->clearFigures();
        const OpenModel* model = m_controller->model();
        m_runBar->setBanner(
            outputBanner(m_rulePanel->settings(), model ? model->identity.layers : 1));
        return;
    }
    const int last = static_cast<int>(run.tokens.size()) - 1;
    m_runBar->setFigures({summarize(run), run.settingsAt(last).watch, m_controller->memoryBytes()});
    m_runBar->setBanner(outputBanner(run));
    updateStatus();
}

} // namespace exitscope

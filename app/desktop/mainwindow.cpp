#include "desktop/mainwindow.h"

#include "common/bundledmodel.h"
#include "desktop/appearance.h"
#include "desktop/filemenu.h"
#include "desktop/prompteditor.h"
#include "desktop/runstatus.h"
#include "desktop/settingsstore.h"
#include "tokenizer/tokenizer.h"
#include "widgets/costview.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/textlabel.h"
#include "widgets/tokenstrip.h"
#include "widgets/tokentable.h"
#include "widgets/whatifview.h"

#include <QAction>
#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QTextCursor>
#include <QVBoxLayout>

namespace exitscope {

namespace {

const QLatin1String geometryKey("window/geometry");
const QLatin1String splitterKey("window/splitter");
const QLatin1String viewKey("window/view");
const QLatin1String sideKey("window/side");
const QLatin1String promptKey("run/prompt");
const QLatin1String modelKey("model/last");
const QLatin1String dtypeKey("model/dtype");
const QLatin1String deviceKey("model/device");
const QLatin1String rejectedKey("strip/rejected");

/// What a first start shows: every layer scored, and a rule that lets tokens out at many depths.
Settings firstSettings()
{
    Settings settings;
    settings.rule = makeRule("entropy_based");
    settings.watch = true;
    return settings;
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_appearance(new Appearance(this))
    , m_controller(new RunController(this))
{
    setWindowTitle(tr("Exitscope"));
    m_message = new MessageStrip;
    m_runBar = new RunBar;
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(makeCentre());
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_runBar);
    setCentralWidget(content);

    connectController();
    addMenus();
    restore();
    m_prompt->setFocus();
}

MainWindow::~MainWindow() = default;

QWidget* MainWindow::makeCentre()
{
    m_prompt = new PromptEditor;
    m_status = new TextLabel(TextLabel::Style::Note);
    m_strip = new TokenStrip;
    m_strip->setDocument(m_controller->document());
    m_heatmap = new HeatmapView;
    m_heatmap->setDocument(m_controller->document());
    m_heatmap->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, 0);
    m_table = new TokenTable;
    m_table->setDocument(m_controller->document());
    m_views = new QTabWidget;
    m_views->setObjectName(QStringLiteral("views"));
    m_views->setDocumentMode(true);
    m_views->setAccessibleName(tr("Views of the run"));
    m_views->addTab(m_heatmap, tr("Heatmap"));
    m_views->addTab(m_table, tr("Table"));

    auto* titleRow = new QHBoxLayout;
    titleRow->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Prompt")));
    titleRow->addStretch();
    titleRow->addWidget(m_status);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, 0);
    top->setSpacing(theme::gapTiny);
    top->addLayout(titleRow);
    top->addWidget(m_prompt);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addLayout(top);
    column->addWidget(m_strip);
    column->addWidget(m_views, 1);
    return centre;
}

QWidget* MainWindow::makeSide()
{
    m_rulePanel = new RulePanel;
    m_rulePanel->setDocument(m_controller->document());
    m_inspector = new Inspector;
    m_inspector->setDocument(m_controller->document());
    m_cost = new CostView;
    m_cost->setDocument(m_controller->document());
    m_whatIf = new WhatIfView;
    m_whatIf->setDocument(m_controller->document());
    m_side = new QTabWidget;
    m_side->setObjectName(QStringLiteral("side"));
    m_side->setDocumentMode(true);
    m_side->setAccessibleName(tr("Rule, inspector, cost and what if"));
    m_side->addTab(m_rulePanel, tr("Rule"));
    m_side->addTab(m_inspector, tr("Inspector"));
    m_side->addTab(m_cost, tr("Cost"));
    m_side->addTab(m_whatIf, tr("What if"));
    return m_side;
}

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

void MainWindow::connectWhatIf()
{
    connect(m_whatIf, &WhatIfView::ruleChosen, this, [this](const Rule& rule) {
        Settings settings = m_rulePanel->settings();
        settings.rule = rule;
        m_rulePanel->setSettings(settings);
    });
    connect(m_whatIf, &WhatIfView::exitsChanged, m_heatmap, &HeatmapView::setOtherExits);
}

void MainWindow::restore()
{
    const QSettings settings;
    resize(1280, 800);
    m_splitter->setSizes({880, 400});
    restoreGeometry(settings.value(geometryKey).toByteArray());
    m_splitter->restoreState(settings.value(splitterKey).toByteArray());
    m_views->setCurrentIndex(settings.value(viewKey, 0).toInt());
    m_side->setCurrentIndex(settings.value(sideKey, 0).toInt());
    m_prompt->setPlainText(
        settings.value(promptKey, tr("Once upon a time there was a king who had three"))
            .toString());
    restoreView(*m_heatmap);
    m_strip->setRejectedShown(settings.value(rejectedKey, true).toBool());
    LoadOptions load;
    load.dtype = settings.value(dtypeKey).toString().toStdString();
    load.device = settings.value(deviceKey).toString().toStdString();
    m_controller->setLoadOptions(load);
    const std::optional<Settings> kept = storedSettings();
    m_thresholdsFit = kept.has_value();
    m_rulePanel->setSettings(kept.value_or(firstSettings()));
    m_controller->setSettings(m_rulePanel->settings());
    m_runBar->setSpeculates(m_rulePanel->settings().speculates());
    m_whatIf->setRuleInForce(m_rulePanel->settings().rule);
    updateTokenText();
    updateStatus();
    updateFigures();
}

void MainWindow::command(void (RunController::*work)(const QString&))
{
    m_rulePanel->commit();
    (m_controller->*work)(prompt());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_rulePanel->commit();
    keep();
    QMainWindow::closeEvent(event);
}

void MainWindow::keep() const
{
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(splitterKey, m_splitter->saveState());
    settings.setValue(viewKey, m_views->currentIndex());
    settings.setValue(sideKey, m_side->currentIndex());
    settings.setValue(promptKey, prompt());
    settings.setValue(rejectedKey, m_strip->areRejectedShown());
    const LoadOptions& load = m_controller->loadOptions();
    settings.setValue(dtypeKey, QString::fromStdString(load.dtype));
    settings.setValue(deviceKey, QString::fromStdString(load.device));
    Settings chosen = m_rulePanel->settings();
    if (m_tokensForNow && chosen.maxSteps == m_tokensForNow->first)
        chosen.maxSteps = m_tokensForNow->second;
    storeSettings(chosen);
    storeView(*m_heatmap);
}

void MainWindow::limitTokensForNow(int tokens)
{
    Settings settings = m_rulePanel->settings();
    m_tokensForNow = {tokens, settings.maxSteps};
    settings.maxSteps = tokens;
    m_rulePanel->setSettings(settings);
}

void MainWindow::openFirstModel(const QString& folder)
{
    const QString bundled = QString::fromStdString(bundledModelFolder().string());
    m_controller->openModel(folder.isEmpty() ? QSettings().value(modelKey, bundled).toString()
                                             : folder);
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

void MainWindow::takeModel()
{
    const OpenModel& model = *m_controller->model();
    QSettings settings;
    m_rulePanel->setModelShape(model.identity.shape());
    m_rulePanel->setRecommended(model.criterionDefaults);
    // Thresholds that suited another model say little about this one.
    if (!m_thresholdsFit || settings.value(modelKey).toString() != model.folder)
        m_rulePanel->takeRecommended();
    m_thresholdsFit = true;
    m_inspector->setRecommended(model.criterionDefaults);
    m_whatIf->setRecommended(model.criterionDefaults);
    settings.setValue(modelKey, model.folder);
    m_fileMenu->remember(model.folder);
    setWindowTitle(tr("%1 - Exitscope").arg(QString::fromStdString(model.identity.name)));
    updateTokenText();
    updateFigures();
}

void MainWindow::updateTokenText()
{
    const OpenModel* model = m_controller->model();
    const Run& run = m_controller->document()->run();
    const bool ownTokenizer =
        model && (run.model.hash.empty() || run.model.hash == model->identity.hash);
    const TokenText text = tokenTextFor(run, ownTokenizer ? model->tokenizer : nullptr);
    m_inspector->setTokenText(text);
    m_whatIf->setTokenText(text);
    m_heatmap->setTokenNames(text);
}

void MainWindow::updateStatus()
{
    const QString text =
        statusText(m_controller->state(), m_controller->model(), m_controller->document()->run());
    m_status->setText(text);
    const OpenModel* model = m_controller->model();
    const QString tokenizer = model ? QString::fromStdString(model->identity.tokenizer) : QString();
    m_status->setToolTip(tokenizer.isEmpty() ? QString() : tr("Tokenizer: %1").arg(tokenizer));
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

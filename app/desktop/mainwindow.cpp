#include "desktop/mainwindow.h"

#include "common/bundledmodel.h"
#include "desktop/appearance.h"
#include "desktop/autosave.h"
#include "desktop/branching.h"
#include "desktop/calibratedialog.h"
#include "desktop/comparing.h"
#include "desktop/filemenu.h"
#include "desktop/layerpages.h"
#include "desktop/presentation.h"
#include "desktop/prompteditor.h"
#include "desktop/prompthistory.h"
#include "desktop/recovery.h"
#include "desktop/runstatus.h"
#include "desktop/settingsstore.h"
#include "tokenizer/tokenizer.h"
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
    addMenus();
    restore();
    m_prompt->setFocus();
}

MainWindow::~MainWindow() = default;

/// By these names tours find what they speak of.
void MainWindow::nameParts()
{
    const std::pair<QWidget*, const char*> parts[] = {
        {m_prompt, "prompt"},
        {m_strip, "strip"},
        {m_heatmap, "heatmap"},
        {m_table, "table"},
        {m_comparing->view(), "compare"},
        {m_rulePanel, "rule"},
        {m_inspector, "inspector"},
        {m_cost, "cost"},
        {m_analysis->staircase(), "staircase"},
        {m_analysis->exits(), "exits"},
        {m_whatIf, "whatif"},
        {m_runs, "runs"},
        {m_runBar, "runbar"},
    };
    for (const auto& [widget, name] : parts)
        widget->setObjectName(QLatin1String(name));
}

QWidget* MainWindow::makeCentre()
{
    m_prompt = new PromptEditor;
    m_prompts = new PromptHistory(m_prompt, this);
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
    m_analysis.emplace(m_views, m_controller->document());
    m_comparing = new Comparing(this);
    m_views->addTab(m_comparing->view(), tr("Compare"));
    connect(m_comparing, &Comparing::viewWanted, m_views,
            [this] { m_views->setCurrentWidget(m_comparing->view()); });

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
    m_side->setAccessibleName(tr("Rule, inspector, cost, what if and runs"));
    m_side->addTab(m_rulePanel, tr("Rule"));
    m_side->addTab(m_inspector, tr("Inspector"));
    m_side->addTab(m_cost, tr("Cost"));
    m_side->addTab(m_whatIf, tr("What if"));
    m_runs = new RunList;
    m_runs->setHistory(m_controller->history(), m_controller->document());
    m_side->addTab(m_runs, tr("Runs"));
    m_layerPages = new LayerPages(m_inspector, m_controller->document(), m_side);
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
    }
    m_calibrate->bringUp(m_rulePanel->settings().rule, criterion);
}

void MainWindow::restore()
{
    const QSettings settings;
    resizeAsAtFirst();
    restoreGeometry(settings.value(geometryKey).toByteArray());
    m_splitter->restoreState(settings.value(splitterKey).toByteArray());
    m_views->setCurrentIndex(settings.value(viewKey, 0).toInt());
    m_side->setCurrentIndex(settings.value(sideKey, 0).toInt());
    m_prompt->setPlainText(
        settings.value(promptKey, tr("Once upon a time there was a king who had three"))
            .toString());
    restoreView(*m_heatmap);
    restoreWhatIf(*m_whatIf);
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
    m_prompts->remember(prompt());
    (m_controller->*work)(prompt());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_rulePanel->commit();
    m_presentation->setActive(false);
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
    storeWhatIf(*m_whatIf);
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

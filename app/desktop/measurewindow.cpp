#include "desktop/measurewindow.h"

#include "desktop/fileplaces.h"
#include "desktop/measurejob.h"
#include "desktop/measureresults.h"
#include "desktop/recentresults.h"
#include "desktop/runcontroller.h"
#include "results/benchmarkfolder.h"
#include "widgets/benchmarkview.h"
#include "widgets/messagestrip.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace exitscope {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int lettersAcross = 50;
constexpr int fewSamples = 3; ///< from which on the time that is left can be told
const QLatin1String geometryKey("measure/geometry");
const QLatin1String splitterKey("measure/splitter");

QString timeLeft(qint64 seconds)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    if (seconds < 2 * minute)
        return MeasureWindow::tr("about %1 s left").arg(seconds);
    if (seconds < 2 * hour)
        return MeasureWindow::tr("about %1 min left").arg((seconds + minute / 2) / minute);
    return MeasureWindow::tr("about %1 h left").arg((seconds + hour / 2) / hour);
}

} // namespace

MeasureWindow::MeasureWindow(RunController* controller, QWidget* window)
    : QWidget(window, Qt::Window)
    , m_controller(controller)
    , m_job(new MeasureJob(controller, this))
    , m_form(new MeasureForm)
    , m_results(new MeasureResults(controller))
    , m_recent(new RecentResults)
    , m_message(new MessageStrip)
{
    setWindowTitle(tr("Measure"));
    m_files.setMaxThreadCount(1);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_message);
    column->addWidget(makeProgress());
    column->addWidget(m_results, 1);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("measureSplitter"));
    splitter->addWidget(makeLeft());
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    const int left = lettersAcross * fontMetrics().averageCharWidth();
    splitter->setSizes({left, firstSize.width() - left});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(splitter);
    resize(firstSize);
    const QSettings settings;
    restoreGeometry(settings.value(geometryKey).toByteArray());
    splitter->restoreState(settings.value(splitterKey).toByteArray());

    connectJob();
    connect(m_recent, &RecentResults::chosen, this, &MeasureWindow::open);
    connect(m_results, &MeasureResults::resumeAsked, this, &MeasureWindow::resume);
    connect(m_results, &MeasureResults::runWanted, this, &MeasureWindow::openRun);
    connect(m_results, &MeasureResults::told, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Information, sentence);
    });
    connect(m_message, &MessageStrip::actionTriggered, this, [this] { writeRun(m_offered); });
    connect(controller, &RunController::stateChanged, this, &MeasureWindow::updateState);
    connect(controller, &RunController::modelChanged, this, [this] { setSettings(m_settings); });
    updateState();
}

MeasureWindow::~MeasureWindow()
{
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(splitterKey,
                      findChild<QSplitter*>(QStringLiteral("measureSplitter"))->saveState());
    m_files.waitForDone();
}

QWidget* MeasureWindow::makeLeft()
{
    auto* scrolled = new QScrollArea;
    scrolled->setWidget(m_form);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setFocusPolicy(Qt::NoFocus);
    m_start = new QPushButton(tr("St&art"));
    m_start->setDefault(true);
    m_note = new TextLabel(TextLabel::Style::Note);
    m_note->setWordWrap(true);
    auto* openButton = new QPushButton(tr("Open resul&ts…"));
    openButton->setAutoDefault(false);
    openButton->setToolTip(tr("The JSON file of a benchmark or a sweep, of this program or of "
                              "exitscope-cli"));
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addWidget(scrolled, 3);
    column->addWidget(m_start);
    column->addWidget(m_note);
    column->addSpacing(theme::gapSmall);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Earlier results")));
    column->addWidget(m_recent, 1);
    column->addWidget(openButton);
    connect(m_start, &QPushButton::clicked, this, &MeasureWindow::startOrStop);
    connect(openButton, &QPushButton::clicked, this, &MeasureWindow::askForResult);
    return left;
}

QWidget* MeasureWindow::makeProgress()
{
    m_progress = new QWidget;
    m_bar = new QProgressBar;
    m_bar->setAccessibleName(tr("Samples done"));
    m_bar->setFormat(tr("%v of %m samples"));
    m_left = new TextLabel(TextLabel::Style::Note);
    auto* row = new QHBoxLayout(m_progress);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gap);
    row->addWidget(m_bar, 1);
    row->addWidget(m_left);
    return m_progress;
}

void MeasureWindow::connectJob()
{
    connect(m_job, &MeasureJob::began, this,
            [this](const BenchmarkResult& planned, const std::vector<SamplePointer>& earlier) {
                m_results->begin(planned, earlier, m_file);
                m_recent->remember(m_file, m_results->title());
                m_before = planned.counts.done;
                m_clock.start();
                showProgress(planned.counts.done, planned.itemsToDo());
            });
    connect(
        m_job, &MeasureJob::sampled, this,
        [this](const SamplePointer& sample, const std::shared_ptr<const BenchmarkResult>& soFar) {
            m_results->benchmark()->append(sample, *soFar);
            showProgress(soFar->counts.done, soFar->itemsToDo());
        });
    connect(m_job, &MeasureJob::measured, this,
            [this](const std::shared_ptr<const BenchmarkResult>& result) {
                m_results->finish(*result);
            });
    connect(m_job, &MeasureJob::runWritten, this, &MeasureWindow::runAsked);
    connect(m_job, &MeasureJob::failed, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Error, sentence);
    });
    connect(m_job, &MeasureJob::ended, this, &MeasureWindow::updateState);
}

void MeasureWindow::setSettings(const Settings& settings)
{
    m_settings = settings;
    const OpenModel* model = m_controller->model();
    m_form->setSettings(settings, model ? model->identity.layers : 0);
}

void MeasureWindow::startOrStop()
{
    if (m_job->isRunning())
        return m_job->cancel();
    try {
        start(m_form->plan());
    } catch (const std::exception& problem) {
        m_message->showMessage(MessageStrip::Kind::Error, QString::fromUtf8(problem.what()));
    }
}

void MeasureWindow::start(const MeasureForm::Plan& plan)
{
    m_message->hide();
    m_bar->setRange(0, 0);
    m_left->setText(tr("Reading the data…"));
    bool isStarted = false;
    if (const auto* benchmark = std::get_if<BenchmarkPlan>(&plan)) {
        m_file = benchmark->file;
        isStarted = m_job->start(*benchmark);
    }
    if (!isStarted)
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The engine is busy; start again when the model is open."));
    updateState();
}

void MeasureWindow::resume()
{
    if (const BenchmarkResult* result = m_results->result()) {
        BenchmarkPlan plan = planOf(*result, m_results->file());
        plan.keepRuns = QFileInfo::exists(
            QFileInfo(m_results->file()).dir().filePath(QStringLiteral("benchmark_runs")));
        start(plan);
    }
}

void MeasureWindow::showProgress(int done, int count)
{
    m_bar->setRange(0, count);
    m_bar->setValue(done);
    const int here = done - m_before;
    m_left->setText(here < fewSamples ? tr("Writing…")
                                      : timeLeft(m_clock.elapsed() * (count - done) / here / 1000));
}

void MeasureWindow::updateState()
{
    const bool runs = m_job->isRunning();
    const RunState state = m_controller->state();
    const bool isFree =
        state == RunState::Ready || state == RunState::Running || state == RunState::Paused;
    m_form->setEnabled(!runs);
    m_recent->setEnabled(!runs);
    m_start->setText(runs ? tr("St&op") : tr("St&art"));
    m_start->setEnabled(runs || isFree);
    m_progress->setVisible(runs);
    m_results->setFree(!runs && isFree);
    m_note->setText(
        runs ? tr("Runs wait meanwhile. Stopping, closing this window or opening another model "
                  "ends it; what is measured stays and can be gone on with.")
        : state == RunState::NoModel ? tr("Open a model first.")
        : state == RunState::InsideToken
            ? tr("A run waits inside a token: finish the token or stop the run first.")
        : state == RunState::Running
            ? tr("The run in progress will pause, and can go on afterwards.")
            : QString());
    m_note->setVisible(!m_note->text().isEmpty());
}

void MeasureWindow::askForResult()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open results"), lastPlace(),
                                                      tr("Results (*.json);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    open(file);
}

void MeasureWindow::open(const QString& file)
{
    if (m_job->isRunning())
        return;
    m_files.start([this, file] {
        const auto result =
            std::make_shared<const Result<OpenedMeasurement>>(openMeasurement(file));
        QMetaObject::invokeMethod(
            this, [this, file, result] { take(file, *result); }, Qt::QueuedConnection);
    });
}

void MeasureWindow::take(const QString& file, const Result<OpenedMeasurement>& result)
{
    if (m_job->isRunning())
        return;
    if (!result) {
        const QString problem = QString::fromUtf8(result.error().what());
        m_message->showMessage(MessageStrip::Kind::Error, problem);
        Q_EMIT opened(problem);
        return;
    }
    m_message->hide();
    m_results->show(*result);
    m_recent->remember(file, m_results->title());
    const auto* benchmark = std::get_if<OpenedBenchmark>(&result->content);
    if (benchmark && !benchmark->unfinished.isEmpty())
        m_message->showMessage(MessageStrip::Kind::Warning, benchmark->unfinished);
    updateState();
    Q_EMIT opened({});
}

QString MeasureWindow::runFileOf(const SampleResult& sample) const
{
    const QFileInfo file(m_results->file());
    const QString usual = QStringLiteral("%1_runs/sample_%2.cbor")
                              .arg(file.completeBaseName())
                              .arg(sample.position, 6, 10, QLatin1Char('0'));
    return file.dir().absoluteFilePath(
        sample.runFile.empty() ? usual : QString::fromStdString(sample.runFile));
}

void MeasureWindow::openRun(const SamplePointer& sample)
{
    const QString file = runFileOf(*sample);
    if (QFileInfo::exists(file)) {
        Q_EMIT runAsked(file);
        return;
    }
    const BenchmarkResult* result = m_results->result();
    const OpenModel* model = m_controller->model();
    const bool fits = result && model && model->identity.hash == result->model.hash &&
                      model->identity.dtype == result->model.dtype;
    m_offered = fits ? sample : nullptr;
    if (fits)
        m_message->showMessage(MessageStrip::Kind::Information,
                               tr("The run of sample %1 was not kept.").arg(sample->index),
                               tr("&Write it again"));
    else if (result)
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The run of sample %1 was not kept; open %2 in %3 to write it "
                                  "again.")
                                   .arg(QString::number(sample->index),
                                        QString::fromStdString(result->model.name),
                                        QString::fromStdString(result->model.dtype)));
}

void MeasureWindow::writeRun(const SamplePointer& sample)
{
    const BenchmarkResult* result = m_results->result();
    if (!sample || !result)
        return;
    m_bar->setRange(0, 0);
    m_left->setText(tr("Writing…"));
    if (!m_job->writeRun(planOf(*result, m_results->file()), *sample, runFileOf(*sample)))
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The engine is busy; try again when the model is free."));
    updateState();
}

void MeasureWindow::closeEvent(QCloseEvent* event)
{
    m_job->cancel();
    QWidget::closeEvent(event);
}

} // namespace exitscope

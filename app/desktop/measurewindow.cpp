#include "desktop/measurewindow.h"

#include "desktop/fileplaces.h"
#include "desktop/measurejob.h"
#include "desktop/measureresults.h"
#include "desktop/recentresults.h"
#include "desktop/runcontroller.h"
#include "widgets/benchmarkview.h"
#include "widgets/messagestrip.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

namespace exitscope {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int lettersAcross = 60;
constexpr int recentShown = 7; ///< rows of earlier results
const QLatin1String geometryKey("measure/geometry");
const QLatin1String splitterKey("measure/splitter");

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
    connect(m_results, &MeasureResults::fileWanted, this, &MeasureWindow::open);
    connect(m_results, &MeasureResults::runWanted, this, &MeasureWindow::openRun);
    connect(m_results, &MeasureResults::told, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Information, sentence);
    });
    connect(m_message, &MessageStrip::actionTriggered, this, [this] { writeRun(); });
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
    scrolled->setMinimumWidth(m_form->minimumSizeHint().width() +
                              style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    m_recent->setFixedHeight(recentShown * (fontMetrics().height() + theme::gapTiny));
    m_start = new QPushButton(tr("&Start"));
    m_start->setDefault(true);
    m_note = new TextLabel(TextLabel::Style::Note);
    m_note->setWordWrap(true);
    m_open = new QPushButton(tr("&Open results…"));
    m_open->setAutoDefault(false);
    m_open->setToolTip(tr("The JSON file of a benchmark, a sweep or an evaluation, of this "
                          "program, of exitscope-cli or of the harness"));
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addWidget(scrolled, 1);
    column->addWidget(m_start);
    column->addWidget(m_note);
    column->addSpacing(theme::gapSmall);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Earlier results")));
    column->addWidget(m_recent);
    column->addWidget(m_open);
    connect(m_start, &QPushButton::clicked, this, &MeasureWindow::startOrStop);
    connect(m_open, &QPushButton::clicked, this, &MeasureWindow::askForResult);
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
                m_recent->remember(m_file, m_results->datedTitle());
                showProgress(planned.counts.done, planned.itemsToDo());
            });
    connect(
        m_job, &MeasureJob::sampled, this,
        [this](const SamplePointer& sample, const std::shared_ptr<const BenchmarkResult>& soFar) {
            if (m_places == 0)
                m_results->benchmark()->append(sample, *soFar);
            countSample(*soFar);
        });
    connect(m_job, &MeasureJob::measured, this,
            [this](const std::shared_ptr<const BenchmarkResult>& result) {
                m_results->finish(*result);
            });
    connect(m_job, &MeasureJob::placeBegan, this,
            [this](const QString& place, int number, int count) {
                m_placeName = place;
                m_place = number;
                m_places = count;
            });
    const auto showSweep = [this](const std::shared_ptr<const SweepResult>& sweep) {
        m_results->showSweep(sweep, m_file);
        m_recent->remember(m_file, m_results->datedTitle());
    };
    connect(m_job, &MeasureJob::placeDone, this, showSweep);
    connect(m_job, &MeasureJob::swept, this, showSweep);
    connect(m_job, &MeasureJob::documentsDone, this, &MeasureWindow::countDocument);
    connect(m_job, &MeasureJob::evaluated, this, [this](const QString& file) {
        m_file = file;
        read(file);
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

void MeasureWindow::updateState()
{
    const bool runs = m_job->isRunning();
    const RunState state = m_controller->state();
    const bool isFree =
        state == RunState::Ready || state == RunState::Running || state == RunState::Paused;
    m_form->setEnabled(!runs);
    m_recent->setEnabled(!runs);
    m_open->setEnabled(!runs);
    m_start->setText(runs ? tr("&Stop") : tr("&Start"));
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
    if (!m_job->isRunning())
        return read(file);
    const QString problem = tr("Results open once the measurement has ended; it can be stopped and "
                               "gone on with.");
    m_message->showMessage(MessageStrip::Kind::Information, problem);
    Q_EMIT opened(problem);
}

void MeasureWindow::read(const QString& file)
{
    m_files.start([this, file] {
        const auto result =
            std::make_shared<const Result<OpenedMeasurement>>(openMeasurement(file));
        QMetaObject::invokeMethod(
            this, [this, file, result] { take(file, *result); }, Qt::QueuedConnection);
    });
}

void MeasureWindow::take(const QString& file, const Result<OpenedMeasurement>& result)
{
    // While something is measured, only its own results are shown.
    if (m_job->isRunning() && file != m_file)
        return;
    if (!result) {
        const QString problem = QString::fromUtf8(result.error().what());
        m_message->showMessage(MessageStrip::Kind::Error, problem);
        Q_EMIT opened(problem);
        return;
    }
    if (!m_job->isRunning() && file != m_file)
        m_message->hide();
    m_results->show(*result);
    m_recent->remember(file, m_results->datedTitle());
    const auto* benchmark = std::get_if<OpenedBenchmark>(&result->content);
    if (benchmark && !benchmark->unfinished.isEmpty())
        m_message->showMessage(MessageStrip::Kind::Warning, benchmark->unfinished);
    updateState();
    Q_EMIT opened({});
}

void MeasureWindow::closeEvent(QCloseEvent* event)
{
    m_job->cancel();
    QWidget::closeEvent(event);
}

} // namespace exitscope

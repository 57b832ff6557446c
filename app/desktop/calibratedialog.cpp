#include "desktop/calibratedialog.h"

#include "desktop/calibrateform.h"
#include "desktop/calibrationjob.h"
#include "desktop/calibrationresult.h"
#include "desktop/runcontroller.h"
#include "desktop/timeleft.h"
#include "eval/calibrationdocument.h"
#include "trace/writefile.h"
#include "widgets/messagestrip.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QDialogButtonBox>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

CalibrateDialog::CalibrateDialog(RunController* controller, QWidget* parent)
    : QDialog(parent)
    , m_controller(controller)
    , m_job(new CalibrationJob(controller, this))
    , m_form(new CalibrateForm)
    , m_result(new CalibrationResult)
    , m_message(new MessageStrip)
    , m_note(new TextLabel(TextLabel::Style::Note))
{
    setWindowTitle(tr("Calibrate a threshold"));
    m_files.setMaxThreadCount(1);
    auto* intro = new QLabel(tr("How daring may a threshold be? This writes on from each prompt at "
                                "full depth and looks for the most daring threshold that keeps the "
                                "risk."));
    m_note->setWordWrap(true);
    intro->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_start = buttons->addButton(tr("St&art"), QDialogButtonBox::ActionRole);
    m_start->setDefault(true);
    constexpr int lettersAcross = 66;
    auto* asked = new QWidget;
    asked->setFixedWidth(lettersAcross * fontMetrics().averageCharWidth());
    auto* left = new QVBoxLayout(asked);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(theme::gap);
    left->addWidget(intro);
    left->addWidget(m_form);
    left->addWidget(m_note);
    left->addWidget(makeProgress());
    left->addWidget(m_message);
    left->addStretch();
    auto* beside = new QHBoxLayout;
    beside->setSpacing(theme::gapLarge);
    beside->addWidget(asked);
    beside->addWidget(m_result, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    column->setSpacing(theme::gap);
    column->addLayout(beside, 1);
    column->addWidget(buttons);
    followLayout(buttons);
    // Where the parts need more room than there is, the dialog grows.
    column->setSizeConstraint(QLayout::SetMinimumSize);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &CalibrateDialog::startOrStop);
    connect(m_job, &CalibrationJob::progressed, this, &CalibrateDialog::showProgress);
    connect(m_job, &CalibrationJob::finished, this, &CalibrateDialog::showReport);
    connect(m_job, &CalibrationJob::failed, this, [this](const QString& sentence) {
        m_message->showMessage(MessageStrip::Kind::Error, sentence);
        updateState();
    });
    connect(m_result, &CalibrationResult::ruleChosen, this, &CalibrateDialog::ruleChosen);
    connect(m_result, &CalibrationResult::saveAsked, this, &CalibrateDialog::save);
    connect(controller, &RunController::stateChanged, this, &CalibrateDialog::updateState);
    connect(controller, &RunController::modelChanged, this, [this] {
        followRule(m_rule);
        updateState();
    });
    updateState();
}

CalibrateDialog::~CalibrateDialog()
{
    m_files.waitForDone();
}

QWidget* CalibrateDialog::makeProgress()
{
    m_progress = new QWidget;
    m_bar = new QProgressBar;
    m_bar->setAccessibleName(tr("Prompts done"));
    m_bar->setFormat(tr("%v of %m prompts"));
    m_left = new TextLabel(TextLabel::Style::Note);
    auto* column = new QVBoxLayout(m_progress);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(m_bar);
    column->addWidget(m_left);
    return m_progress;
}

void CalibrateDialog::bringUp(const Rule& rule, const Criterion* criterion)
{
    m_rule = rule;
    if (!m_job->isRunning()) {
        setRule(rule);
        if (criterion)
            m_form->choose(criterion);
    }
    updateState();
    show();
    fit();
    raise();
    activateWindow();
}

void CalibrateDialog::followRule(const Rule& rule)
{
    m_rule = rule;
    if (m_job->isRunning() || isHidden())
        return;
    const Criterion* chosen = m_form->criterion();
    setRule(rule);
    m_form->choose(chosen);
}

void CalibrateDialog::setRule(const Rule& rule)
{
    if (const OpenModel* model = m_controller->model())
        m_form->setRule(rule, model->identity.shape(), model->criterionDefaults);
    else
        m_form->setRule(rule, {}, {});
}

void CalibrateDialog::done(int result)
{
    m_job->cancel();
    QDialog::done(result);
}

void CalibrateDialog::startOrStop()
{
    if (m_job->isRunning())
        return m_job->cancel();
    m_message->hide();
    m_result->hide();
    m_bar->setRange(0, 0);
    m_left->setText(tr("Reading the prompts…"));
    m_clock.start();
    if (!m_job->start(m_form->promptsFile(), m_form->request()))
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The engine is busy; start again when the model is open."));
    updateState();
}

void CalibrateDialog::showProgress(int done, int count)
{
    m_bar->setRange(0, count);
    m_bar->setValue(done);
    m_left->setText(timeLeft(m_clock.elapsed(), done, count - done, tr("Writing…")));
}

void CalibrateDialog::showReport(const std::shared_ptr<const CalibrationReport>& report)
{
    m_result->show(report);
    updateState();
    // The curve needs room that the form alone had no use for.
    resize(size().expandedTo(sizeHint()));
    fit();
}

void CalibrateDialog::updateState()
{
    const bool runs = m_job->isRunning();
    const RunState state = m_controller->state();
    const bool isFree =
        state == RunState::Ready || state == RunState::Running || state == RunState::Paused;
    m_form->setEnabled(!runs);
    m_start->setText(runs ? tr("St&op") : tr("St&art"));
    m_start->setEnabled(runs || isFree);
    m_progress->setVisible(runs);
    m_note->setText(state == RunState::NoModel ? tr("Open a model first.")
                    : state == RunState::InsideToken
                        ? tr("A run waits inside a token: finish the token or stop the run first.")
                    : state == RunState::Running
                        ? tr("The run in progress will pause, and can go on afterwards.")
                    : runs ? tr("Runs wait meanwhile; opening another model or closing this "
                                "window stops it.")
                           : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    fit();
    const OpenModel* model = m_controller->model();
    const CalibrationReport* report = m_result->report();
    m_result->setFits(report && model && report->model.hash == model->identity.hash &&
                      report->model.dtype == model->identity.dtype);
}

void CalibrateDialog::fit()
{
    layout()->activate();
    const int across = std::max(width(), layout()->totalMinimumSize().width());
    const int needed =
        std::max(layout()->totalHeightForWidth(across), layout()->totalSizeHint().height());
    resize(across, std::max(height(), needed));
}

void CalibrateDialog::save(const QString& file)
{
    m_files.start([this, file, document = calibrationDocument(*m_result->report())] {
        const Status status = writeFile(std::filesystem::path(file.toStdU16String()), document);
        QMetaObject::invokeMethod(
            this,
            [this, file, status] {
                if (status)
                    m_message->showMessage(MessageStrip::Kind::Information,
                                           tr("Saved %1").arg(file));
                else
                    m_message->showMessage(MessageStrip::Kind::Error,
                                           QString::fromStdString(status.error().what()));
            },
            Qt::QueuedConnection);
    });
}

} // namespace exitscope

#include "desktop/runagain.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <utility>

namespace exitscope {

namespace {

/// As the controller names it once it is open.
QString placeOf(const QString& folder)
{
    const QFileInfo named(folder);
    return named.exists() ? QDir::cleanPath(named.absoluteFilePath()) : folder;
}

Settings withRecommended(Settings settings, const OpenModel& model)
{
    for (Condition& condition : settings.rule.conditions) {
        condition.parameters = condition.criterion->defaults();
        condition.thresholds.clear();
        const auto found = model.criterionDefaults.find(condition.name());
        if (found == model.criterionDefaults.end())
            continue;
        for (const auto& [name, value] : found->second)
            condition.parameters.insert_or_assign(name, value);
    }
    return settings;
}

} // namespace

RunAgain::RunAgain(RunController* controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{
    connect(controller, &RunController::stateChanged, this, &RunAgain::followState);
    connect(controller, &RunController::modelChanged, this, [this] { m_opened = true; });
    connect(controller->history(), &RunHistory::currentChanged, this, [this](int id) {
        if (m_stage == Stage::Running && m_later == 0)
            m_later = id;
    });
}

void RunAgain::setStage(Stage stage)
{
    if (stage == m_stage)
        return;
    m_stage = stage;
    Q_EMIT stageChanged(stage);
}

void RunAgain::start(const RunAgainPlan& plan)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const RunState state = m_controller->state();
    if (m_stage != Stage::Idle || state == RunState::Running || state == RunState::Opening ||
        state == RunState::Lent)
        return;
    m_plan = plan;
    m_plan.folder = placeOf(plan.folder);
    m_earlier = m_controller->history()->current();
    m_later = 0;
    m_folderBefore = m_controller->model() ? m_controller->model()->folder : QString();
    if (state != RunState::Paused && state != RunState::InsideToken)
        return proceed();
    setStage(Stage::Stopping);
    m_controller->stop();
}

void RunAgain::proceed()
{
    if (isOpen())
        run();
    else
        open();
}

bool RunAgain::isOpen() const
{
    const OpenModel* model = m_controller->model();
    return model &&
           (model->folder == m_plan.folder ||
            QString::fromStdString(model->identity.path) == m_plan.folder) &&
           (model->options.dtype == m_plan.dtype || model->identity.dtype == m_plan.dtype);
}

void RunAgain::open()
{
    LoadOptions options = m_controller->loadOptions();
    options.dtype = m_plan.dtype;
    m_controller->setLoadOptions(options);
    m_opened = false;
    setStage(Stage::Opening);
    m_controller->openModel(m_plan.folder);
}

void RunAgain::run()
{
    const OpenModel& model = *m_controller->model();
    const bool another = model.folder != m_folderBefore;
    Q_EMIT settingsReady(another && m_plan.recommended ? withRecommended(m_plan.settings, model)
                                                       : m_plan.settings);
    setStage(Stage::Running);
    m_controller->run(m_plan.prompt);
}

void RunAgain::followState(RunState state)
{
    const bool rests = state == RunState::Ready || state == RunState::NoModel;
    if (m_stage == Stage::Idle || !rests)
        return;
    if (m_stage == Stage::Stopping)
        return proceed();
    if (m_stage == Stage::Opening) {
        if (m_opened && isOpen())
            return run();
        // Where none was opened, the controller says why.
        const bool other = std::exchange(m_opened, false);
        setStage(Stage::Idle);
        if (other)
            Q_EMIT failed(tr("Another model was opened in between, so that the prompt was not run "
                             "again; choose Run again once more."));
        return;
    }
    setStage(Stage::Idle);
    if (m_later != 0)
        Q_EMIT finished(m_earlier, m_later);
}

void RunAgain::cancel()
{
    Q_ASSERT(thread() == QThread::currentThread());
    const Stage left = m_stage;
    setStage(Stage::Idle);
    if (left == Stage::Running)
        m_controller->stop();
}

} // namespace exitscope

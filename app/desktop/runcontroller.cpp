#include "desktop/runcontroller.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace exitscope {

RunController::RunController(QObject* parent)
    : QObject(parent)
    , m_worker(new EngineWorker(m_settings, m_mailbox, &m_gate))
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &EngineWorker::modelOpened, this, &RunController::takeModel);
    connect(m_worker, &EngineWorker::modelFailed, this, &RunController::refuseModel);
    connect(m_worker, &EngineWorker::delivered, this, &RunController::scheduleDrain);
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_drainTimer, &QTimer::timeout, this, &RunController::drain);
    m_files.setMaxThreadCount(1);
    m_thread.start();
}

RunController::~RunController()
{
    m_stop.request_stop();
    m_rest.request_stop();
    m_gate.open();
    m_lent.request_stop();
    m_thread.quit();
    m_thread.wait();
    m_files.waitForDone();
}

void RunController::setState(RunState state)
{
    if (state == RunState::Ready || state == RunState::Paused)
        m_gate.open();
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void RunController::openModel(const QString& folder)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_state == RunState::Running)
        pause();
    m_gate.open(); // the token at hand is written before the engine hears of the model
    m_rest.request_stop();
    m_lent.request_stop();
    // The name is kept for later sessions, which may start elsewhere; what is no folder may be the
    // name of a model in the hub's cache.
    const QFileInfo named(folder);
    const QString place = named.exists() ? QDir::cleanPath(named.absoluteFilePath()) : folder;
    m_openingFolder = place;
    const quint64 request = ++m_modelRequest;
    setState(RunState::Opening);
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, request, place, options = m_load] {
            worker->openModel(request, place, options);
        },
        Qt::QueuedConnection);
}

void RunController::takeModel(quint64 requestId, std::shared_ptr<const OpenModel> model)
{
    // Even where another opening is under way: this is the model that the engine now holds.
    drain();
    leaveRun();
    m_model = std::move(model);
    m_openLoad = m_model->options;
    Q_EMIT modelChanged();
    if (requestId == m_modelRequest)
        setState(RunState::Ready);
    if (!m_model->note.isEmpty())
        Q_EMIT warned(m_model->note);
}

void RunController::refuseModel(quint64 requestId, const QString& error)
{
    if (requestId != m_modelRequest)
        return;
    drain();
    // What cannot be opened so must not keep the next one from opening.
    m_load = m_openLoad;
    setState(m_inProgress ? RunState::Paused : restingState());
    Q_EMIT failed(error);
    Q_EMIT modelFailed(m_openingFolder);
}

void RunController::setSettings(const Settings& settings)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_settings.set(settings);
}

void RunController::run(const QString& prompt)
{
    begin(prompt, -1);
}

void RunController::oneToken(const QString& prompt)
{
    begin(prompt, 1);
}

void RunController::oneLayer(const QString& prompt)
{
    if (m_state == RunState::InsideToken)
        return m_gate.letOne();
    if (m_state == RunState::Ready || m_state == RunState::Paused)
        m_gate.shut();
    begin(prompt, 1);
}

void RunController::begin(const QString& prompt, int tokens)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_state == RunState::InsideToken) {
        // The command that began the token finishes it.
        tokens < 0 ? m_gate.openForGood() : m_gate.open();
        return setState(RunState::Running);
    }
    if (m_state != RunState::Ready && m_state != RunState::Paused)
        return;
    m_rest.request_stop();
    m_rest = std::stop_source();
    if (m_state == RunState::Paused) {
        QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, id = m_runId, tokens, rest = m_rest.get_token()] {
                worker->advance(id, tokens, rest);
            },
            Qt::QueuedConnection);
    } else {
        m_resumed.reset();
        launch([text = prompt.toStdString(), tokens](EngineWorker& worker, quint64 id,
                                                     std::stop_token stop, std::stop_token rest) {
            worker.start(id, text, tokens, stop, rest);
        });
    }
    // At once, so that the command's button is never disabled under the user's focus.
    setState(m_gate.isShut() ? RunState::InsideToken : RunState::Running);
}

void RunController::launch(Launch command)
{
    m_stop = std::stop_source();
    m_inProgress = true;
    m_isShown = false;
    m_started.reset();
    ++m_runId;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, id = m_runId, stop = m_stop.get_token(), rest = m_rest.get_token(),
         command = std::move(command)] { command(*worker, id, stop, rest); },
        Qt::QueuedConnection);
}

void RunController::pause()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_state != RunState::Running)
        return;
    m_gate.open(); // takes back a command to run on that the engine has not heard
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, id = m_runId, rest = m_rest.get_token()] {
            worker->advance(id, 0, rest);
        },
        Qt::QueuedConnection);
}

void RunController::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_state != RunState::Running && m_state != RunState::Paused &&
        m_state != RunState::InsideToken)
        return;
    m_stop.request_stop();
    // What is being measured of a run that waits would hold up its end.
    m_rest.request_stop();
    m_rest = std::stop_source();
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, id = m_runId, rest = m_rest.get_token()] { worker->end(id, rest); },
        Qt::QueuedConnection);
}

void RunController::leaveRun()
{
    // What the run still sends is stale from here on; what it wrote stays on screen.
    m_rest.request_stop();
    const quint64 left = m_runId++;
    m_memoryBytes = 0;
    m_started.reset();
    m_resumed.reset();
    m_drafts.clear();
    m_document.showDrafts({});
    m_partial.reset();
    m_document.showPartial({});
    if (!m_inProgress)
        return;
    m_stop.request_stop();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, left, rest = m_rest.get_token()] { worker->end(left, rest); },
        Qt::QueuedConnection);
    rest();
}

RunState RunController::restingState() const
{
    return m_model ? RunState::Ready : RunState::NoModel;
}

void RunController::rest()
{
    m_inProgress = false;
    if (m_state != RunState::Opening && m_state != RunState::Lent)
        setState(restingState());
}

bool RunController::lendSession(std::function<void(Session&)> work, std::function<void()> done,
                                const std::stop_source& stop)
{
    Q_ASSERT(thread() == QThread::currentThread());
    pause();
    if (m_state != RunState::Ready && m_state != RunState::Running && m_state != RunState::Paused)
        return false;
    m_lent = stop;
    setState(RunState::Lent);
    QMetaObject::invokeMethod(
        m_worker,
        [this, worker = m_worker, work = std::move(work), done = std::move(done)] {
            worker->lend(work);
            QMetaObject::invokeMethod(
                this,
                [this, done] {
                    takeBack();
                    done();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return true;
}

void RunController::takeBack()
{
    m_lent = std::stop_source(std::nostopstate);
    if (m_state == RunState::Lent)
        setState(m_inProgress ? RunState::Paused : restingState());
}

} // namespace exitscope

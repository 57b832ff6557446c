#include "desktop/runcontroller.h"

#include "trace/runcsv.h"
#include "trace/runfile.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <exception>
#include <utility>

namespace exitscope {

namespace {

/// Time between two looks into the mailbox: 60 a second.
constexpr int drainIntervalMs = 16;

template <class... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace

RunController::RunController(QObject* parent)
    : QObject(parent)
    , m_worker(new EngineWorker(m_settings, m_mailbox))
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
    m_thread.quit();
    m_thread.wait();
    m_files.waitForDone();
}

void RunController::setState(RunState state)
{
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
    m_rest.request_stop();
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

void RunController::begin(const QString& prompt, int tokens)
{
    Q_ASSERT(thread() == QThread::currentThread());
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
        m_stop = std::stop_source();
        m_inProgress = true;
        m_started.reset();
        ++m_runId;
        QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, id = m_runId, text = prompt.toStdString(), tokens,
             stop = m_stop.get_token(),
             rest = m_rest.get_token()] { worker->start(id, text, tokens, stop, rest); },
            Qt::QueuedConnection);
    }
    setState(RunState::Running);
}

void RunController::pause()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_state != RunState::Running)
        return;
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
    if (m_state != RunState::Running && m_state != RunState::Paused)
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
    m_drafts.clear();
    m_document.showDrafts({});
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
    if (m_state != RunState::Opening)
        setState(restingState());
}

void RunController::scheduleDrain()
{
    if (m_drainTimer.isActive())
        return;
    const qint64 since = m_sinceDrain.isValid() ? m_sinceDrain.elapsed() : drainIntervalMs;
    m_drainTimer.start(
        static_cast<int>(std::clamp<qint64>(drainIntervalMs - since, 0, drainIntervalMs)));
}

void RunController::drain()
{
    m_sinceDrain.start();
    std::vector<Step> pending;
    const std::vector<Delivery> deliveries = m_mailbox.drain();
    for (const Delivery& delivery : deliveries) {
        // What it costs is known only once a run rests, which may be for good.
        if (delivery.runId == m_runId &&
            (m_inProgress || std::holds_alternative<RunMeasured>(delivery.news)))
            take(delivery, pending);
    }
    flush(pending);
    m_document.showDrafts(m_drafts);
    Q_EMIT progressed();
}

void RunController::take(const Delivery& delivery, std::vector<Step>& pending)
{
    std::visit(Overloaded{
                   [this](const RunStarted& news) {
                       m_started.emplace();
                       m_started->model = news.model;
                       m_started->prompt = news.prompt;
                       m_started->promptIds = news.promptIds;
                   },
                   [this](const RunDraft& news) {
                       showStarted();
                       m_drafts.push_back(news.draft);
                   },
                   [&](const RunStep& news) { takeStep(news, pending); },
                   [&](const RunHalted& news) {
                       flush(pending);
                       m_drafts.clear();
                       takeHalt(news);
                   },
                   [&](const RunEnded& news) {
                       flush(pending);
                       showStarted();
                       m_drafts.clear();
                       m_document.finish(news.reason, news.prefillSeconds, news.decodeSeconds);
                       rest();
                   },
                   [this](const RunMeasured& news) { m_document.setFullDepth(news.fullDepth); },
                   [this](const RunRefused& news) {
                       rest();
                       Q_EMIT failed(QString::fromStdString(news.error));
                   },
               },
               delivery.news);
}

void RunController::takeHalt(const RunHalted& news)
{
    // A run whose prompt pass failed has nothing to go on with.
    if (m_started && !news.error.empty())
        leaveRun();
    if (m_state == RunState::Running)
        setState(RunState::Paused);
    if (!news.error.empty())
        Q_EMIT failed(QString::fromStdString(news.error));
}

void RunController::showStarted()
{
    if (m_started)
        m_history.begin({}, *std::exchange(m_started, std::nullopt));
}

void RunController::takeStep(const RunStep& news, std::vector<Step>& pending)
{
    showStarted();
    m_drafts.clear();
    if (news.newSettings) {
        flush(pending);
        m_document.recordSettings(*news.newSettings);
    }
    pending.push_back(news.step);
    m_memoryBytes = news.memoryBytes;
}

void RunController::flush(std::vector<Step>& pending)
{
    m_document.append(pending);
    pending.clear();
}

void RunController::openRun(const QString& file)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto run = std::make_shared<Run>();
    inBackground(
        [run, file]() -> Status {
            auto loaded = loadRun(file.toStdString());
            if (!loaded)
                return loaded.error();
            *run = std::move(*loaded);
            return Done{};
        },
        [this, run, file] {
            leaveRun();
            m_history.begin({.origin = RunOrigin::File, .file = file}, std::move(*run));
            Q_EMIT runOpened(file);
            Q_EMIT progressed();
        });
}

void RunController::saveRun(const QString& file)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto run = std::make_shared<const Run>(m_document.run());
    inBackground([run, file] { return exitscope::saveRun(*run, file.toStdString()); },
                 [this, file] { Q_EMIT fileWritten(file); });
}

void RunController::exportCsv(const QString& file)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto run = std::make_shared<const Run>(m_document.run());
    inBackground([run, file] { return saveCsv(*run, file.toStdString(), true); },
                 [this, file] { Q_EMIT fileWritten(file); });
}

void RunController::inBackground(std::function<Status()> work, std::function<void()> answer)
{
    m_files.start([this, work = std::move(work), answer = std::move(answer)] {
        Status status = Done{};
        try {
            status = work();
        } catch (const std::exception& exception) {
            status = Error(ErrorCode::Internal, exception.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, status, answer] {
                if (status)
                    answer();
                else
                    Q_EMIT failed(QString::fromUtf8(status.error().what()));
            },
            Qt::QueuedConnection);
    });
}

} // namespace exitscope

#include "desktop/engineworker.h"

#include "tokenizer/tokenizer.h"
#include "trace/cost.h"
#include "trace/rewind.h"

#include <QStringList>
#include <QThread>

#include <algorithm>
#include <exception>

namespace exitscope {

namespace {

std::shared_ptr<const OpenModel> describe(const Session& session, const QString& folder,
                                          const LoadOptions& options)
{
    auto model = std::make_shared<OpenModel>();
    model->folder = folder;
    model->options = options;
    model->identity = session.model();
    model->tokenizer = session.tokenizer();
    model->criterionDefaults = session.criterionDefaults();
    QStringList notes;
    if (!model->tokenizer)
        notes << QString::fromStdString(session.tokenizerError());
    for (const std::string& warning : session.warnings())
        notes << QString::fromStdString(warning);
    model->note = notes.join(QLatin1Char('\n'));
    return model;
}

} // namespace

EngineWorker::EngineWorker(const SettingsBox& settings, StepMailbox& mailbox, LayerGate* layers)
    : m_settings(settings)
    , m_mailbox(mailbox)
{
    if (layers)
        m_layers = std::make_unique<GatedLayers>(*layers, [this](const PartialToken& token) {
            deliver(RunLayer{std::make_shared<const PartialToken>(token)});
        });
}

EngineWorker::~EngineWorker() = default;

void EngineWorker::openModel(quint64 requestId, const QString& folder, const LoadOptions& options)
{
    Q_ASSERT(thread() == QThread::currentThread());
    try {
        auto opened = Session::open(folder.toStdString(), options);
        if (!opened) {
            Q_EMIT modelFailed(requestId, QString::fromUtf8(opened.error().what()));
            return;
        }
        // With its figures: the window keeps this run on screen.
        if (m_generation)
            finish(FinishReason::Cancelled);
        m_session = std::move(*opened);
        m_written = 0; // another model's cost says nothing of the run on screen
        Q_EMIT modelOpened(requestId, describe(*m_session, folder, options));
    } catch (const std::exception& exception) {
        Q_EMIT modelFailed(requestId, QString::fromUtf8(exception.what()));
    }
}

void EngineWorker::start(quint64 runId, const std::string& prompt, int tokens, std::stop_token stop,
                         std::stop_token rest)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_runId = runId;
    m_stop = std::move(stop);
    m_rest = std::move(rest);
    begin([&prompt](Session& session) { return session.start(prompt); }, prompt, nullptr, 0,
          tokens);
}

void EngineWorker::resume(quint64 runId, std::shared_ptr<const Run> recorded, int keep,
                          std::optional<int> replacement, int tokens, std::stop_token stop,
                          std::stop_token rest)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_runId = runId;
    m_stop = std::move(stop);
    m_rest = std::move(rest);
    begin([&](Session& session) { return session.resume(*recorded, keep, replacement); },
          recorded->prompt, recorded.get(), keep, tokens);
}

void EngineWorker::begin(const Beginning& beginning, const std::string& prompt, const Run* kept,
                         int keep, int tokens)
{
    m_written = keep;
    m_measuredAt = 0;
    m_isFullDepth = true;
    m_lastSettings.reset();
    m_generation.reset();
    m_tokensToWrite = 0;
    try {
        if (!m_session) {
            deliver(RunRefused{tr("no model is open; open a model folder first").toStdString()});
            return;
        }
        auto begun = beginning(*m_session);
        if (!begun) {
            deliver(RunRefused{begun.error().what()});
            return;
        }
        if (kept && keep > 0)
            m_isFullDepth = wasFullDepth(beforeToken(*kept, keep));
        m_generation = std::move(*begun);
        m_prompt = static_cast<int>(m_generation->promptIds().size());
        deliver(RunStarted{m_session->model(), prompt, m_generation->promptIds()});
        m_tokensToWrite = tokens;
        scheduleStep();
    } catch (const std::exception& exception) {
        deliver(RunRefused{exception.what()});
    }
}

void EngineWorker::advance(quint64 runId, int tokens, std::stop_token rest)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (runId != m_runId)
        return;
    m_rest = std::move(rest);
    if (!m_generation) {
        deliver(RunEnded{FinishReason::Cancelled});
        return;
    }
    // A run that waits already has said so.
    const bool waits = m_tokensToWrite == 0;
    m_tokensToWrite = tokens;
    if (tokens != 0)
        scheduleStep();
    else if (!waits)
        halt();
}

void EngineWorker::end(quint64 runId, std::stop_token rest)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (runId != m_runId)
        return;
    m_rest = std::move(rest);
    finish(FinishReason::Cancelled);
}

void EngineWorker::lend(const std::function<void(Session&)>& work)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_session)
        work(*m_session);
}

void EngineWorker::deliver(decltype(Delivery::news) news)
{
    if (m_mailbox.push({m_runId, std::move(news)}))
        Q_EMIT delivered();
}

void EngineWorker::scheduleStep()
{
    if (m_stepScheduled)
        return;
    m_stepScheduled = true;
    // Through the event loop, so that commands are heard between two tokens.
    QMetaObject::invokeMethod(this, &EngineWorker::step, Qt::QueuedConnection);
}

void EngineWorker::step()
{
    m_stepScheduled = false;
    if (!m_generation || m_tokensToWrite == 0)
        return;
    try {
        const SettingsBox::Snapshot settings = m_settings.get();
        if (m_layers)
            m_layers->setStop(m_stop);
        m_generation->setLayerObserver(m_layers.get());
        auto next = m_generation->next(*settings, m_stop,
                                       [this](const Draft& draft) { deliver(RunDraft{draft}); });
        if (!next) {
            m_tokensToWrite = 0;
            deliver(RunHalted{next.error().what()});
            return;
        }
        if (!next->has_value()) {
            finish(m_generation->finishReason());
            return;
        }
        const bool changed =
            !m_lastSettings || (m_lastSettings != settings && *m_lastSettings != *settings);
        m_lastSettings = settings;
        m_isFullDepth &= isFullDepth(*settings, m_session->model().layers);
        const int written = static_cast<int>((*next)->tokens.size());
        m_written += written;
        deliver(
            RunStep{std::move(**next), changed ? settings : nullptr, m_generation->memoryBytes()});
        if (m_layers && m_layers->takeRunOn()) // the command came inside the token
            m_tokensToWrite = -1;
        if (m_tokensToWrite > 0 && (m_tokensToWrite = std::max(0, m_tokensToWrite - written)) == 0)
            halt();
        else
            scheduleStep();
    } catch (const std::exception& exception) {
        m_tokensToWrite = 0;
        deliver(RunHalted{exception.what()});
    }
}

void EngineWorker::halt()
{
    deliver(RunHalted{});
    measureLater();
}

void EngineWorker::finish(FinishReason reason)
{
    m_tokensToWrite = 0;
    RunEnded ended{reason};
    if (m_generation) {
        ended.prefillSeconds = m_generation->prefillSeconds();
        ended.decodeSeconds = m_generation->decodeSeconds();
    }
    m_generation.reset();
    deliver(ended);
    measureLater();
}

/// After what waits in the event loop: a command to go on comes first.
void EngineWorker::measureLater()
{
    QMetaObject::invokeMethod(this, &EngineWorker::measure, Qt::QueuedConnection);
}

void EngineWorker::measure()
{
    // A longer context costs more, but not from one token to the next.
    const bool isKnown = m_measuredAt > 0 && 4 * m_written < 5 * m_measuredAt;
    if (m_tokensToWrite != 0 || m_isFullDepth || m_written < 2 || isKnown)
        return;
    try {
        constexpr int repeats = 3;
        const auto measured =
            m_session->measureFullDepth(m_prompt + m_written / 2, repeats, m_rest);
        // What cannot be measured is left out: the run itself is whole.
        if (!measured || !*measured)
            return;
        m_measuredAt = m_written;
        deliver(RunMeasured{**measured});
    } catch (const std::exception&) {
    }
}

} // namespace exitscope

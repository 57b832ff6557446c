// How what the engine sends reaches the document.
#include "desktop/runcontroller.h"

#include <algorithm>
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
    m_document.showPartial(m_partial);
    Q_EMIT progressed();
}

void RunController::take(const Delivery& delivery, std::vector<Step>& pending)
{
    std::visit(Overloaded{
                   [this](const RunStarted& news) {
                       m_started = m_resumed ? std::move(m_resumed->kept) : Run();
                       m_started->model = news.model;
                       m_started->prompt = news.prompt;
                       m_started->promptIds = news.promptIds;
                   },
                   [this](const RunLayer& news) { takeLayer(news); },
                   [this](const RunDraft& news) {
                       showStarted();
                       m_partial.reset();
                       m_drafts.push_back(news.draft);
                   },
                   [&](const RunStep& news) { takeStep(news, pending); },
                   [&](const RunHalted& news) {
                       flush(pending);
                       m_drafts.clear();
                       m_partial.reset();
                       takeHalt(news);
                   },
                   [&](const RunEnded& news) {
                       flush(pending);
                       showStarted();
                       m_drafts.clear();
                       m_partial.reset();
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
    // It may have been told to run on when the token was as good as written.
    const bool runsOn = m_gate.takeForGood() && news.error.empty();
    if (m_state == RunState::Running || m_state == RunState::InsideToken)
        setState(RunState::Paused);
    if (runsOn)
        run({});
    if (!news.error.empty())
        Q_EMIT failed(QString::fromStdString(news.error));
}

void RunController::showStarted()
{
    if (!m_started)
        return;
    Run run = *std::exchange(m_started, std::nullopt);
    const auto resumed = std::exchange(m_resumed, std::nullopt);
    m_isShown = true;
    if (resumed && resumed->isSame)
        m_document.reset(std::move(run));
    else
        m_history.begin(resumed ? resumed->entry : HistoryEntry{}, std::move(run));
}

void RunController::takeLayer(const RunLayer& news)
{
    showStarted();
    m_partial = news.token;
}

void RunController::takeStep(const RunStep& news, std::vector<Step>& pending)
{
    // Views that begin with a run's last rule are to find that of the branch.
    if (m_started && m_resumed && news.newSettings &&
        (m_started->settings.empty() || m_started->settings.back().settings != *news.newSettings))
        m_started->settings.push_back(
            {static_cast<int>(m_started->tokens.size()), *news.newSettings});
    showStarted();
    m_drafts.clear();
    m_partial.reset();
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

} // namespace exitscope

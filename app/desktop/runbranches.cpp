// The half of RunController that goes on with runs of the history and changes between them.
#include "desktop/runcontroller.h"
#include "trace/rewind.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace exitscope {

bool RunController::canResume(const Run& run) const
{
    return m_model && m_state != RunState::Opening && m_state != RunState::Lent &&
           run.model.hash == m_model->identity.hash && run.model.dtype == m_model->identity.dtype;
}

void RunController::resume(int id, int token, std::optional<int> replacement)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_state == RunState::NoModel || m_state == RunState::Opening ||
        m_state == RunState::Lent)
        return;
    endRun();
    const std::shared_ptr<const Run> recorded = m_history.run(id);
    if (!recorded)
        return;
    const auto index = static_cast<std::size_t>(std::max(0, token));
    const bool isAtEnd = index >= recorded->tokens.size();
    Resumed resumed;
    resumed.isSame = isAtEnd && !replacement && m_history.find(id)->origin != RunOrigin::File;
    if (resumed.isSame)
        m_history.show(id);
    resumed.entry = {.origin = RunOrigin::Branch, .parent = id, .branchToken = token};
    if (!isAtEnd)
        resumed.entry.replaced = recorded->tokens[index].bytes;
    resumed.kept = beforeToken(*recorded, token);
    m_resumed = std::move(resumed);
    m_rest = std::stop_source();
    launch([recorded, token, replacement](EngineWorker& worker, quint64 run, std::stop_token stop,
                                          std::stop_token rest) {
        worker.resume(run, recorded, token, replacement, -1, stop, rest);
    });
    setState(RunState::Running);
}

void RunController::show(int id)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (id == m_history.current() || !m_history.find(id))
        return;
    endRun();
    m_history.show(id);
    Q_EMIT progressed();
}

void RunController::endRun()
{
    drain();
    const bool isCutShort = m_inProgress && m_isShown;
    leaveRun();
    if (!isCutShort)
        return;
    const auto [prefill, decode] = writingSeconds(m_document.run());
    m_document.finish(FinishReason::Cancelled, prefill, decode);
}

} // namespace exitscope

#include "serve/completioncall.h"

#include <utility>

namespace exitscope {

void CompletionCall::start()
{
    const std::scoped_lock lock(m_mutex);
    m_news.hasStarted = true;
}

void CompletionCall::add(ChoiceDelta delta)
{
    const std::scoped_lock lock(m_mutex);
    m_news.deltas.push_back(std::move(delta));
    m_changed.notify_one();
}

void CompletionCall::finish(const CompletionFigures& figures)
{
    const std::scoped_lock lock(m_mutex);
    m_news.figures = figures;
    m_changed.notify_one();
}

void CompletionCall::fail(const ApiError& error)
{
    const std::scoped_lock lock(m_mutex);
    m_news.error = error;
    m_changed.notify_one();
}

CompletionCall::News CompletionCall::wait(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience,
                       [this] { return !m_news.deltas.empty() || m_news.hasEnded(); });
    const bool hasStarted = m_news.hasStarted;
    return std::exchange(m_news, {.hasStarted = hasStarted});
}

} // namespace exitscope

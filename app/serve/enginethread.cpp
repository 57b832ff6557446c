#include "serve/enginethread.h"

#include <algorithm>

namespace exitscope {

class EngineThread::Job
{
public:
    explicit Job(Work toDo)
        : work(std::move(toDo))
    {}

    Work work;
    std::stop_source stop;
};

EngineThread::EngineThread(std::size_t mostWaiting)
    : m_mostWaiting(mostWaiting)
    , m_thread(&EngineThread::run, this)
{}

EngineThread::~EngineThread()
{
    close();
}

EngineThread::Ticket EngineThread::submit(Work work)
{
    const std::scoped_lock lock(m_mutex);
    const std::size_t place = m_queue.size() + (m_running ? 1 : 0);
    if (m_isClosed || place > m_mostWaiting)
        return nullptr;
    auto job = std::make_shared<Job>(std::move(work));
    m_queue.push_back(job);
    m_changed.notify_all();
    return job;
}

void EngineThread::waitUntilIdle()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_running && m_queue.empty(); });
}

void EngineThread::cancel(const Ticket& job)
{
    const std::scoped_lock lock(m_mutex);
    job->stop.request_stop();
    std::erase(m_queue, job);
}

void EngineThread::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = true;
        m_queue.clear();
        if (m_running)
            m_running->stop.request_stop();
        m_changed.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
}

std::size_t EngineThread::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.size();
}

bool EngineThread::isBusy() const
{
    const std::scoped_lock lock(m_mutex);
    return m_running != nullptr;
}

bool EngineThread::isClosed() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isClosed;
}

void EngineThread::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_isClosed || !m_queue.empty(); });
        if (m_isClosed)
            return;
        m_running = std::move(m_queue.front());
        m_queue.pop_front();
        const Ticket job = m_running;
        lock.unlock();
        job->work(job->stop.get_token());
        lock.lock();
        m_running.reset();
        m_changed.notify_all();
    }
}

} // namespace exitscope

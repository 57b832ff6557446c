#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace exitscope {

/// One thread that does jobs one after another, and a bounded queue before it. Any thread may
/// submit and cancel.
class EngineThread
{
public:
    /// Polls its token and returns soon once that is stopped.
    using Work = std::function<void(std::stop_token)>;

    class Job;
    using Ticket = std::shared_ptr<Job>;

    explicit EngineThread(std::size_t mostWaiting);
    /// As close.
    ~EngineThread();

    /// Null where the queue is full or closed. With nothing running a job does not wait.
    Ticket submit(Work work);
    /// Returns once nothing runs and nothing waits.
    void waitUntilIdle();
    /// A job that waits is forgotten without being run; one that runs is asked to stop.
    void cancel(const Ticket& job);
    /// Takes no more jobs, forgets those that wait, stops the running one and waits for its end.
    void close();

    std::size_t waiting() const;
    bool isBusy() const;
    bool isClosed() const;

private:
    void run();

    const std::size_t m_mostWaiting;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Ticket> m_queue;
    Ticket m_running;
    bool m_isClosed = false;
    std::thread m_thread;
};

} // namespace exitscope

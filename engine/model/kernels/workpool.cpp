#include "model/kernels/workpool.h"

#include <system_error>

namespace exitscope {
namespace {

inline void pause()
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

/// A few hundred microseconds, where a pause takes as long as it does: longer than what lies between
/// two loops of one token. Waking a thread that sleeps costs some tens of them.
constexpr int spins = 8000;

} // namespace

WorkPool& WorkPool::instance()
{
    static WorkPool pool;
    return pool;
}

WorkPool::~WorkPool()
{
    setThreads(1);
}

void WorkPool::setThreads(int count)
{
    while (m_busy.exchange(true))
        std::this_thread::yield();
    for (std::jthread& worker : m_workers)
        worker.request_stop();
    m_ticket.fetch_add(2); // wakes those that sleep
    m_ticket.notify_all();
    m_workers.clear();
    try {
        for (int i = 1; i < count; ++i)
            m_workers.emplace_back([this](std::stop_token stop) { serve(stop); });
    } catch (const std::system_error&) {
        // The system gives no more threads: those that started do the work.
    }
    m_threads = 1 + static_cast<int>(m_workers.size());
    m_busy = false;
}

void WorkPool::run(int chunks, Body body, const void* context)
{
    if (chunks < 2 || threads() < 2 || m_busy.exchange(true)) {
        for (int chunk = 0; chunk < chunks; ++chunk)
            body(context, chunk);
        return;
    }
    m_body = body;
    m_context = context;
    m_chunks = chunks;
    m_next.store(0);
    m_ticket.fetch_add(1);
    if (m_asleep.load() > 0)
        m_ticket.notify_all();
    takeChunks();
    // A worker enters first and looks at the ticket then; this closes first and counts then: one of
    // the two sees the other, so none can be reading the loop once nobody is inside.
    m_ticket.fetch_add(1);
    for (int i = 0; m_inside.load() != 0; ++i) {
        if (i < spins)
            pause();
        else
            std::this_thread::yield();
    }
    m_busy = false;
}

void WorkPool::takeChunks()
{
    for (;;) {
        const int chunk = m_next.fetch_add(1);
        if (chunk >= m_chunks)
            return;
        m_body(m_context, chunk);
    }
}

void WorkPool::serve(std::stop_token stop)
{
    std::uint32_t seen = 0;
    for (;;) {
        const std::uint32_t ticket = m_ticket.load();
        if (stop.stop_requested()) // looked at after the ticket, which changes later: none is
                                   // missed
            return;
        if (ticket == seen || ticket % 2 == 0) {
            awaitTicket(ticket);
            continue;
        }
        seen = ticket;
        m_inside.fetch_add(1);
        if (m_ticket.load() == ticket)
            takeChunks();
        m_inside.fetch_sub(1);
    }
}

void WorkPool::awaitTicket(std::uint32_t seen)
{
    for (int i = 0; i < spins; ++i) {
        if (m_ticket.load(std::memory_order_relaxed) != seen)
            return;
        pause();
    }
    m_asleep.fetch_add(1);
    m_ticket.wait(seen);
    m_asleep.fetch_sub(1);
}

} // namespace exitscope

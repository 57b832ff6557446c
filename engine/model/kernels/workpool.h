#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace exitscope {

/// Threads that share one loop at a time, made for loops of a few microseconds in quick succession.
/// Chunks are claimed one by one, and nobody waits for a thread that has not begun: where the
/// system takes a core away (a window is drawn, another program runs), the caller does the work
/// itself. With a barrier for all threads, as OpenMP has, decoding was up to 30 times slower then.
/// Idle threads spin for a moment and then sleep. Any thread may call run; a second one at once
/// runs alone.
class WorkPool
{
public:
    using Body = void (*)(const void* context, int chunk);

    /// The process's pool; starts with one thread, the caller.
    static WorkPool& instance();
    ~WorkPool();

    /// Threads that take part, the caller included; fewer where the system gives no more.
    void setThreads(int count);
    int threads() const { return m_threads.load(std::memory_order_relaxed); }

    /// body(context, chunk) for each chunk in [0, chunks), in any order, on any thread; returns
    /// when all are done.
    void run(int chunks, Body body, const void* context);

private:
    WorkPool() = default;
    void serve(std::stop_token stop);
    void takeChunks();
    void awaitTicket(std::uint32_t seen);

    std::atomic<bool> m_busy = false; ///< a loop runs, or the threads are being changed
    std::vector<std::jthread> m_workers;
    std::atomic<int> m_threads = 1;

    // The loop: written while the ticket is even (closed), read while it is odd (open).
    Body m_body = nullptr;
    const void* m_context = nullptr;
    int m_chunks = 0;
    alignas(64) std::atomic<std::uint32_t> m_ticket = 0;
    alignas(64) std::atomic<int> m_next = 0;   ///< first chunk that nobody has taken
    alignas(64) std::atomic<int> m_inside = 0; ///< workers that may read the loop
    std::atomic<int> m_asleep = 0;
};

} // namespace exitscope

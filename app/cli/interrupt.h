#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace exitscope {

constexpr int exitCodeOfInterrupt = 130; ///< what shells give a program that Ctrl-C ended

/// Turns Ctrl-C and SIGTERM into a request to stop what is armed; with nothing armed, or at the
/// second signal, the program ends at once. At most one exists. Its own thread waits for signals.
class Interrupt
{
public:
    Interrupt();
    ~Interrupt();

    /// The next signal stops what polls the returned token.
    std::stop_token arm();
    void disarm();

private:
    void watch();
    void receive();

    std::mutex m_mutex;
    std::optional<std::stop_source> m_armed;
    int m_pipe[2] = {-1, -1};
    std::thread m_thread;
};

} // namespace exitscope

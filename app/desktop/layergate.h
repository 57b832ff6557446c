#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace exitscope {

/// Where the engine thread waits between two layers of a token until the GUI thread lets it
/// through. Any thread may call it.
class LayerGate
{
public:
    /// From now on each layer waits to be let through.
    void shut() { turn(true, false); }
    /// Lets the layer through that waits, or else the next one; of several calls before that, one
    /// counts.
    void letOne()
    {
        const std::lock_guard lock(m_mutex);
        m_letsOne = true;
        m_changed.notify_all();
    }
    /// Layers pass freely from now on.
    void open() { turn(false, false); }
    /// The same, and tokens are to follow the one at hand.
    void openForGood() { turn(false, true); }

    bool isShut() const
    {
        const std::lock_guard lock(m_mutex);
        return m_isShut;
    }
    /// Whether it was opened for good since it was last asked or turned otherwise.
    bool takeForGood()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_isForGood, false);
    }

    /// Returns once one is let through, the gate is open, or `stop` is requested.
    void wait(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_letsOne || !m_isShut; });
        m_letsOne = false;
    }

private:
    void turn(bool isShut, bool isForGood)
    {
        const std::lock_guard lock(m_mutex);
        m_isShut = isShut;
        m_isForGood = isForGood;
        m_letsOne = false;
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isShut = false;
    bool m_isForGood = false;
    bool m_letsOne = false;
};

} // namespace exitscope

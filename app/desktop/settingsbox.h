#pragma once

#include "trace/settings.h"

#include <memory>
#include <mutex>

namespace exitscope {

/// The settings in force, handed from the GUI thread to the engine thread as immutable snapshots.
/// Any thread may call it.
class SettingsBox
{
public:
    using Snapshot = std::shared_ptr<const Settings>;

    SettingsBox()
        : m_settings(std::make_shared<const Settings>())
    {}

    void set(Settings settings)
    {
        auto next = std::make_shared<const Settings>(std::move(settings));
        const std::lock_guard lock(m_mutex);
        m_settings.swap(next);
    }

    Snapshot get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_settings;
    }

private:
    mutable std::mutex m_mutex;
    Snapshot m_settings;
};

} // namespace exitscope

#pragma once

#include <chrono>
#include <string>

namespace exitscope {

/// How long what is left will take, by the mean of what is done since it was made.
class TimeLeft
{
public:
    void countItem() { ++m_items; }

    /// "about 3 min left" for `items` more.
    std::string text(int items) const
    {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_start;
        return words(m_items > 0 ? passed.count() / m_items * items : 0);
    }

    static std::string words(double seconds)
    {
        constexpr double minute = 60;
        constexpr double hour = 3600;
        const auto rounded = [](double value) {
            return std::to_string(static_cast<long>(value + 0.5));
        };
        if (seconds < 2 * minute)
            return "about " + rounded(seconds) + " s left";
        if (seconds < 2 * hour)
            return "about " + rounded(seconds / minute) + " min left";
        return "about " + rounded(seconds / hour) + " h left";
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    int m_items = 0;
};

} // namespace exitscope

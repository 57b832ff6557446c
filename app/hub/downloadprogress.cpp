#include "hub/downloadprogress.h"

namespace exitscope {

namespace {

constexpr std::int64_t windowMs = 5000;

} // namespace

void SpeedMeter::add(std::int64_t ms, std::int64_t bytes)
{
    m_samples.emplace_back(ms, bytes);
    while (m_samples.size() > 2 && ms - m_samples[1].first >= windowMs)
        m_samples.pop_front();
}

double SpeedMeter::speed() const
{
    if (m_samples.size() < 2 || m_samples.back().first == m_samples.front().first)
        return 0;
    return static_cast<double>(m_samples.back().second - m_samples.front().second) * 1000 /
           static_cast<double>(m_samples.back().first - m_samples.front().first);
}

QString spelledDuration(std::int64_t seconds)
{
    const auto counted = [](std::int64_t count, const char* unit) {
        return QString::number(count) + ' ' + QLatin1String(unit);
    };
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    if (seconds >= hour) {
        const std::int64_t minutes = seconds % hour / minute;
        return counted(seconds / hour, "h") + (minutes ? ' ' + counted(minutes, "min") : QString());
    }
    if (seconds >= minute) {
        const std::int64_t rest = seconds % minute;
        return counted(seconds / minute, "min") + (rest ? ' ' + counted(rest, "s") : QString());
    }
    return counted(seconds, "s");
}

} // namespace exitscope

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Cuts a growing text before the first of some stop strings, which are not part of it, and holds
/// back what may turn out to be the beginning of one.
class StopFilter
{
public:
    explicit StopFilter(std::vector<std::string> stops)
        : m_stops(std::move(stops))
    {}

    /// The bytes that are certain to belong to the text once `bytes` are added; none after a stop.
    std::string push(std::string_view bytes);
    /// What was held back, as the text ends here.
    std::string finish();
    /// Whether a stop has been met.
    bool hasStopped() const { return m_stopped; }

private:
    std::vector<std::string> m_stops;
    std::string m_held;
    bool m_stopped = false;
};

} // namespace exitscope

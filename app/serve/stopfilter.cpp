#include "serve/stopfilter.h"

#include <algorithm>
#include <utility>

namespace exitscope {

namespace {

/// The length of the longest end of `text` that `stop` begins with.
std::size_t begunLength(std::string_view text, std::string_view stop)
{
    for (std::size_t length = std::min(text.size(), stop.size() - 1); length > 0; --length) {
        if (text.ends_with(stop.substr(0, length)))
            return length;
    }
    return 0;
}

} // namespace

std::string StopFilter::push(std::string_view bytes)
{
    if (m_stopped)
        return {};
    m_held += bytes;
    std::size_t first = std::string::npos;
    std::size_t begun = 0;
    for (const std::string& stop : m_stops) {
        first = std::min(first, m_held.find(stop));
        begun = std::max(begun, begunLength(m_held, stop));
    }
    m_stopped = first != std::string::npos;
    std::string certain = m_held.substr(0, m_stopped ? first : m_held.size() - begun);
    m_held = m_stopped ? std::string() : m_held.substr(certain.size());
    return certain;
}

std::string StopFilter::finish()
{
    return std::exchange(m_held, {});
}

} // namespace exitscope

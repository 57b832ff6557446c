#include "serve/connections.h"

#include <poll.h>
#include <sys/socket.h>

namespace exitscope {

void Connections::add(int socket)
{
    const std::scoped_lock lock(m_mutex);
    m_sockets[std::this_thread::get_id()] = socket;
}

void Connections::remove()
{
    const std::scoped_lock lock(m_mutex);
    m_sockets.erase(std::this_thread::get_id());
}

bool Connections::isPeerGone() const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_sockets.find(std::this_thread::get_id());
    if (found == m_sockets.end())
        return false;
    pollfd watched = {found->second, POLLRDHUP, 0};
    return poll(&watched, 1, 0) > 0;
}

void Connections::endReading() const
{
    const std::scoped_lock lock(m_mutex);
    for (const auto& [thread, socket] : m_sockets)
        shutdown(socket, SHUT_RD);
}

} // namespace exitscope

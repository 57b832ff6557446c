#pragma once

#include <map>
#include <mutex>
#include <thread>

namespace exitscope {

/// The open connections of a server, each under the thread that answers it: the HTTP library hands
/// out no socket to a request. Any thread may call it.
class Connections
{
public:
    /// From now on the calling thread answers `socket`, until `remove`, which comes before closing.
    void add(int socket);
    void remove();

    /// Whether the peer of the calling thread's connection has closed it; false where the thread
    /// answers none.
    bool isPeerGone() const;
    /// Ends the reading from all connections: whoever waits for a further request there goes on at
    /// once, and answers still leave.
    void endReading() const;

private:
    mutable std::mutex m_mutex;
    std::map<std::thread::id, int> m_sockets;
};

} // namespace exitscope

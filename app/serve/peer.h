#pragma once

#include <string>

namespace exitscope {

/// The other end of a connection of this process, found by its address: the HTTP library hands out
/// no socket to a request. Used by the connection's own thread, which is the one that closes it.
class Peer
{
public:
    /// `address`: numeric; `port`: the peer's; `ownPort`: this end's.
    Peer(const std::string& address, int port, int ownPort);

    /// Whether it has closed the connection; false where the connection was not found.
    bool isGone() const;

private:
    int m_socket = -1;
};

/// Ends the reading from all connections to this port of this process: whoever waits for a further
/// request there goes on at once, and answers still leave.
void endReading(int ownPort);

} // namespace exitscope

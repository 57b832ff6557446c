#include "serve/peer.h"

#include <charconv>
#include <filesystem>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>

namespace exitscope {

namespace {

using Asked = int (*)(int, sockaddr*, socklen_t*);

/// "address port" of one end of a socket; empty where it is none.
std::string endOf(int descriptor, Asked ask)
{
    sockaddr_storage storage = {};
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    socklen_t length = sizeof storage;
    char host[NI_MAXHOST];
    char port[NI_MAXSERV];
    if (ask(descriptor, address, &length) != 0 ||
        getnameinfo(address, length, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return {};
    return std::string(host) + ' ' + port;
}

/// Tells of each connection to that port of this process: its descriptor and the peer's end.
template <typename Observer>
void forEachConnection(int ownPort, const Observer& observer)
{
    const std::string own = ' ' + std::to_string(ownPort);
    std::error_code unknown;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", unknown)) {
        const std::string name = entry.path().filename().string();
        int descriptor = -1;
        std::from_chars(name.data(), name.data() + name.size(), descriptor);
        const std::string peer = endOf(descriptor, getpeername);
        if (!peer.empty() && endOf(descriptor, getsockname).ends_with(own))
            observer(descriptor, peer);
    }
}

} // namespace

Peer::Peer(const std::string& address, int port, int ownPort)
{
    const std::string wanted = address + ' ' + std::to_string(port);
    forEachConnection(ownPort, [&](int descriptor, const std::string& peer) {
        if (peer == wanted)
            m_socket = descriptor;
    });
}

void endReading(int ownPort)
{
    forEachConnection(ownPort,
                      [](int descriptor, const std::string&) { shutdown(descriptor, SHUT_RD); });
}

bool Peer::isGone() const
{
    pollfd watched = {m_socket, POLLRDHUP, 0};
    return m_socket >= 0 && poll(&watched, 1, 0) > 0;
}

} // namespace exitscope

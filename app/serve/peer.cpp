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

} // namespace

Peer::Peer(const std::string& address, int port, int ownPort)
{
    const std::string wanted = address + ' ' + std::to_string(port);
    const std::string own = ' ' + std::to_string(ownPort);
    std::error_code unknown;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", unknown)) {
        const std::string name = entry.path().filename().string();
        int descriptor = -1;
        std::from_chars(name.data(), name.data() + name.size(), descriptor);
        if (endOf(descriptor, getpeername) == wanted &&
            endOf(descriptor, getsockname).ends_with(own))
            m_socket = descriptor;
    }
}

bool Peer::isGone() const
{
    pollfd watched = {m_socket, POLLRDHUP, 0};
    return m_socket >= 0 && poll(&watched, 1, 0) > 0;
}

} // namespace exitscope

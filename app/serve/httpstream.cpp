#include "serve/httpstream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

namespace exitscope {

namespace {

using std::chrono::milliseconds;

bool isReady(socket_t socket, short event, milliseconds patience)
{
    pollfd watched = {socket, event, 0};
    const int wait = static_cast<int>(std::clamp<long long>(patience.count(), 0, 1'000'000'000));
    int ready = 0;
    do
        ready = poll(&watched, 1, wait);
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

ssize_t received(socket_t socket, char* data, std::size_t size)
{
    ssize_t count = 0;
    do
        count = recv(socket, data, size, 0);
    while (count < 0 && errno == EINTR);
    return count;
}

milliseconds until(std::chrono::steady_clock::time_point deadline)
{
    return std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
}

using Asked = int (*)(int, sockaddr*, socklen_t*);

void tellEnd(int socket, Asked ask, std::string& ip, int& port)
{
    sockaddr_storage storage = {};
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    socklen_t length = sizeof storage;
    char host[NI_MAXHOST];
    char service[NI_MAXSERV];
    if (ask(socket, address, &length) != 0 ||
        getnameinfo(address, length, host, sizeof host, service, sizeof service,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return;
    ip = host;
    port = std::atoi(service);
}

} // namespace

bool HttpStream::waitForRequest(milliseconds patience) const
{
    return m_begin < m_end || isReady(m_socket, POLLIN, patience);
}

void HttpStream::beginHead()
{
    m_isHead = true;
    m_left = m_limits.mostHead;
    m_deadline = Clock::now() + std::min(m_limits.patience, m_limits.timeLimit);
}

void HttpStream::beginBody(httplib::Request& request)
{
    m_isHead = false;
    m_isOfUnknownLength = request.has_header("Transfer-Encoding");
    // The lines between chunks may be as much again. The library has the sum of the chunks counted.
    m_left = m_isOfUnknownLength ? m_limits.mostHead + 2 * m_limits.mostBody
                                 : request.get_header_value<std::uint64_t>("Content-Length");
    const auto mebibytes = std::min(m_left, 2 * m_limits.mostBody) >> 20;
    const milliseconds time = m_limits.patience + std::chrono::seconds(mebibytes);
    m_deadline = Clock::now() + std::min(time, m_limits.timeLimit);
    if (m_isOfUnknownLength) { // where it ends is for the library to know
        request.headers.erase("Connection");
        request.set_header("Connection", "close");
    }
}

void HttpStream::linger()
{
    shutdown(m_socket, SHUT_WR);
    const Clock::time_point end = Clock::now() + std::chrono::seconds(2);
    while (isReady(m_socket, POLLIN, until(end)) && Clock::now() < end &&
           received(m_socket, m_buffer.data(), m_buffer.size()) > 0) {
    }
}

bool HttpStream::is_readable() const
{
    return m_begin < m_end || isReady(m_socket, POLLIN, until(m_deadline));
}

bool HttpStream::is_writable() const
{
    return isReady(m_socket, POLLOUT, m_limits.patience);
}

/// Like recv, and -1 past the deadline.
ssize_t HttpStream::fill()
{
    if (Clock::now() >= m_deadline || !isReady(m_socket, POLLIN, until(m_deadline)))
        return -1;
    const ssize_t count = received(m_socket, m_buffer.data(), m_buffer.size());
    m_begin = 0;
    m_end = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    return count;
}

ssize_t HttpStream::read(char* data, std::size_t size)
{
    if (m_left == 0 && !m_isHead && !m_isOfUnknownLength)
        return 0;
    const ssize_t there = m_left == 0 ? -1 : m_begin < m_end ? 1 : fill();
    if (there <= 0) {
        m_hasFailed = true;
        return there;
    }
    const std::size_t count = std::min({size, m_end - m_begin, m_left});
    std::memcpy(data, m_buffer.data() + m_begin, count);
    m_begin += count;
    m_left -= count;
    return static_cast<ssize_t>(count);
}

ssize_t HttpStream::write(const char* data, std::size_t size)
{
    std::size_t sent = 0;
    while (sent < size) {
        if (!is_writable())
            return -1;
        const ssize_t count = send(m_socket, data + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return -1;
        sent += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    return static_cast<ssize_t>(sent);
}

void HttpStream::get_remote_ip_and_port(std::string& ip, int& port) const
{
    tellEnd(m_socket, getpeername, ip, port);
}

void HttpStream::get_local_ip_and_port(std::string& ip, int& port) const
{
    tellEnd(m_socket, getsockname, ip, port);
}

} // namespace exitscope

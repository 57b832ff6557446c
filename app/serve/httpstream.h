#pragma once

#include <httplib.h>

#include <array>
#include <chrono>

namespace exitscope {

/// What the requests of a connection may take: bytes and time, of the head (request line and
/// headers) and of the body.
struct RequestLimits
{
    std::size_t mostHead = 64 << 10;                               ///< bytes
    std::size_t mostBody = 0;                                      ///< bytes
    std::chrono::milliseconds patience = std::chrono::seconds(10); ///< whole head; pause in writing
    std::chrono::milliseconds timeLimit = std::chrono::minutes(10); ///< most for a body
};

/// One connection as the HTTP library reads and writes it, with the limits that the library lacks:
/// its own are of one header line and of one wait. Past a limit nothing more is read, which the
/// library takes for a broken request. Does not own the socket.
class HttpStream : public httplib::Stream
{
public:
    HttpStream(socket_t socket, const RequestLimits& limits)
        : m_socket(socket)
        , m_limits(limits)
    {}

    /// Whether a request begins, or the peer ends the connection, within `patience`.
    bool waitForRequest(std::chrono::milliseconds patience) const;
    void beginHead();
    /// Lets the body be read that the headers announce; none where they announce none. In time: the
    /// patience, and a second for each MiB.
    void beginBody(httplib::Request& request);
    /// Whether what follows is no further request: a limit was met, or a body not read to its end.
    bool isSpoilt() const { return m_hasFailed || m_isHead || m_isOfUnknownLength || m_left > 0; }
    /// Lets the peer read the answer, which closing alone would take back while the peer still
    /// sends: passes over what comes, for 2 s at most.
    void linger();

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char* data, std::size_t size) override;
    ssize_t write(const char* data, std::size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return m_socket; }

private:
    using Clock = std::chrono::steady_clock;
    ssize_t fill();

    const socket_t m_socket;
    const RequestLimits& m_limits;
    std::array<char, 16 << 10> m_buffer; ///< what was received and not read: m_begin to m_end
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_left = 0; ///< bytes that the head or the body may still have
    Clock::time_point m_deadline;
    bool m_isHead = true;
    bool m_isOfUnknownLength = false;
    bool m_hasFailed = false;
};

} // namespace exitscope

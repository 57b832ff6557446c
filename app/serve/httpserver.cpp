#include "serve/httpserver.h"

#include "serve/access.h"
#include "serve/connections.h"
#include "serve/httphandlers.h"
#include "serve/httpstream.h"

#include <httplib.h>

#include <cerrno>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace exitscope {

namespace {

/// Connections that may be answered beside those whose requests wait: to say that the queue is
/// full, and to ask how the server does.
constexpr std::size_t spareThreads = 16;

/// Without SO_REUSEPORT, which the library would set and which lets two servers share a port.
void setSocketOptions(socket_t socket)
{
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

[[noreturn]] void refuseAddress(const HttpOptions& options, int error)
{
    const std::string place = options.host + ':' + std::to_string(options.port);
    if (error == EADDRINUSE)
        throw Error(ErrorCode::WrongUse,
                    "Another program listens at " + place +
                        " already; stop it, or choose another --port (0: any that is free).");
    throw Error(ErrorCode::WrongUse,
                "No connections can be taken at " + place +
                    (error ? ": " + std::generic_category().message(error) : std::string()) +
                    "; choose another --host or --port.");
}

/// The library's server, whose connections have the limits of HttpStream.
class LimitedServer : public httplib::Server
{
public:
    LimitedServer(const RequestLimits& limits, Connections& connections)
        : m_limits(limits)
        , m_connections(connections)
    {}

private:
    bool process_and_close_socket(socket_t socket) override
    {
        m_connections.add(socket);
        HttpStream stream(socket, m_limits);
        const std::chrono::seconds idleTime(keep_alive_timeout_sec_);
        bool isWell = true;
        bool isLast = false;
        while (isWell && !isLast && svr_sock_ != INVALID_SOCKET &&
               stream.waitForRequest(idleTime)) {
            stream.beginHead();
            isWell = process_request(stream, false, isLast, [&stream](httplib::Request& request) {
                stream.beginBody(request);
            });
            isLast = isLast || stream.isSpoilt();
        }
        if (stream.isSpoilt())
            stream.linger();
        m_connections.remove();
        shutdown(socket, SHUT_RDWR);
        close(socket);
        return isWell;
    }

    const RequestLimits m_limits;
    Connections& m_connections;
};

} // namespace

struct HttpServer::Private
{
    Private(CompletionService& served, HttpOptions wanted)
        : service(served)
        , options(std::move(wanted))
        , handlers(service, options, connections)
        , server({.mostBody = options.mostBody, .timeLimit = options.timeLimit}, connections)
    {}

    CompletionService& service;
    const HttpOptions options;
    Connections connections;
    HttpHandlers handlers;
    LimitedServer server;
    int port = 0;
};

HttpServer::HttpServer(CompletionService& service, HttpOptions options)
    : d(new Private(service, std::move(options)))
{
    LimitedServer& server = d->server;
    const std::size_t threads = service.mostWaiting() + 1 + spareThreads;
    server.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
    server.set_socket_options(setSocketOptions);
    server.set_tcp_nodelay(true); // a token's event is small, and must not wait for the next one
    server.set_keep_alive_max_count(1'000'000);
    d->handlers.install(server);
    errno = 0;
    if (d->options.port == 0) {
        d->port = server.bind_to_any_port(d->options.host);
        if (d->port <= 0)
            refuseAddress(d->options, errno);
    } else {
        if (!server.bind_to_port(d->options.host, d->options.port))
            refuseAddress(d->options, errno);
        d->port = d->options.port;
    }
}

HttpServer::~HttpServer() = default;

int HttpServer::port() const
{
    return d->port;
}

void HttpServer::run(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool hasEnded = false;
    std::thread listener([&] {
        d->server.listen_after_bind();
        const std::scoped_lock lock(mutex);
        hasEnded = true;
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, stop, [&] { return hasEnded; });
    d->service.close();
    // Answers that are on their way leave first: the library writes none to a connection that it
    // cannot read. Then idle connections are not waited for.
    const auto graceEnd = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    // A stop that comes before the loop has begun is lost, hence again and again.
    while (!hasEnded) {
        d->server.stop();
        if (std::chrono::steady_clock::now() > graceEnd)
            d->connections.endReading();
        changed.wait_for(lock, std::chrono::milliseconds(20), [&] { return hasEnded; });
    }
    lock.unlock();
    listener.join();
}

} // namespace exitscope

#pragma once

#include "serve/completionservice.h"

#include <chrono>
#include <memory>
#include <string>

namespace exitscope {

struct HttpOptions
{
    std::string host = "127.0.0.1";
    int port = 8080;                ///< 0: any that is free
    std::string key;                ///< empty: none is asked for
    std::size_t mostBody = 4 << 20; ///< bytes
    std::chrono::milliseconds timeLimit =
        std::chrono::minutes(10); ///< of one request, its waiting included
};

/// The API over HTTP: POST /v1/completions, GET /v1/models, GET /health. A head
/// (request line and headers) may have 64 KiB and take 10 s, a body 10 s and a second for each MiB;
/// neither may take more than the time limit.
class HttpServer
{
public:
    /// Binds, so that connections are accepted from now on and answered once run is called. Throws
    /// Error(WrongUse) where the address cannot be had.
    HttpServer(CompletionService& service, HttpOptions options);
    ~HttpServer();

    int port() const;
    /// Answers until `stop`: then takes no more connections, closes the service and returns once
    /// the last answer is given.
    void run(const std::stop_token& stop);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace exitscope

#pragma once

#include "serve/completionanswer.h"
#include "serve/httpserver.h"

#include <atomic>

namespace httplib {
class ContentReader;
class Server;
struct Request;
struct Response;
} // namespace httplib

namespace exitscope {

class Connections;

/// What the server answers, path by path. Called by the threads of the connections.
class HttpHandlers
{
public:
    /// `connections`: those whose threads call.
    HttpHandlers(CompletionService& service, const HttpOptions& options,
                 const Connections& connections)
        : m_service(service)
        , m_options(options)
        , m_connections(connections)
    {}

    void install(httplib::Server& server);

private:
    void complete(const httplib::Request& request, httplib::Response& response,
                  const httplib::ContentReader& reader);
    std::string bodyOf(const httplib::Request& request, httplib::Response& response,
                       const httplib::ContentReader& reader) const;
    void answerWhole(httplib::Response& response, CompletionRequest asked);
    void answerStream(httplib::Response& response, CompletionRequest asked);
    std::string health() const;
    void checkHost(const httplib::Request& request) const;
    void checkAccess(const httplib::Request& request) const;
    AnswerHead newHead();

    CompletionService& m_service;
    const HttpOptions& m_options;
    const Connections& m_connections;
    std::atomic<unsigned long long> m_count = 0;
};

} // namespace exitscope

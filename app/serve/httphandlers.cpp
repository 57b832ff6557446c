#include "serve/httphandlers.h"

#include "serve/access.h"
#include "serve/completionstream.h"
#include "serve/connections.h"
#include "serve/tokenizing.h"

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <ctime>

namespace exitscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* json = "application/json";
/// How often a request that waits looks whether its client is still there.
constexpr std::chrono::milliseconds lookInterval(50);

const std::map<std::string, std::string>& methodOfPaths()
{
    static const std::map<std::string, std::string> methods = {
        {"/v1/completions", "POST"}, {"/v1/models", "GET"}, {"/health", "GET"},
        {"/tokenizer_info", "GET"},  {"/tokenize", "POST"}, {"/detokenize", "POST"}};
    return methods;
}

void answer(httplib::Response& response, const ApiError& error)
{
    response.status = error.status();
    response.set_content(error.body(), json);
    if (error.status() == 429 || error.status() == 503)
        response.set_header("Retry-After", "1");
    if (error.status() == 401)
        response.set_header("WWW-Authenticate", "Bearer");
}

template <typename Work>
void guarded(httplib::Response& response, const Work& work)
{
    try {
        work();
    } catch (const ApiError& error) {
        answer(response, error);
    } catch (const std::exception& error) {
        answer(response, {500, std::string("An unforeseen failure: ") + error.what()});
    }
}

/// What the library itself refuses: with an empty body so far.
ApiError errorOf(const httplib::Request& request, int status)
{
    const auto known = methodOfPaths().find(request.path);
    if (status == 404 && known != methodOfPaths().end())
        return {405, request.path + " takes " + known->second + ", not " + request.method + '.'};
    if (status == 404)
        return {404, "There is nothing at " + request.path.substr(0, 60) +
                         "; see /v1/completions, /v1/models and /health."};
    if (status == 414)
        return {414, "The address is too long."};
    return {status, "The request is no valid HTTP request."};
}

/// A completion whose client waits for it. Used by the thread of its connection.
struct Waiting
{
    std::shared_ptr<CompletionService::Running> running;
    const Connections& connections;
    Clock::time_point deadline;
    std::chrono::milliseconds timeLimit;

    /// What is new, or nothing where the client has gone. Throws ApiError past the time limit.
    std::optional<CompletionCall::News> wait()
    {
        while (true) {
            CompletionCall::News news = running->wait(lookInterval);
            if (news.hasEnded())
                return news;
            if (connections.isPeerGone())
                return std::nullopt;
            if (Clock::now() >= deadline)
                throw ApiError(news.hasStarted ? 504 : 503,
                               "The request was not done within " +
                                   std::to_string(timeLimit.count() / 1000) + " s.",
                               {}, "timeout");
            if (!news.deltas.empty())
                return news;
        }
    }
};

} // namespace

void HttpHandlers::install(httplib::Server& server)
{
    using httplib::ContentReader;
    using httplib::Request;
    using httplib::Response;
    server.Post("/v1/completions",
                [this](const Request& request, Response& response, const ContentReader& reader) {
                    guarded(response, [&] { complete(request, response, reader); });
                });
    const auto tell = [this](std::string (*told)(const ServedModel&)) {
        return [this, told](const Request& request, Response& response) {
            guarded(response, [&] {
                checkAccess(request);
                response.set_content(told(m_service.model()), json);
            });
        };
    };
    const auto turn = [this](std::string (*turned)(std::string_view, const ServedModel&)) {
        return [this, turned](const Request& request, Response& response,
                              const ContentReader& reader) {
            guarded(response, [&] {
                response.set_content(turned(bodyOf(request, response, reader), m_service.model()),
                                     json);
            });
        };
    };
    server.Get("/v1/models", tell(modelList)).Get("/tokenizer_info", tell(tokenizerInfo));
    server.Post("/tokenize", turn(tokenized)).Post("/detokenize", turn(detokenized));
    server.Get("/health", [this](const Request& request, Response& response) {
        guarded(response, [&] {
            checkHost(request);
            response.set_content(health(), json);
        });
    });
    // A body that nobody asked for is not read.
    const auto refuse = [](const Request&, Response& response, const ContentReader&) {
        response.set_header("Connection", "close");
        response.status = 404;
    };
    server.Post(".*", refuse).Put(".*", refuse).Patch(".*", refuse).Delete(".*", refuse);
    server.set_error_handler([](const Request& request, Response& response) {
        if (!response.body.empty())
            return;
        const ApiError error = errorOf(request, response.status);
        if (error.status() == 405)
            response.set_header("Allow", methodOfPaths().at(request.path));
        answer(response, error);
    });
}

void HttpHandlers::checkHost(const httplib::Request& request) const
{
    const std::string host = request.get_header_value("Host");
    if (isLoopback(m_options.host) && !namesLoopback(host))
        throw ApiError(403,
                       "The request is for the host \"" + host +
                           "\", and this server is for programs on this computer.",
                       {}, "wrong_host");
}

void HttpHandlers::checkAccess(const httplib::Request& request) const
{
    checkHost(request);
    if (!m_options.key.empty() &&
        !opensWith(request.get_header_value("Authorization"), m_options.key))
        throw ApiError(401,
                       "The key is missing or wrong; send it as \"Authorization: Bearer KEY\".", {},
                       "invalid_api_key");
}

/// The whole body. Where it is not wanted it is not read, and the connection closed.
std::string HttpHandlers::bodyOf(const httplib::Request& request, httplib::Response& response,
                                 const httplib::ContentReader& reader) const
{
    response.set_header("Connection", "close");
    checkAccess(request);
    // A page in a browser may send other types to any address without asking first.
    if (!request.get_header_value("Content-Type").starts_with(json))
        throw ApiError(415,
                       "The body is to be JSON: send it as \"Content-Type: application/json\".");
    std::string body;
    bool isTooLarge =
        request.get_header_value<std::uint64_t>("Content-Length") > m_options.mostBody;
    const bool isWhole = !isTooLarge && reader([&](const char* data, std::size_t size) {
        isTooLarge = body.size() + size > m_options.mostBody;
        if (!isTooLarge)
            body.append(data, size);
        return !isTooLarge;
    });
    if (isTooLarge)
        throw ApiError(413,
                       "The body has more than " + std::to_string(m_options.mostBody) +
                           " bytes, which is the limit of this server (--max_body).",
                       {}, "body_too_large");
    if (!isWhole)
        throw ApiError(400, "The body did not come as its headers describe it, or not in time.");
    response.headers.erase("Connection");
    return body;
}

void HttpHandlers::complete(const httplib::Request& request, httplib::Response& response,
                            const httplib::ContentReader& reader)
{
    CompletionRequest asked = m_service.parse(bodyOf(request, response, reader));
    if (asked.stream)
        answerStream(response, std::move(asked));
    else
        answerWhole(response, std::move(asked));
}

namespace {

Waiting waitingFor(CompletionService& service, const Connections& connections,
                   CompletionRequest asked, std::chrono::milliseconds timeLimit)
{
    return {service.submit(std::move(asked)), connections, Clock::now() + timeLimit, timeLimit};
}

} // namespace

void HttpHandlers::answerWhole(httplib::Response& response, CompletionRequest asked)
{
    const AnswerHead head = newHead();
    Waiting waiting = waitingFor(m_service, m_connections, std::move(asked), m_options.timeLimit);
    std::vector<ChoiceDelta> choices;
    while (auto news = waiting.wait()) {
        for (ChoiceDelta& delta : news->deltas)
            collect(choices, std::move(delta));
        if (news->error)
            throw *news->error;
        if (!news->figures)
            continue;
        response.set_content(completionAnswer(head, choices, *news->figures), json);
        return;
    }
    response.status = 499; // nobody reads it
}

/// The first part is waited for, so that a failure before it has its status.
void HttpHandlers::answerStream(httplib::Response& response, CompletionRequest asked)
{
    struct Streaming
    {
        CompletionStream stream;
        Waiting waiting;
        std::optional<CompletionCall::News> news;
    };
    const bool includeUsage = asked.includeUsage;
    const auto streaming = std::make_shared<Streaming>(
        Streaming{CompletionStream(newHead(), includeUsage),
                  waitingFor(m_service, m_connections, std::move(asked), m_options.timeLimit),
                  {}});
    streaming->news = streaming->waiting.wait();
    if (streaming->news && streaming->news->error)
        throw *streaming->news->error;
    response.set_header("Cache-Control", "no-cache");
    response.set_chunked_content_provider(
        "text/event-stream", [streaming](std::size_t, httplib::DataSink& sink) {
            auto& [stream, waiting, news] = *streaming;
            std::string events;
            bool hasEnded = true;
            try {
                if (!news)
                    news = waiting.wait();
                if (!news)
                    return false;
                for (ChoiceDelta& delta : news->deltas)
                    events += stream.add(std::move(delta));
                hasEnded = news->hasEnded();
                if (news->error)
                    events += stream.fail(*news->error);
                else if (news->figures)
                    events += stream.finish(*news->figures);
                news.reset();
            } catch (const ApiError& error) {
                events += stream.fail(error);
            }
            if (!events.empty() && !sink.write(events.data(), events.size()))
                return false;
            if (hasEnded)
                sink.done();
            return true;
        });
}

std::string HttpHandlers::health() const
{
    using Json = nlohmann::ordered_json;
    const Json queue = {{"waiting", m_service.waiting()},
                        {"running", m_service.isBusy() ? 1 : 0},
                        {"limit", m_service.mostWaiting()}};
    return Json{{"status", "ok"}, {"model", m_service.model().identity.name}, {"queue", queue}}
        .dump();
}

AnswerHead HttpHandlers::newHead()
{
    const long long now = std::time(nullptr);
    char id[64];
    std::snprintf(id, sizeof id, "cmpl-%llx-%llx", static_cast<unsigned long long>(now), ++m_count);
    return {id, m_service.model().identity.name, now};
}

} // namespace exitscope

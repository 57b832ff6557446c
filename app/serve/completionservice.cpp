#include "serve/completionservice.h"

#include "serve/runfields.h"

#include <future>

namespace exitscope {

namespace {

/// What an error of the engine is to a client.
ApiError answerTo(const Error& error)
{
    switch (error.code()) {
    case ErrorCode::WrongUse:
    case ErrorCode::PromptEmpty:
    case ErrorCode::Unsupported:
        return {400, error.what()};
    case ErrorCode::PromptTooLong:
        return {400, error.what(), "prompt", "context_length_exceeded"};
    default:
        return {500, error.what()};
    }
}

void carryOut(CompletionRunner& runner, const CompletionRequest& request, CompletionCall& call,
              const std::stop_token& stop)
{
    call.start();
    try {
        auto done = runner.run(
            request, [&call](ChoiceDelta delta) { call.add(std::move(delta)); }, stop);
        if (!done)
            call.fail(answerTo(done.error()));
        else if (*done)
            call.finish(**done);
    } catch (const std::exception& error) {
        call.fail({500, std::string("An unforeseen failure: ") + error.what()});
    }
}

} // namespace

CompletionService::CompletionService(const std::function<std::unique_ptr<Session>()>& open,
                                     RequestDefaults defaults, std::size_t mostWaiting)
    : m_defaults(std::move(defaults))
    , m_mostWaiting(mostWaiting)
    , m_engine(mostWaiting)
{
    std::promise<void> opened;
    m_engine.submit([&](std::stop_token) {
        try {
            m_session = open();
            m_model = servedModelOf(*m_session, m_defaults.run.model);
            m_runner = std::make_unique<CompletionRunner>(*m_session, m_model);
            opened.set_value();
        } catch (...) {
            opened.set_exception(std::current_exception());
        }
    });
    opened.get_future().get();
    m_engine.waitUntilIdle(); // or the first request would be counted as one that waits
    // What would be wrong with every request is said now.
    RunOptions run = m_defaults.run;
    checkRunOptions(run);
    settingsFor(run, m_model.defaults, m_model.identity.layers);
}

CompletionService::~CompletionService()
{
    close();
}

void CompletionService::close()
{
    m_engine.close();
}

CompletionRequest CompletionService::parse(std::string_view body) const
{
    return parseCompletion(body, m_model, m_defaults);
}

std::shared_ptr<CompletionService::Running> CompletionService::submit(CompletionRequest request)
{
    return std::make_shared<Running>(*this, std::move(request));
}

CompletionService::Running::Running(CompletionService& service, CompletionRequest request)
    : m_engine(service.m_engine)
    , m_call(std::make_shared<CompletionCall>())
{
    m_job = m_engine.submit([&runner = *service.m_runner, call = m_call,
                             request = std::move(request)](const std::stop_token& stop) {
        carryOut(runner, request, *call, stop);
    });
    if (m_job)
        return;
    if (m_engine.isClosed())
        throw ApiError(503, "The server is shutting down.", {}, "shutting_down");
    throw ApiError(429,
                   std::to_string(service.m_mostWaiting) +
                       " requests are waiting, which is as many as may; try again later.",
                   {}, "queue_full");
}

CompletionService::Running::~Running()
{
    if (m_job)
        m_engine.cancel(m_job);
}

CompletionCall::News CompletionService::Running::wait(std::chrono::milliseconds patience)
{
    CompletionCall::News news = m_call->wait(patience);
    if (!news.hasEnded() && m_engine.isClosed())
        throw ApiError(503, "The server is shutting down.", {}, "shutting_down");
    return news;
}

} // namespace exitscope

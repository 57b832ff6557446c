#pragma once

#include "serve/completioncall.h"
#include "serve/completionrequest.h"
#include "serve/completionrun.h"
#include "serve/enginethread.h"

#include <functional>
#include <memory>

namespace exitscope {

/// Completions by one model, one request after another. Its engine thread owns the session; all
/// else may be called by any thread.
class CompletionService
{
public:
    /// Opens the session on the engine thread by `open`, and throws what that throws.
    CompletionService(const std::function<std::unique_ptr<Session>()>& open,
                      RequestDefaults defaults, std::size_t mostWaiting);
    ~CompletionService();

    const ServedModel& model() const { return m_model; }

    /// One request on its way; the engine is let go of when this is destroyed.
    class Running
    {
    public:
        Running(CompletionService& service, CompletionRequest request);
        ~Running();
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;

        /// Throws ApiError(503) once the service is closed.
        CompletionCall::News wait(std::chrono::milliseconds patience);

    private:
        EngineThread& m_engine;
        std::shared_ptr<CompletionCall> m_call;
        EngineThread::Ticket m_job;
    };

    /// Checks a request's body. Throws ApiError.
    CompletionRequest parse(std::string_view body) const;
    /// Queues a request. Throws ApiError: 429 where the queue is full, 503 once it is closed.
    std::shared_ptr<Running> submit(CompletionRequest request);
    /// What runs is stopped, what waits forgotten.
    void close();

    std::size_t waiting() const { return m_engine.waiting(); }
    bool isBusy() const { return m_engine.isBusy(); }
    std::size_t mostWaiting() const { return m_mostWaiting; }

private:
    ServedModel m_model;
    RequestDefaults m_defaults;
    std::size_t m_mostWaiting;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CompletionRunner> m_runner;
    EngineThread m_engine;
};

} // namespace exitscope

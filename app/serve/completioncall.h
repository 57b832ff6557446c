#pragma once

#include "serve/apierror.h"
#include "serve/completiondelta.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace exitscope {

/// One request between the engine thread, which works on it, and the thread of its connection,
/// which waits for it.
class CompletionCall
{
public:
    /// What has come since the last look.
    struct News
    {
        std::vector<ChoiceDelta> deltas = {};
        bool hasStarted = false;
        std::optional<CompletionFigures> figures = {}; ///< once all of it is done
        std::optional<ApiError> error = {};            ///< where it failed

        bool hasEnded() const { return figures || error; }
    };

    /// By the engine thread.
    void start();
    void add(ChoiceDelta delta);
    void finish(const CompletionFigures& figures);
    void fail(const ApiError& error);

    /// By the connection's: waits until there is something, for at most `patience`.
    News wait(std::chrono::milliseconds patience);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    News m_news;
};

} // namespace exitscope

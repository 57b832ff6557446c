#pragma once

#include "trace/partialtoken.h"
#include "trace/run.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace exitscope {

/// A run has begun: the prompt was accepted.
struct RunStarted
{
    ModelIdentity model;
    std::string prompt;
    std::vector<int> promptIds;
};

/// A layer of a token in the making has run, and the engine waits for a command: the token so far.
struct RunLayer
{
    std::shared_ptr<const PartialToken> token;
};

/// A draft of the round in progress; its round's RunStep says what became of it.
struct RunDraft
{
    Draft draft;
};

/// One token was written, or one round of speculation.
struct RunStep
{
    Step step;
    std::shared_ptr<const Settings> newSettings; ///< set where they differ from the token before
    std::size_t memoryBytes = 0;
};

/// The run waits for a command; `error` says why where nobody asked for it.
struct RunHalted
{
    std::string error;
};

/// The run is over.
struct RunEnded
{
    FinishReason reason = FinishReason::Unfinished;
    double prefillSeconds = 0;
    double decodeSeconds = 0;
};

/// What full depth costs where the run was written; once it rests.
struct RunMeasured
{
    FullDepthCost fullDepth;
};

/// The run did not begin.
struct RunRefused
{
    std::string error;
};

/// One piece of news about run `runId`, in the order in which it happened.
struct Delivery
{
    std::uint64_t runId = 0;
    std::variant<RunStarted, RunLayer, RunDraft, RunStep, RunHalted, RunEnded, RunMeasured,
                 RunRefused>
        news;
};

/// Carries what the engine thread has to tell to the GUI thread. The writer wakes the reader only
/// when the box was empty, and the reader takes all at once, so that a fast engine costs the GUI
/// thread no more than its own rate of reading. Any thread may call it.
class StepMailbox
{
public:
    /// Whether the reader must be woken: it has been told nothing since it last drained.
    [[nodiscard]] bool push(Delivery delivery)
    {
        const std::lock_guard lock(m_mutex);
        m_deliveries.push_back(std::move(delivery));
        return m_deliveries.size() == 1;
    }

    std::vector<Delivery> drain()
    {
        std::vector<Delivery> all;
        const std::lock_guard lock(m_mutex);
        all.swap(m_deliveries);
        return all;
    }

private:
    std::mutex m_mutex;
    std::vector<Delivery> m_deliveries;
};

} // namespace exitscope

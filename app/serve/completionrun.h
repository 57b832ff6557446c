#pragma once

#include "serve/completiondelta.h"
#include "serve/completionrequest.h"
#include "serve/textscorer.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace exitscope {

using DeltaObserver = std::function<void(ChoiceDelta)>;

/// Carries out requests on a session. Owned by the engine thread.
class CompletionRunner
{
public:
    CompletionRunner(Session& session, ServedModel model);

    /// Writes the choices one after another, telling `onDelta` of each token as it comes, or where
    /// log probabilities are asked for, of each choice once it is whole; the last delta of a choice
    /// has a finish reason. Nothing when cancelled. Errors: the engine's.
    Result<std::optional<CompletionFigures>>
    run(const CompletionRequest& request, const DeltaObserver& onDelta, std::stop_token stop);

private:
    Session& m_session;
    ServedModel m_model;
    TextScorer m_scorer;
};

} // namespace exitscope

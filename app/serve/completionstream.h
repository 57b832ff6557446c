#pragma once

#include "serve/completionanswer.h"

#include <optional>
#include <string>

namespace exitscope {

class ApiError;

/// Spells a completion as server-sent events, part by part.
class CompletionStream
{
public:
    CompletionStream(AnswerHead head, bool includeUsage)
        : m_head(std::move(head))
        , m_includeUsage(includeUsage)
    {}

    /// The events of what `delta` completes. The end of a choice is held back: the last one carries
    /// the figures.
    std::string add(ChoiceDelta delta);
    /// The last events, "[DONE]" the very last.
    std::string finish(const CompletionFigures& figures);
    /// The last event of a stream that fails.
    std::string fail(const ApiError& error);

private:
    AnswerHead m_head;
    bool m_includeUsage;
    std::optional<ChoiceDelta> m_held;
};

} // namespace exitscope

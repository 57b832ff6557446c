#include "serve/completionstream.h"

#include "serve/apierror.h"

#include <utility>

namespace exitscope {

namespace {

std::string event(const std::string& data)
{
    return "data: " + data + "\n\n";
}

} // namespace

std::string CompletionStream::add(ChoiceDelta delta)
{
    std::string events;
    if (m_held)
        events = event(completionChunk(m_head, *std::exchange(m_held, {})));
    if (delta.finishReason.empty())
        events += event(completionChunk(m_head, delta));
    else
        m_held = std::move(delta);
    return events;
}

std::string CompletionStream::finish(const CompletionFigures& figures)
{
    std::string events;
    if (m_held)
        events = event(completionChunk(m_head, *m_held, &figures));
    if (m_includeUsage)
        events += event(usageChunk(m_head, figures));
    return events + event("[DONE]");
}

std::string CompletionStream::fail(const ApiError& error)
{
    return event(error.body());
}

} // namespace exitscope

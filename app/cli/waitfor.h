#pragma once

#include <QEventLoop>

#include <optional>
#include <utility>

namespace exitscope {

/// What `ask` hands to the function that it is called with: at once, or once the event loop has
/// run.
template <typename T, typename Ask>
T waitFor(const Ask& ask)
{
    std::optional<T> answer;
    QEventLoop loop;
    ask([&](T given) {
        answer = std::move(given);
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return std::move(*answer);
}

} // namespace exitscope

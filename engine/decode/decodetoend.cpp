#include "decode/decodetoend.h"

#include "base/valueof.h"

namespace exitscope {

Run decodeToEnd(const Session& session, Generation& generation, const Settings& settings,
                const std::stop_token& stop, const DecodeObserver& observer)
{
    Run run;
    run.model = session.model();
    run.promptIds = generation.promptIds();
    run.settings = {{0, settings}};
    while (auto step = valueOf(generation.next(settings, stop, observer.onDraft))) {
        if (observer.onStep)
            observer.onStep(*step);
        run.append(std::move(*step));
    }
    run.finishReason = generation.finishReason();
    run.prefillSeconds = generation.prefillSeconds();
    run.decodeSeconds = generation.decodeSeconds();
    return run;
}

} // namespace exitscope

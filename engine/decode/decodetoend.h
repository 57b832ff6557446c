#pragma once

#include "decode/session.h"

namespace exitscope {

/// Who is told while a run goes on; empty: nobody.
struct DecodeObserver
{
    std::function<void(const Step&)> onStep;
    DraftObserver onDraft;
};

/// The run that `generation`, which is of `session` and new, writes under `settings`: to its end,
/// or to `stop`, as the finish reason tells. Throws Error, as Generation::next has it.
Run decodeToEnd(const Session& session, Generation& generation, const Settings& settings,
                const std::stop_token& stop, const DecodeObserver& observer = {});

} // namespace exitscope

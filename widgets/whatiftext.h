#pragma once

#include "trace/replay.h"
#include "widgets/lensmodel.h"

#include <QString>

namespace exitscope {

/// Which token would be the first to differ under the replayed rule, and how far its exits are
/// exact, in two sentences.
QString verdictOn(const Run& run, const Replay& replay, const TokenText& text);

/// What the figures leave out or do not say, and why; empty where there is nothing to say.
QString limitsOf(const Run& run, const Rule& rule, const Replay& replay);

/// Why there is nothing to ask, and what to do; empty for a run that was watched.
QString whyNothingToAsk(const Run& run);

} // namespace exitscope

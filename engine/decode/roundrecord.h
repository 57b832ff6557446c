#pragma once

#include "decode/speculation.h"

#include <optional>

namespace exitscope {

/// How much of a round went into the text.
struct RoundEnd
{
    int index = 0;         ///< of the round's first token
    bool atPrompt = false; ///< column 0 is the prompt's last position
    int kept = 0;          ///< choices that became tokens
    bool endsText = false; ///< the next one was an eos

    /// Columns whose row stays.
    int columns() const { return kept + (endsText ? 1 : 0); }
};

/// The record of a round, for older positions that it carried along see LateWork; bytes are left to
/// the caller. When watching, the columns that stay are scored here, all layers of one in one
/// product of the head. Nothing when cancelled, which is polled before each.
std::optional<Step> recordRound(RoundResult& round, const RoundEnd& end, Sequence& sequence,
                                const Settings& settings, const CancelCheck& cancelled);

} // namespace exitscope

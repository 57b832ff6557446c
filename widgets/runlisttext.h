#pragma once

#include "widgets/runhistory.h"

#include <QString>

namespace exitscope {

/// What a list of runs says of one of them.
struct RunRow
{
    QString title;  ///< the prompt's first words, the file, or where a branch leaves its parent
    QString detail; ///< what decided on its tokens
    QString tokens, exit, saved; ///< figures; "–" where there is none
    QString toolTip;
    bool hasParent = false; ///< its parent stands above it
};

/// `run` is what `entry` holds now; a branch without its parent also says what it goes on from.
RunRow describeRow(const HistoryEntry& entry, const Run& run, bool hasParent);

} // namespace exitscope

#pragma once

#include "exit/criterion.h"

/// Every criterion, in the order in which it is offered. A new one is a file of its own that
/// defines `const Criterion& itsName()`, and a line here.
#define EXITSCOPE_CRITERIA(entry)                                                                  \
    entry(cosineSimilarity) entry(tokenRepeat) entry(entropyBased) entry(maxProbability)           \
        entry(convergence) entry(top2Margin) entry(klToPrevious)

namespace exitscope {

#define EXITSCOPE_DECLARE_CRITERION(name) const Criterion& name();
EXITSCOPE_CRITERIA(EXITSCOPE_DECLARE_CRITERION)
#undef EXITSCOPE_DECLARE_CRITERION

} // namespace exitscope

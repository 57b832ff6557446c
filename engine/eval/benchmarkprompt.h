#pragma once

#include "decode/session.h"
#include "eval/benchmarkset.h"

#include <string>
#include <vector>

namespace exitscope {

/// An item's prompt as the model reads it.
struct FittedPrompt
{
    std::vector<int> ids;
    int truncatedTokens = 0; ///< left out at its start
    std::string skipped;     ///< why it cannot be run; empty where it can
};

/// Most tokens of a prompt after which `maxSteps` more fit into `contextLength`; half the context
/// is left to the prompt, however many steps are asked for.
int mostPromptTokens(int contextLength, int maxSteps);

/// Encodes the item's prompt and fits it into what mostPromptTokens leaves to it: under
/// TruncateLeft by leaving out what comes first after the bos. Throws Error: Unsupported without a
/// tokenizer, PromptTooLong under Overlong::Error.
FittedPrompt fitPrompt(const Session& session, const BenchmarkItem& item, Overlong overlong,
                       int maxSteps);

} // namespace exitscope

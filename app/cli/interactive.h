#pragma once

#include "cli/generateoptions.h"
#include "cli/interrupt.h"
#include "decode/session.h"

namespace exitscope {

/// Reads a prompt, answers, prints the figures, and again, until end of input (Ctrl-D). Ctrl-C ends
/// an answer, at the prompt the program. Throws Error where no prompt can be answered.
int runInteractive(Session& session, const GenerateOptions& options, Interrupt& interrupt);

} // namespace exitscope

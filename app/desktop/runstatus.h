#pragma once

#include "widgets/lensmodel.h"
#include "widgets/runstate.h"

#include <QString>

#include <memory>

namespace exitscope {

struct OpenModel;
class Tokenizer;

/// What the window is doing and with which model, in one line. `model` may be null.
QString statusText(RunState state, const OpenModel* model, const Run& run);

/// Shows token ids as text: by `tokenizer`, or without one as far as `run` wrote them itself.
TokenText tokenTextFor(const Run& run, std::shared_ptr<const Tokenizer> tokenizer);

} // namespace exitscope

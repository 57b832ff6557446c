#pragma once

#include "eval/memorybandwidth.h"
#include "eval/speed.h"

#include <functional>
#include <stop_token>

namespace exitscope {

/// Told what is being measured.
using SpeedProgress = std::function<void(const std::string& what)>;

/// A way to write tokens that is to be measured.
struct DecodeWay
{
    SpeedRow row; ///< all that is known beforehand
    Settings settings;
    std::vector<int> prompt;
    /// Every step costs the same: then the median step of a block stands for it, so that a pause
    /// that the system imposes does not count. Else all of its steps do.
    bool isSteady = true;
    /// Why this token shows that the way was not gone as meant; empty where it does not.
    std::function<std::string(const Step&)> objection = {};
};

struct DecodeEffort
{
    int rounds = 15;
    int tokens = 0; ///< of a block; 0: as many as fill blockSeconds
    double blockSeconds = 0.1;
};

/// Measures tokens/s of `ways`, the first of which is the reference of the others. In each round
/// every way writes a block of tokens right after the reference has written one, with readings of
/// memory before, between and after them, so that a busy minute does not fall on one of them. Each
/// way has a text of its own, begun anew when it has grown; prompts and the first token are not
/// counted. On `stop` the rows tell of the rounds that were made. A way that fails has an error in
/// its row.
std::vector<SpeedRow> measureDecoding(Session& session, std::vector<DecodeWay> ways,
                                      const DecodeEffort& effort, MemoryBandwidth& memory,
                                      const SpeedProgress& progress, std::stop_token stop);

} // namespace exitscope

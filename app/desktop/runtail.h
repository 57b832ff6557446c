#pragma once

#include "trace/run.h"

#include <cstddef>

namespace exitscope {

/// How much of a growing run somebody holds already.
struct RunExtent
{
    std::size_t tokens = 0;
    std::size_t events = 0;
    std::size_t ties = 0;
    std::size_t closeCalls = 0;
    std::size_t rounds = 0;
};

/// What a run holds from an extent on, together with all that is not a list of its own length: a
/// copy that costs what is new, not what is there.
struct RunTail
{
    RunExtent from;
    Run rest;
};

RunExtent extentOf(const Run& run);

/// `from` beyond the end of a list counts as its end.
RunTail tailOf(const Run& run, RunExtent from);

/// Makes `run`, which holds all before tail.from, what the tail was taken from.
void putTail(RunTail tail, Run& run);

} // namespace exitscope

#pragma once

namespace exitscope {

/// Where the window stands: decides which commands make sense.
enum class RunState
{
    NoModel, ///< nothing to run with; a run from a file may be on screen
    Opening, ///< a model is being opened
    Ready,   ///< no run in progress
    Running,
    Paused,      ///< in progress, waiting between two tokens
    InsideToken, ///< in progress, going layer by layer: waits between two, or runs one
    Lent, ///< a calibration or a measurement has the engine; a run in progress waits
};

} // namespace exitscope

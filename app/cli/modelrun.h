#pragma once

#include "cli/interrupt.h"
#include "cli/streamer.h"
#include "decode/session.h"

#include <filesystem>
#include <string>

namespace exitscope {

/// `result`'s value; throws its error.
template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw result.error();
    return std::move(*result);
}

/// `asked`, or the bundled model where it is empty. Throws Error(FileMissing).
std::filesystem::path modelFolder(const std::string& asked);

/// Runs `generation` to its end, or until Ctrl-C, handing each token to `streamer`.
/// Throws the engine's Error.
Run writeRun(const Session& session, Generation& generation, const Settings& settings,
             Streamer& streamer, Interrupt& interrupt);

/// One line of figures for people: time, tokens, tokens/s, mean exit layer, layers saved.
std::string figures(const Run& run);

} // namespace exitscope

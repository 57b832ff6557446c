#pragma once

#include "base/valueof.h"
#include "cli/interrupt.h"
#include "cli/runoptions.h"
#include "cli/streamer.h"
#include "decode/session.h"

#include <filesystem>
#include <memory>
#include <string>

namespace exitscope {

/// `asked` (a folder or org/name), or the bundled model where it is empty. Throws
/// Error(FileMissing).
std::filesystem::path modelFolder(const std::string& asked);

/// Which model and which tokenizer were opened, in one line.
std::string modelLine(const Session& session);

/// Opens it and tells its warnings on standard error. Throws the engine's Error.
std::unique_ptr<Session> openModel(const std::string& asked, const LoadOptions& load);

/// settingsFor an opened model. Throws Error(WrongUse), also for stop words without a tokenizer.
Settings settingsOn(const Session& session, const RunOptions& options);

/// Runs `generation` to its end, or until Ctrl-C, handing tokens and drafts to `streamer`.
/// Throws the engine's Error.
Run writeRun(const Session& session, Generation& generation, const Settings& settings,
             Streamer& streamer, Interrupt& interrupt);

/// Measures what full depth would have cost, where the run was something else; Ctrl-C leaves it
/// out.
void addFullDepth(const Session& session, Run& run, Interrupt& interrupt);

/// One line of figures for people: time, tokens, tokens/s, mean exit layer, and layers saved or
/// drafts accepted, and where it was measured the time next to full depth's.
std::string figures(const Run& run);

} // namespace exitscope

#pragma once

#include "cli/runoptions.h"

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// What `generate` was asked to do.
struct GenerateOptions : RunOptions
{
    std::optional<std::string> prompt;
    std::string promptFile;
    std::optional<std::string> promptIds;

    std::string streamer = "standard";
    bool json = false;
    std::string csv;
    std::string trace;
    std::string plot;
    std::string report;

    bool isInteractive() const { return !prompt && promptFile.empty() && !promptIds; }
};

/// Defines the options of `generate` on `command`, filling `options`.
void addGenerateOptions(CLI::App& command, GenerateOptions& options);

/// Completes what the parser cannot: policy, ranges, options that need one another, files that must
/// not be there yet. Throws Error(WrongUse).
void checkGenerateOptions(GenerateOptions& options);

/// The ids in "1,5,9". Throws Error(WrongUse) with the part that is none.
std::vector<int> parseIds(const std::string& text);

} // namespace exitscope

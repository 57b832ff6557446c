#pragma once

#include "trace/settings.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace exitscope {

/// What `generate` was asked to do. The defaults are those of the original implementation.
struct GenerateOptions
{
    std::string model; ///< folder; empty: the bundled model
    std::optional<std::string> prompt;
    std::string promptFile;
    std::optional<std::string> promptIds;
    std::string dtype;
    int threads = 0;

    Settings settings; ///< all but the rule
    std::string criteria = "none";
    std::string kv = "exact";
    ParameterValues given; ///< criterion parameters named by the user, of whichever criterion

    std::string streamer = "standard";
    bool json = false;
    std::string csv;
    std::string trace;
    std::string plot;

    bool isInteractive() const { return !prompt && promptFile.empty() && !promptIds; }
};

/// Defines the options of `generate` on `command`, filling `options`.
void addGenerateOptions(CLI::App& command, GenerateOptions& options);

/// Completes what the parser cannot: policy, ranges, options that need one another, files that must
/// not be there yet. Throws Error(WrongUse).
void checkGenerateOptions(GenerateOptions& options);

/// The rule for `criterion` from the general defaults, the checkpoint's and the user's values, the
/// later winning. Throws Error(WrongUse).
Rule ruleFor(std::string_view criterion,
             const std::map<std::string, ParameterValues>& checkpointDefaults,
             const ParameterValues& given);

/// The ids in "1,5,9". Throws Error(WrongUse) with the part that is none.
std::vector<int> parseIds(const std::string& text);

} // namespace exitscope

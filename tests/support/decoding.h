#pragma once

#include "decode/decodetoend.h"

#include <stdexcept>

namespace exitscope::test {

/// Opens a checkpoint or throws with the engine's sentence.
inline std::unique_ptr<Session> openSession(const std::filesystem::path& folder,
                                            const std::string& dtype = "fp32")
{
    LoadOptions options;
    options.dtype = dtype;
    auto session = Session::open(folder, options);
    if (!session)
        throw session.error();
    return std::move(*session);
}

/// Runs a prompt to its end under constant settings.
inline Run runToEnd(Session& session, const std::vector<int>& prompt, const Settings& settings)
{
    auto generation = session.start(prompt);
    if (!generation)
        throw generation.error();
    return decodeToEnd(session, **generation, settings, {});
}

inline std::vector<int> tokensOf(const Run& run)
{
    std::vector<int> result;
    for (const TokenTrace& token : run.tokens)
        result.push_back(token.id);
    return result;
}

inline std::vector<int> exitsOf(const Run& run)
{
    std::vector<int> result;
    for (const TokenTrace& token : run.tokens)
        result.push_back(token.exitLayer);
    return result;
}

} // namespace exitscope::test

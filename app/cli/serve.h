#pragma once

#include "cli/runoptions.h"

#include <string>

namespace exitscope {

/// Options of `serve`. The defaults of a request are those of the API.
struct ServeOptions : RunOptions
{
    ServeOptions();

    std::string host = "127.0.0.1";
    int port = 8080;
    std::string keyFile;
    int mostTokens = 4096;
    int mostBody = 4; ///< MiB
    int mostWaiting = 64;
    double timeLimit = 600; ///< seconds
};

void addServeOptions(CLI::App& command, ServeOptions& options);

/// Serves until Ctrl-C or SIGTERM; then 0. Throws Error.
int runServe(ServeOptions options);

} // namespace exitscope

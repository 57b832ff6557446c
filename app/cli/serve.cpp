#include "cli/serve.h"

#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "common/words.h"
#include "serve/access.h"
#include "serve/httpserver.h"

#include <cmath>
#include <cstdlib>
#include <iostream>

namespace exitscope {

namespace {

constexpr const char* keyVariable = "EXITSCOPE_API_KEY";

/// Empty where none is given. Never on the command line, which every user of a computer can read.
std::string keyOf(const ServeOptions& options)
{
    if (!options.keyFile.empty())
        return keyFromFile(options.keyFile);
    const char* key = std::getenv(keyVariable);
    return key ? key : std::string();
}

void checkServeOptions(ServeOptions& options)
{
    require(options.settings.maxSteps <= options.mostTokens,
            "--max_steps is " + std::to_string(options.settings.maxSteps) +
                ", and --max_tokens lets a request have " + std::to_string(options.mostTokens) +
                "; raise the second.");
    require(std::isfinite(options.timeLimit) && options.timeLimit > 0 && options.timeLimit < 1e9,
            "--request_timeout is " + shortest(options.timeLimit) +
                ", but must be a number of seconds above 0.");
    checkRunOptions(options);
}

/// Refuses to let other computers in without a key.
HttpOptions httpOptions(const ServeOptions& options)
{
    HttpOptions http{
        .host = options.host,
        .port = options.port,
        .key = keyOf(options),
        .mostBody = static_cast<std::size_t>(options.mostBody) << 20,
        .timeLimit = std::chrono::milliseconds(static_cast<long long>(options.timeLimit * 1000))};
    require(!http.key.empty() || isLoopback(http.host),
            "--host " + http.host +
                " lets other computers in, which needs a key: name a file that holds one with "
                "--api_key_file, or set " +
                keyVariable + '.');
    return http;
}

void tellWhere(const CompletionService& service, const HttpServer& server, const HttpOptions& http)
{
    const bool isSix = http.host.find(':') != std::string::npos;
    std::cerr << service.model().identity.name << ", " << service.model().identity.layers
              << " layers, " << service.model().identity.dtype
              << (http.key.empty() ? "; no key is asked for" : "; a key is asked for")
              << " (Ctrl-C ends)" << std::endl;
    std::cout << "listening on http://" << (isSix ? "[" + http.host + "]" : http.host) << ':'
              << server.port() << "/v1" << std::endl;
}

} // namespace

ServeOptions::ServeOptions()
{
    settings.maxSteps = 16;
    settings.sampling.temperature = 1;
    settings.sampling.topP = 1;
}

void addServeOptions(CLI::App& command, ServeOptions& options)
{
    addModelOptions(command, options);
    OptionGroup server(command, "Server");
    server
        .add("host", options.host,
             "address to listen at; one that other computers reach needs a key")
        ->capture_default_str();
    server.addWhole("port", options.port, "port to listen at (0: any that is free; it is printed)")
        ->check(CLI::Range(0, 65535));
    server.add("api_key_file", options.keyFile,
               std::string("file whose first line is the key that requests must bring (default: "
                           "what ") +
                   keyVariable + " holds; where both are missing, none)");
    server.addWhole("max_tokens", options.mostTokens, "most tokens that a request may ask for")
        ->check(CLI::Range(1, 10'000'000));
    server.addWhole("max_body", options.mostBody, "most MiB that a request may have")
        ->check(CLI::Range(1, 1024));
    server
        .addWhole("max_queue", options.mostWaiting,
                  "most requests that wait while one is worked on; further ones are refused")
        ->check(CLI::Range(0, 1000));
    server.addDecimal("request_timeout", options.timeLimit,
                      "seconds after which a request is given up, its waiting included");
    addSamplingOptions(command, options);
    addExitOptions(command, options);
}

int runServe(ServeOptions options)
{
    checkServeOptions(options);
    noteUnusedParameters(options);
    const HttpOptions http = httpOptions(options);
    Interrupt interrupt;
    CompletionService service([&options] { return openModel(options.model, options.load); },
                              {options, options.mostTokens},
                              static_cast<std::size_t>(options.mostWaiting));
    HttpServer server(service, http);
    const std::stop_token stop = interrupt.arm();
    tellWhere(service, server, http);
    server.run(stop);
    return 0;
}

} // namespace exitscope

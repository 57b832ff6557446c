#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace CLI {
class App;
}

namespace exitscope {

/// A command of the program: its options, and what is done once they are parsed.
struct Command
{
    std::string name;
    std::string help;
    std::function<void(CLI::App&)> addOptions;
    std::function<int()> run; ///< the exit code; once, after the parsing
};

/// The command whose options are an `Options`, defined by `add(app, options)` and carried out by
/// `run(options)`.
template <typename Options, typename Run>
Command makeCommand(std::string name, std::string help, void (*add)(CLI::App&, Options&), Run run)
{
    const auto options = std::make_shared<Options>();
    return {std::move(name), std::move(help), [=](CLI::App& app) { add(app, *options); },
            [=] { return run(std::move(*options)); }};
}

} // namespace exitscope

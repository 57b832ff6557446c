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
    std::string program;      ///< beside this one, that does it all instead; mostly empty
};

/// The command whose options are an `Options`, defined by `add(app, options)` and carried out by
/// `run(options)`.
template <typename Options, typename Run>
Command makeCommand(std::string name, std::string help, void (*add)(CLI::App&, Options&), Run run)
{
    const auto options = std::make_shared<Options>();
    return {std::move(name),
            std::move(help),
            [=](CLI::App& app) { add(app, *options); },
            [=] { return run(std::move(*options)); },
            {}};
}

/// The command that `program`, beside this one, carries out: it reads the words too.
inline Command elsewhere(std::string name, std::string help, std::string program)
{
    return {std::move(name), std::move(help), [](CLI::App&) {}, [] { return 0; },
            std::move(program)};
}

} // namespace exitscope

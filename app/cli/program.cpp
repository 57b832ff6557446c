#include "cli/program.h"

#include "cli/arguments.h"
#include "cli/optionnames.h"

#include "base/error.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <unistd.h>

namespace exitscope {

namespace {

constexpr int failure = 1;
constexpr int wrongUse = 2;

int exitCodeOf(const Error& error)
{
    return error.code() == ErrorCode::WrongUse || error.code() == ErrorCode::PromptEmpty ? wrongUse
                                                                                         : failure;
}

/// "generate, correctness and bench".
std::string namesOf(const std::vector<Command>& commands)
{
    std::string names;
    for (std::size_t i = 0; i < commands.size(); ++i)
        names += (i == 0 ? "" : i + 1 < commands.size() ? ", " : " and ") + commands[i].name;
    return names;
}

/// Becomes the program `name` beside this one, with its words. Throws Error where that fails.
[[noreturn]] void become(std::string name, std::vector<std::string> words)
{
    std::error_code unknown;
    const std::filesystem::path file =
        std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / name;
    std::vector<char*> arguments{name.data()};
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(file.c_str(), arguments.data());
    throw Error(ErrorCode::FileMissing,
                file.string() + " cannot be started: " + std::generic_category().message(errno) +
                    "; install Exitscope again.");
}

/// The words in the parser's one form, last first, as it wants them. Throws Error(WrongUse).
std::vector<std::string> prepared(const CLI::App& parser, const std::vector<Command>& commands,
                                  const std::vector<std::string>& words)
{
    if (words.empty())
        throw Error(ErrorCode::WrongUse,
                    "Name a command; they are " + namesOf(commands) + ", and --help says more.");
    std::vector<std::string> result = words;
    if (!words.front().starts_with('-')) {
        if (std::ranges::find(commands, words.front(), &Command::name) == commands.end())
            throw Error(ErrorCode::WrongUse, "There is no command \"" + words.front() +
                                                 "\"; the commands are " + namesOf(commands) + '.');
        result = normaliseArguments({words.begin() + 1, words.end()},
                                    optionNames(*parser.get_subcommand(words.front())));
        result.insert(result.begin(), words.front());
    }
    std::ranges::reverse(result);
    return result;
}

int run(const Program& program, const std::vector<std::string>& words)
{
    const std::vector<Command>& commands = program.commands;
    if (!words.empty()) {
        const auto named = std::ranges::find(commands, words.front(), &Command::name);
        if (named != commands.end() && !named->program.empty())
            become(named->program, {words.begin() + 1, words.end()});
    }
    CLI::App parser(program.description, program.name);
    parser.footer(program.footer);
    parser.require_subcommand(1);
    parser.set_version_flag("--version", program.version);
    for (const Command& command : commands)
        command.addOptions(
            *parser.add_subcommand(command.name, command.help)->footer(program.footer));
    try {
        parser.parse(prepared(parser, commands, words));
    } catch (const CLI::Success& request) {
        return parser.exit(request);
    } catch (const CLI::ParseError& error) {
        std::cerr << program.name << ": " << error.what() << "; see " << program.name
                  << " --help.\n";
        return wrongUse;
    }
    return std::ranges::find_if(
               commands,
               [&parser](const Command& command) { return parser.got_subcommand(command.name); })
        ->run();
}

} // namespace

int runProgram(const Program& program, int count, char** words)
{
    try {
        return run(program, {words + 1, words + count});
    } catch (const Error& error) {
        std::cerr << program.name << ": " << error.what() << '\n';
        return exitCodeOf(error);
    } catch (const std::exception& error) {
        std::cerr << program.name << ": an unforeseen failure: " << error.what() << '\n';
        return failure;
    }
}

} // namespace exitscope

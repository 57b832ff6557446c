#include "cli/arguments.h"
#include "cli/bench.h"
#include "cli/calibrate.h"
#include "cli/correctness.h"
#include "cli/generate.h"
#include "cli/optionnames.h"
#include "cli/quality.h"

#include "base/error.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace {

using namespace exitscope;

constexpr int success = 0;
constexpr int failure = 1;
constexpr int wrongUse = 2;

constexpr const char* footer =
    R"(Names of options may be spelled with _ or -. A boolean stands bare, as --x False, --x=False or --no-x.
Exit codes: 0 done, 1 failure (of correctness, a real difference too), 2 wrong use.

Examples:
  exitscope-cli generate --prompt "Once upon a time" --criteria cosine_similarity --watch --plot run.png
  exitscope-cli generate --model ~/models/layerskip-llama3.2-1B --prompt_ids 1,5,9 --no-sample --json
  exitscope-cli correctness --prompts prompts.txt --generation_strategy self_speculative --exit_layer 4
  exitscope-cli calibrate --criteria max_probability --risk 0.1 --confidence 0.9)";

int exitCodeOf(const Error& error)
{
    return error.code() == ErrorCode::WrongUse || error.code() == ErrorCode::PromptEmpty ? wrongUse
                                                                                         : failure;
}

/// The words in the parser's one form, last first, as it wants them. Throws Error(WrongUse).
std::vector<std::string> prepared(const CLI::App& program, const std::vector<std::string>& words)
{
    if (words.empty())
        throw Error(ErrorCode::WrongUse,
                    "Name a command, generate, correctness, calibrate, quality or bench; --help "
                    "says more.");
    std::vector<std::string> result = words;
    if (!words.front().starts_with('-')) {
        const auto commands = program.get_subcommands(
            [&](const CLI::App* command) { return command->check_name(words.front()); });
        if (commands.empty())
            throw Error(ErrorCode::WrongUse,
                        "There is no command \"" + words.front() +
                            "\"; the commands are generate, correctness, calibrate, quality and "
                            "bench.");
        result =
            normaliseArguments({words.begin() + 1, words.end()}, optionNames(*commands.front()));
        result.insert(result.begin(), words.front());
    }
    std::ranges::reverse(result);
    return result;
}

/// The commands' options.
struct Options
{
    GenerateOptions generate;
    CorrectnessOptions correctness;
    CalibrateOptions calibrate;
    QualityOptions quality;
    BenchOptions bench;
};

void addCommands(CLI::App& program, Options& options)
{
    const auto add = [&program](const char* name, const char* help) -> CLI::App& {
        return *program.add_subcommand(name, help)->footer(footer);
    };
    addGenerateOptions(add("generate", "Write a text; interactive when no prompt is given"),
                       options.generate);
    addCorrectnessOptions(
        add("correctness", "Compare what a strategy writes with full decoding, token by token"),
        options.correctness);
    addCalibrateOptions(
        add("calibrate", "Find the threshold that keeps a risk of tokens unlike full depth's"),
        options.calibrate);
    addQualityOptions(
        add("quality", "Compare what a model says of a text in several dtypes, and where it would "
                       "exit"),
        options.quality);
    addBenchOptions(add("bench", "Measure opening, prefill and decoding"), options.bench);
}

int run(const std::vector<std::string>& words)
{
    CLI::App program("Runs Llama-family models with early exit and shows how deep they think.",
                     "exitscope-cli");
    program.footer(footer);
    program.require_subcommand(1);
    program.set_version_flag("--version", std::string("exitscope " EXITSCOPE_VERSION));
    Options options;
    addCommands(program, options);
    try {
        program.parse(prepared(program, words));
    } catch (const CLI::Success& request) {
        return program.exit(request);
    } catch (const CLI::ParseError& error) {
        std::cerr << "exitscope-cli: " << error.what() << "; see exitscope-cli --help.\n";
        return wrongUse;
    }
    if (program.got_subcommand("correctness"))
        return runCorrectness(std::move(options.correctness));
    if (program.got_subcommand("calibrate"))
        return runCalibrate(std::move(options.calibrate));
    if (program.got_subcommand("quality"))
        return runQuality(options.quality);
    if (program.got_subcommand("bench"))
        return runBench(std::move(options.bench));
    return runGenerate(std::move(options.generate));
}

} // namespace

int main(int count, char** words)
{
    try {
        return run({words + 1, words + count});
    } catch (const Error& error) {
        std::cerr << "exitscope-cli: " << error.what() << '\n';
        return exitCodeOf(error);
    } catch (const std::exception& error) {
        std::cerr << "exitscope-cli: an unforeseen failure: " << error.what() << '\n';
        return failure;
    }
}

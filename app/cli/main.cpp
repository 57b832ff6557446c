#include "cli/arguments.h"
#include "cli/bench.h"
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
  exitscope-cli correctness --prompts prompts.txt --generation_strategy self_speculative --exit_layer 4)";

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
                    "Name a command, generate, correctness, quality or bench; --help says "
                    "more.");
    std::vector<std::string> result = words;
    if (!words.front().starts_with('-')) {
        const auto commands = program.get_subcommands(
            [&](const CLI::App* command) { return command->check_name(words.front()); });
        if (commands.empty())
            throw Error(ErrorCode::WrongUse,
                        "There is no command \"" + words.front() +
                            "\"; the commands are generate, correctness, quality and bench.");
        result =
            normaliseArguments({words.begin() + 1, words.end()}, optionNames(*commands.front()));
        result.insert(result.begin(), words.front());
    }
    std::ranges::reverse(result);
    return result;
}

int run(const std::vector<std::string>& words)
{
    CLI::App program("Runs Llama-family models with early exit and shows how deep they think.",
                     "exitscope-cli");
    program.footer(footer);
    program.require_subcommand(1);
    program.set_version_flag("--version", std::string("exitscope " EXITSCOPE_VERSION));
    GenerateOptions generateOptions;
    BenchOptions benchOptions;
    auto* generate = program.add_subcommand("generate", "Write a text; interactive when no prompt "
                                                        "is given");
    addGenerateOptions(*generate, generateOptions);
    generate->footer(footer);
    CorrectnessOptions correctnessOptions;
    auto* correctness = program.add_subcommand(
        "correctness", "Compare what a strategy writes with full decoding, token by token");
    addCorrectnessOptions(*correctness, correctnessOptions);
    correctness->footer(footer);
    QualityOptions qualityOptions;
    auto* quality = program.add_subcommand(
        "quality",
        "Compare what a model says of a text in several dtypes, and where it would exit");
    addQualityOptions(*quality, qualityOptions);
    auto* bench = program.add_subcommand("bench", "Measure opening, prefill and decoding");
    addBenchOptions(*bench, benchOptions);
    try {
        program.parse(prepared(program, words));
    } catch (const CLI::Success& request) {
        return program.exit(request);
    } catch (const CLI::ParseError& error) {
        std::cerr << "exitscope-cli: " << error.what() << "; see exitscope-cli --help.\n";
        return wrongUse;
    }
    if (*correctness)
        return runCorrectness(std::move(correctnessOptions));
    if (*quality)
        return runQuality(qualityOptions);
    return *generate ? runGenerate(std::move(generateOptions)) : runBench(std::move(benchOptions));
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

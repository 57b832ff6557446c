#include "cli/arguments.h"
#include "cli/bench.h"
#include "cli/benchmark.h"
#include "cli/calibrate.h"
#include "cli/command.h"
#include "cli/correctness.h"
#include "cli/eval.h"
#include "cli/generate.h"
#include "cli/merge.h"
#include "cli/optionnames.h"
#include "cli/quality.h"
#include "cli/sweep.h"

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
  exitscope-cli calibrate --criteria max_probability --risk 0.1 --confidence 0.9
  exitscope-cli benchmark --dataset cnn_dm_summarization --data_path cnn_dm --num_samples 100 --output_dir out)";

int exitCodeOf(const Error& error)
{
    return error.code() == ErrorCode::WrongUse || error.code() == ErrorCode::PromptEmpty ? wrongUse
                                                                                         : failure;
}

/// All commands; a new one is a line here.
std::vector<Command> allCommands()
{
    return {
        makeCommand("generate", "Write a text; interactive when no prompt is given",
                    addGenerateOptions, runGenerate),
        makeCommand("correctness",
                    "Compare what a strategy writes with full decoding, token by token",
                    addCorrectnessOptions, runCorrectness),
        makeCommand("calibrate",
                    "Find the threshold that keeps a risk of tokens unlike full depth's",
                    addCalibrateOptions, runCalibrate),
        makeCommand("quality",
                    "Compare what a model says of a text in several dtypes, and where it would "
                    "exit",
                    addQualityOptions, runQuality),
        makeCommand("benchmark",
                    "Measure quality and speed on a data set: ROUGE, BLEU, time, exits, drafts",
                    addBenchmarkOptions, runBenchmarkCommand),
        makeCommand("merge", "Join the shards of a benchmark", addMergeOptions, runMerge),
        makeCommand("sweep", "Run the benchmark over a grid of settings and name the best",
                    addSweepOptions, runSweepCommand),
        makeCommand("eval", "Run evaluation tasks, as EleutherAI's harness does", addEvalOptions,
                    runEval),
        makeCommand("bench", "Measure opening, prefill and decoding", addBenchOptions, runBench),
    };
}

/// "generate, correctness and bench".
std::string namesOf(const std::vector<Command>& commands)
{
    std::string names;
    for (std::size_t i = 0; i < commands.size(); ++i)
        names += (i == 0 ? "" : i + 1 < commands.size() ? ", " : " and ") + commands[i].name;
    return names;
}

/// The words in the parser's one form, last first, as it wants them. Throws Error(WrongUse).
std::vector<std::string> prepared(const CLI::App& program, const std::vector<Command>& commands,
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
                                    optionNames(*program.get_subcommand(words.front())));
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
    const std::vector<Command> commands = allCommands();
    for (const Command& command : commands)
        command.addOptions(*program.add_subcommand(command.name, command.help)->footer(footer));
    try {
        program.parse(prepared(program, commands, words));
    } catch (const CLI::Success& request) {
        return program.exit(request);
    } catch (const CLI::ParseError& error) {
        std::cerr << "exitscope-cli: " << error.what() << "; see exitscope-cli --help.\n";
        return wrongUse;
    }
    return std::ranges::find_if(
               commands,
               [&program](const Command& command) { return program.got_subcommand(command.name); })
        ->run();
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

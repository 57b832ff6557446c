#include "cli/bench.h"
#include "cli/benchmark.h"
#include "cli/calibrate.h"
#include "cli/correctness.h"
#include "cli/eval.h"
#include "cli/generate.h"
#include "cli/merge.h"
#include "cli/program.h"
#include "cli/quality.h"
#include "cli/serve.h"
#include "cli/sweep.h"
#include "version/version.h"

namespace {

using namespace exitscope;

constexpr const char* footer =
    R"(Names of options may be spelled with _ or -. A boolean stands bare, as --x False, --x=False or --no-x.
Exit codes: 0 done, 1 failure (of correctness, a real difference too), 2 wrong use.

Examples:
  exitscope-cli generate --prompt "Once upon a time" --criteria cosine_similarity --watch --plot run.png
  exitscope-cli generate --model ~/models/layerskip-llama3.2-1B --prompt_ids 1,5,9 --no-sample --json
  exitscope-cli correctness --prompts prompts.txt --generation_strategy self_speculative --exit_layer 4
  exitscope-cli calibrate --criteria max_probability --risk 0.1 --confidence 0.9
  exitscope-cli benchmark --dataset cnn_dm_summarization --data_path cnn_dm --num_samples 100 --output_dir out
  exitscope-cli models download facebook/layerskip-llama3.2-1B)";

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
        makeCommand("serve", "Answer completions over HTTP, as the OpenAI API does",
                    addServeOptions, runServe),
        elsewhere("models", "List, download and remove models of the hub", "exitscope-models"),
    };
}

} // namespace

int main(int count, char** words)
{
    return runProgram({"exitscope-cli",
                       "Runs Llama-family models with early exit and shows how deep they think.",
                       versionText(), footer, allCommands()},
                      count, words);
}

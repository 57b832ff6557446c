#include "cli/runoptions.h"

#include "cli/optiongroup.h"
#include "model/precision.h"

#include <algorithm>
#include <iostream>

namespace exitscope {

namespace {

void addStrategyOptions(CLI::App& command, RunOptions& options, Numbers numbers)
{
    Settings& settings = options.settings;
    OptionGroup group(command, "Early exit");
    group
        .add("generation_strategy", options.strategy,
             "autoregressive writes token by token; self_speculative drafts with the first "
             "--exit_layer layers and verifies with all; dynamic_self_speculative lets --criteria "
             "pick the layer of each draft")
        ->check(CLI::IsMember({"autoregressive", "self_speculative", "dynamic_self_speculative"}))
        ->capture_default_str();
    if (numbers == Numbers::Varied)
        return;
    group.addWhole("exit_layer", settings.exitLayerLimit,
                   "run only the first E layers (-1: all); of speculation, the drafts only");
    group.addWhole("num_speculations", settings.numSpeculations,
                   "drafts in each round of speculation");
}

void addScoringOption(CLI::App& command, RunOptions& options)
{
    OptionGroup(command, "Early exit")
        .add("scoring", options.scoring,
             "how a criterion that needs the head is asked: exact (by the full head) or preview "
             "(by an estimate that costs little; an exit that it proposes is checked by the full "
             "head, so a token may leave later, but never where the rule does not hold; on the "
             "CPU, elsewhere always exact)")
        ->check(CLI::IsMember({"exact", "preview"}))
        ->capture_default_str();
}

void addCacheOptions(CLI::App& command, RunOptions& options)
{
    Settings& settings = options.settings;
    OptionGroup group(command, "Early exit");
    group
        .add("kv", options.kv,
             "K/V of skipped layers: exact (made later, when needed), copy (made at once from the "
             "state at the exit) or holes (never made, as in the original)")
        ->check(CLI::IsMember({"exact", "copy", "holes"}))
        ->capture_default_str();
    group.addBoolean("prompt_exit", settings.promptExit,
                     "apply the rule to the prompt too; only with --kv holes");
    group.addWhole("max_waiting", settings.maxWaiting,
                   "rows that may wait before the layers they skipped are made (0: no limit)");
}

} // namespace

void addModelOptions(CLI::App& command, RunOptions& options)
{
    OptionGroup group(command, "Model");
    group.add("model", options.model,
              "checkpoint folder as on Hugging Face, or org/name from the local hub cache "
              "(default: the bundled model)");
    group
        .add("dtype", options.load.dtype,
             "of the weights: fp32, fp16, bf16, int8 or int4 (default: as the checkpoint); int8 "
             "and int4 are made of any checkpoint when it is first opened, and kept in the user's "
             "cache; bf16-a16, int8-a8 and int4-a8 also round what meets the weights, to bf16 or "
             "to bytes: faster where several rows pass at once, and a little less exact; CPU only")
        ->check([](const std::string& dtype) {
            return precisionNamed(dtype) ? std::string()
                                         : '"' + dtype + "\" is not one of " + precisionNames();
        });
    group.add(
        "device", options.load.device,
        "cpu, cuda, cuda:N, auto (layers spread by free memory), or how many layers go where, "
        "for example cuda:0=20,cpu (default: cpu)");
    group.addWhole("threads", options.load.threads, "CPU threads (0: as many as cores)");
}

void addSamplingOptions(CLI::App& command, RunOptions& options)
{
    Settings& settings = options.settings;
    Sampling& sampling = settings.sampling;
    OptionGroup group(command, "Text");
    group.addWhole("max_steps", settings.maxSteps, "most tokens to write");
    group.addBoolean("sample", sampling.sample,
                     "draw tokens at random; false takes the most likely one");
    group.addDecimal("temperature", sampling.temperature,
                     "flattens (above 1) or sharpens (below 1) the distribution");
    group.addWhole("top_k", sampling.topK, "keep the k most likely tokens (0: all)");
    group.addDecimal("top_p", sampling.topP,
                     "keep the most likely tokens that hold this share of the probability");
    group.addDecimal("min_p", sampling.minP,
                     "keep tokens with at least this share of the largest probability (0: all)");
    group.addDecimal("repetition_penalty", sampling.repetitionPenalty,
                     "above 1 makes tokens that were already written less likely (1: none)");
    group.addWhole("no_repeat_ngram_size", sampling.noRepeatNgram,
                   "write no sequence of this many tokens twice (0: any)");
    group.addWhole("seed", sampling.seed, "the same seed gives the same text");
    group.addBoolean("ignore_eos", settings.ignoreEos, "write on past the end-of-text token");
    group.addList("stop_words", settings.stopWords,
                  "end where one of these is written (several words, or several times)");
}

void addExitOptions(CLI::App& command, RunOptions& options, Numbers numbers)
{
    addStrategyOptions(command, options, numbers);
    addRuleOptions(command, options.rule);
    addScoringOption(command, options);
    addCacheOptions(command, options);
    addCriterionOptions(command, options.rule);
}

void noteUnusedParameters(const RunOptions& options)
{
    const Rule rule = ruleFor(options.rule, {});
    for (const auto& given : options.rule.given) {
        const auto uses = [&](const Condition& c) { return c.parameters.contains(given.first); };
        if (!options.settings.watch && std::ranges::none_of(rule.conditions, uses))
            std::cerr << "--" << given.first << " has no effect: --criteria is " << rule.name()
                      << ".\n";
    }
}

} // namespace exitscope

#include "trace/settings.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace exitscope {

namespace {

template <typename T>
void require(bool holds, const char* field, const T& value, const std::string& rule)
{
    if (holds)
        return;
    std::ostringstream sentence;
    sentence << field << " is " << value << ", but must be " << rule << '.';
    throw Error(ErrorCode::WrongUse, sentence.str());
}

void validate(const Sampling& sampling)
{
    require(std::isfinite(sampling.repetitionPenalty) && sampling.repetitionPenalty > 0,
            "repetition_penalty", sampling.repetitionPenalty, "above 0 (1 is none)");
    require(sampling.noRepeatNgram >= 0, "no_repeat_ngram_size", sampling.noRepeatNgram,
            "0 (no limit) or more");
    if (!sampling.sample)
        return;
    require(std::isfinite(sampling.temperature) && sampling.temperature > 0, "temperature",
            sampling.temperature, "above 0 (sample off takes the most likely token)");
    require(sampling.topK >= 0, "top_k", sampling.topK, "0 (all tokens) or more");
    require(sampling.topP > 0 && sampling.topP <= 1, "top_p", sampling.topP,
            "above 0 and at most 1");
    require(sampling.minP >= 0 && sampling.minP <= 1, "min_p", sampling.minP,
            "from 0 (all tokens) to 1");
}

void validateSpeculation(const Settings& settings)
{
    if (settings.kvPolicy != KvPolicy::Exact)
        throw Error(ErrorCode::WrongUse,
                    std::string(fieldName(settings.strategy)) + " needs kv exact, and kv is " +
                        fieldName(settings.kvPolicy) +
                        ": verification runs the layers that the drafts skipped.");
    if (settings.strategy == Strategy::SelfSpeculative && settings.exitLayerLimit < 1)
        throw Error(ErrorCode::WrongUse,
                    "self_speculative needs exit_layer, the number of layers that draft.");
    if (settings.strategy == Strategy::DynamicSelfSpeculative && !settings.rule.mayExit())
        throw Error(ErrorCode::WrongUse, "dynamic_self_speculative needs a criterion, which picks "
                                         "the layer of each draft.");
}

} // namespace

void validate(const Settings& settings, int layers)
{
    if (settings.strategy != Strategy::SelfSpeculative)
        validate(settings.rule, layers);
    const int limit = settings.exitLayerLimit;
    require(limit == -1 || (limit >= 1 && limit <= layers), "exit_layer", limit,
            "-1 (none) or from 1 to " + std::to_string(layers) + ", the model's number of layers");
    if (settings.promptExit && settings.kvPolicy != KvPolicy::Holes)
        throw Error(ErrorCode::WrongUse,
                    "prompt_exit needs kv holes: the other policies run the prompt at full depth.");
    require(settings.maxWaiting >= 0, "max_waiting", settings.maxWaiting, "0 (no limit) or more");
    require(settings.numSpeculations >= 1, "num_speculations", settings.numSpeculations,
            "1 or more");
    require(settings.maxSteps >= 1, "max_steps", settings.maxSteps, "1 or more");
    if (std::ranges::any_of(settings.stopWords, &std::string::empty))
        throw Error(ErrorCode::WrongUse, "A stop word is empty; leave it out.");
    if (settings.speculates())
        validateSpeculation(settings);
    validate(settings.sampling);
}

const char* fieldName(KvPolicy policy)
{
    switch (policy) {
    case KvPolicy::Exact:
        return "exact";
    case KvPolicy::Holes:
        return "holes";
    case KvPolicy::Copy:
        return "copy";
    }
    return "exact";
}

const char* fieldName(Scoring scoring)
{
    return scoring == Scoring::Preview ? "preview" : "exact";
}

const char* fieldName(Strategy strategy)
{
    switch (strategy) {
    case Strategy::Autoregressive:
        return "autoregressive";
    case Strategy::SelfSpeculative:
        return "self_speculative";
    case Strategy::DynamicSelfSpeculative:
        return "dynamic_self_speculative";
    }
    return "autoregressive";
}

} // namespace exitscope

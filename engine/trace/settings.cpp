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
    if (!sampling.sample)
        return;
    require(std::isfinite(sampling.temperature) && sampling.temperature > 0, "temperature",
            sampling.temperature, "above 0 (sample off takes the most likely token)");
    require(sampling.topK >= 0, "top_k", sampling.topK, "0 (all tokens) or more");
    require(sampling.topP > 0 && sampling.topP <= 1, "top_p", sampling.topP,
            "above 0 and at most 1");
}

} // namespace

void validate(const Settings& settings, int layers)
{
    makeRule(settings.rule.name(), settings.rule.parameters); // throws for what is out of range
    const int limit = settings.exitLayerLimit;
    require(limit == -1 || (limit >= 1 && limit <= layers), "exit_layer", limit,
            "-1 (none) or from 1 to " + std::to_string(layers) + ", the model's number of layers");
    if (settings.promptExit && settings.kvPolicy != KvPolicy::Holes)
        throw Error(ErrorCode::WrongUse,
                    "prompt_exit needs kv holes: the exact policy runs the prompt at full depth.");
    require(settings.maxWaiting >= 0, "max_waiting", settings.maxWaiting, "0 (no limit) or more");
    require(settings.maxSteps >= 1, "max_steps", settings.maxSteps, "1 or more");
    if (std::ranges::any_of(settings.stopWords, &std::string::empty))
        throw Error(ErrorCode::WrongUse, "A stop word is empty; leave it out.");
    validate(settings.sampling);
}

const char* fieldName(KvPolicy policy)
{
    return policy == KvPolicy::Holes ? "holes" : "exact";
}

} // namespace exitscope

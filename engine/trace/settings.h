#pragma once

#include "exit/rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace exitscope {

/// What happens to the K/V entries of layers that a token skips.
enum class KvPolicy
{
    Exact, ///< made later, in one batch, when a token goes deeper
    Holes, ///< never made, as the original implementation does
};

/// How the next token is chosen from the exit layer's logits.
struct Sampling
{
    bool sample = true;       ///< false: greedy
    double temperature = 0.6; ///< > 0
    int topK = 0;             ///< 0: all
    double topP = 0.9;        ///< (0, 1]; 1: all
    std::uint64_t seed = 42;

    bool operator==(const Sampling&) const = default;
};

/// Everything that the user may change between two tokens.
struct Settings
{
    Rule rule;
    int exitLayerLimit = -1; ///< option `exit_layer`: the first E layers run; -1: all
    KvPolicy kvPolicy = KvPolicy::Exact;
    bool promptExit = false; ///< holes only: the rule is applied to the prompt pass too
    int maxWaiting = 32;     ///< rows that may wait before a catch-up is forced; 0: unlimited
    bool watch = false;      ///< run and score every layer; the rule still picks the token
    Sampling sampling;
    int maxSteps = 512;
    bool ignoreEos = false;
    std::vector<std::string> stopWords;

    /// How many layers belong to the model under these settings: E, or all `layers`.
    int depth(int layers) const { return exitLayerLimit > 0 ? exitLayerLimit : layers; }

    bool operator==(const Settings&) const = default;
};

/// Throws Error(WrongUse) for a value that no run can use, naming the field, the value and the
/// range.
void validate(const Settings& settings, int layers);

const char* fieldName(KvPolicy policy);

} // namespace exitscope

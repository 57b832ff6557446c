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
    Copy   ///< made at once from the hidden state at the exit
};

/// Who decides on the tokens.
enum class Strategy
{
    Autoregressive,         ///< each token leaves where the rule, if any, lets it out
    SelfSpeculative,        ///< the first layers draft, the whole model verifies (LayerSkip)
    DynamicSelfSpeculative, ///< the same, and the rule picks the exit of each draft
};

/// How the scores of a rule that needs the head are made while deciding.
enum class Scoring
{
    Exact,  ///< by the full head
    Preview ///< by a cheap estimate; an exit that it proposes is checked by the full head, so that
            ///< a token may leave later than under Exact but never where the rule does not hold
};

/// How the next token is chosen from the exit layer's logits.
struct Sampling
{
    bool sample = true;           ///< false: greedy
    double temperature = 0.6;     ///< > 0
    int topK = 0;                 ///< 0: all
    double topP = 0.9;            ///< (0, 1]; 1: all
    double minP = 0;              ///< [0, 1]: least probability as a share of the largest; 0: all
    double repetitionPenalty = 1; ///< > 0; 1: none. Greedy decoding applies it too
    int noRepeatNgram = 0;        ///< no_repeat_ngram_size: n-grams come but once; 0: any
    std::uint64_t seed = 42;

    bool operator==(const Sampling&) const = default;
};

/// Everything that the user may change between two tokens.
struct Settings
{
    Rule rule; ///< not asked under SelfSpeculative
    /// Option `exit_layer`: the first E layers run; -1: all. Under SelfSpeculative the layers that
    /// draft, under DynamicSelfSpeculative the most that a draft runs.
    int exitLayerLimit = -1;
    Strategy strategy = Strategy::Autoregressive;
    int numSpeculations = 6; ///< drafts per round
    KvPolicy kvPolicy = KvPolicy::Exact;
    bool promptExit = false; ///< holes only: the rule is applied to the prompt pass too
    int maxWaiting = 32;     ///< rows that may wait before a catch-up is forced; 0: unlimited
    Scoring scoring = Scoring::Exact;
    bool watch = false; ///< run and score every layer; the rule still picks the token
    Sampling sampling;
    int maxSteps = 512;
    bool ignoreEos = false;
    std::vector<std::string> stopWords;

    bool speculates() const { return strategy != Strategy::Autoregressive; }
    /// How many layers a token may pass before its logits are read: E, or all `layers`. Under
    /// speculation this holds for drafts.
    int depth(int layers) const { return exitLayerLimit > 0 ? exitLayerLimit : layers; }
    /// How many layers belong to the model under these settings.
    int modelDepth(int layers) const { return speculates() ? layers : depth(layers); }
    /// Whether the rule has a say.
    bool ruleApplies() const { return strategy != Strategy::SelfSpeculative && rule.mayExit(); }

    bool operator==(const Settings&) const = default;
};

/// Throws Error(WrongUse) for a value that no run can use, naming the field, the value and the
/// range.
void validate(const Settings& settings, int layers);

const char* fieldName(KvPolicy policy);
const char* fieldName(Strategy strategy);
const char* fieldName(Scoring scoring);

} // namespace exitscope

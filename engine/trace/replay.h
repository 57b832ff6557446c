#pragma once

#include "trace/run.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace exitscope {

/// Sums over tokens with a known exit, and the figures they give.
struct ReplayTotals
{
    int layers = 0;         ///< of the model: L
    int replayed = 0;       ///< tokens with a known exit
    int compared = 0;       ///< of these, those whose top-1 is known at the exit and at full depth
    int agreeing = 0;       ///< of these, those where the two are the same
    int decoded = 0;        ///< replayed, without the run's first token, which the prompt pass gave
    long long exits = 0;    ///< sum of the exit layers of all replayed
    long long pastExit = 0; ///< layers past the exit, of decoded

    /// Counts `token` as leaving at `exitLayer`; times -1 takes it out again.
    void add(const TokenTrace& token, bool isFirst, int exitLayer, int times = 1);
    /// Share of tokens whose top-1 at the exit is that of the last layer, 0..1; nothing where none
    /// could be compared.
    std::optional<double> agreement() const;
    /// Share of decode layers past the exit, 0..1, as RunSummary::layersPastExit.
    double layersSaved() const;
    double meanExitLayer() const; ///< 0-based; 0 without tokens
    bool operator==(const ReplayTotals&) const = default;
};

/// Why a token's exit under another rule is not known.
enum class NotReplayed : std::uint8_t
{
    No,                     ///< it is known
    NotWatched,             ///< the run stopped scoring at its own exit
    TemperatureNotRecorded, ///< no entropy at the rule's temperature: only at 1, 3 and the run's
    ScoreNotRecorded        ///< the token was watched, but a score that decides is missing
};

struct ReplayedToken
{
    int exitLayer = -1; ///< 0-based; -1 where it is not known
    NotReplayed reason = NotReplayed::No;
    /// Whether another token than the run's would have been chosen. Nothing where a top-1 that it
    /// hangs on was not recorded.
    std::optional<bool> differs;
    /// Whether the top-1 at the exit is not that of the last layer.
    std::optional<bool> differsFromFullDepth;

    bool operator==(const ReplayedToken&) const = default;
};

/// A recorded run under another rule.
struct Replay
{
    std::vector<ReplayedToken> tokens; ///< as many as the run's
    ReplayTotals totals;
    std::optional<int> firstDifference; ///< index of the first token known to differ
    /// The exits of the tokens before this index are those that a run under the rule would have.
    /// Under KvPolicy::Exact they reach through the first token that differs; under the other
    /// policies the first that leaves elsewhere changes what later tokens see, and where logits
    /// were drawn from or processed, the first that leaves elsewhere may be another token. Nothing
    /// is vouched for from the first token that could not be replayed.
    int trueTokens = 0;
    /// Some tokens were drawn, or chosen from processed logits. Their `differs` compares the top-1
    /// at the new exit with the top-1 at the recorded one, since what would have been drawn there
    /// was not recorded.
    bool comparesTop1Only = false;
    int notWatched = 0;
    int temperatureNotRecorded = 0;
    int scoreNotRecorded = 0;
};

/// Applies `rule` to the scores that `run` recorded, without running the model. The tokens stay the
/// run's: each is asked where it would have left had the text before it been the same. A token
/// that was not watched is replayed where the scores up to its exit suffice. `depthLimit`: the
/// first that many layers run, as the option exit_layer; -1: all. Source: ENGINE.md, Replay.
Replay replay(const Run& run, const Rule& rule, int depthLimit = -1);

/// Top-1 at `layer`, 0-based; -1 where it was not recorded.
int top1At(const TokenTrace& token, int layer);
/// Whether the token may be another than the top-1 of its exit layer: sampled, or chosen after a
/// repetition penalty or an n-gram ban.
bool isDrawn(const Settings& settings);
/// How many of `layers` layers a token may run under that option: 1 to `layers`.
int depthUnder(int depthLimit, int layers);

} // namespace exitscope

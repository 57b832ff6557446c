#pragma once

#include "exit/layerstatistics.h"
#include "trace/settings.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace exitscope {

/// Which model made a run.
struct ModelIdentity
{
    std::string name;
    std::string path;
    std::string hash;  ///< of the checkpoint's tensor index: names, dtypes, shapes, offsets
    std::string dtype; ///< in which it ran: the name of a Precision, such as "bf16"
    int layers = 0;
    int vocabulary = 0;
    int width = 0;
    int contextLength = 0;
    std::string tokenizer = {}; ///< its kind and file; empty where there is none

    ModelShape shape() const { return {layers, vocabulary}; }
    bool operator==(const ModelIdentity&) const = default;
};

/// What is known of one layer at one column's position.
enum class CellState : std::uint8_t
{
    Never,    ///< this layer has not run at this position, or under `holes` only to be scored
    Computed, ///< it ran when the token was predicted
    CaughtUp, ///< it ran later, in a batch with a token that went deeper
    Copied,   ///< its K/V were made from the state at the exit (policy `copy`); it did not run, or
              ///< only to be scored
};

/// How a token came to be written.
enum class TokenRole : std::uint8_t
{
    Emitted,   ///< by the model itself, without a draft
    Accepted,  ///< drafted, and confirmed by the whole model
    Corrected, ///< by the whole model in the place of a draft that it rejected
    Chosen ///< by the user in the place of the model's choice; exit and scores are the model's own
};

struct TopEntry
{
    int id = -1;
    float probability = 0;

    bool operator==(const TopEntry&) const = default;
};

/// Entries kept per layer of a watched token.
inline constexpr int topEntriesPerLayer = 5;

/// Milliseconds of wall time; together all that writing the token took. Of a round of speculation,
/// each token that had a draft counts what its draft took; the last one also what verification took
/// (of the round that ran the prompt, the first) and the drafts that left no token.
struct TokenTimes
{
    double layersMs = 0;   ///< decoder layers, with the older rows that they carried along
    double carriedMs = 0;  ///< the part of layersMs in batches that carried older rows
    int carriedPasses = 0; ///< how many layers those were
    double scoringMs = 0;  ///< final norm, head and scores
    double catchUpMs = 0;  ///< catch-up apart from the token's own layers
    double samplingMs = 0; ///< choice of the token from its logits
    double otherMs = 0;    ///< the rest: bookkeeping and records
    double totalMs() const { return layersMs + scoringMs + catchUpMs + samplingMs + otherMs; }
    TokenTimes& operator+=(const TokenTimes& more);
    bool operator==(const TokenTimes&) const = default;
};

/// One emitted token and how it came about: a column of the heatmap.
struct TokenTrace
{
    int id = -1;
    std::string bytes;  ///< what it adds to the text, raw; may end inside a UTF-8 sequence
    int position = 0;   ///< of the row whose layers predicted it: prompt length - 1 + index
    int exitLayer = -1; ///< 0-based: layers 0..exitLayer ran; its logits gave the token
    /// Under Scoring::Preview and watched: where the token would have left, decided by estimates;
    /// -1 elsewhere.
    int previewExitLayer = -1;
    TokenRole role = TokenRole::Emitted;
    std::vector<LayerStatistics> layers; ///< L entries; NaN where not computed
    std::vector<TopEntry> top; ///< L x topEntriesPerLayer when watched, else empty; id -1: unused
    std::vector<CellState> cells; ///< L entries: the newest state known (cell events are applied)
    std::vector<int> caughtUpAt;  ///< L entries: token index of the catch-up, -1 elsewhere
    TokenTimes times;
    /// Layer-rows of this token's own decoding, for an accepted one its draft's; 0 for a prompt
    /// pass.
    int layersRun = 0;
    /// Layer-rows that ran late: of older positions that were carried along and, for an accepted
    /// token, those of its verification. The last token of a round also counts the rows of rejected
    /// drafts. So over a run layersRun and catchUpRows add up to all that ran except the prompt's
    /// rows and the row that met the end of the text.
    int catchUpRows = 0;
    int debtRows = 0; ///< token-layers that wait after this token

    std::span<const TopEntry> topAt(int layer) const;
    bool operator==(const TokenTrace&) const = default;
};

/// At token `atToken`, `layer` came to hold the K/V of columns [firstToken, lastToken] late. The
/// step that met the end of the text stands one past the last token.
struct CellEvent
{
    int atToken = 0;
    int layer = 0;
    int firstToken = 0;
    int lastToken = 0;

    bool operator==(const CellEvent&) const = default;
};

/// From token index `token` on, `settings` hold.
struct SettingsChange
{
    int token = 0;
    Settings settings;

    bool operator==(const SettingsChange&) const = default;
};

enum class FinishReason : std::uint8_t
{
    Unfinished,
    Eos,
    Length,
    Context,
    Stop,
    Cancelled
};

/// A layer's score that lay within 1e-5 of its threshold: the decision hangs on rounding.
struct Tie
{
    int token = 0;
    int layer = 0;
    double score = 0;
    double threshold = 0;
    bool operator==(const Tie&) const = default;
};

inline constexpr double tieWidth = 1e-5;

/// Two tokens whose logits lie within rounding of one another where the larger was taken: the
/// whole model may choose the other when it runs in batches of another size.
struct CloseCall
{
    int token = 0;
    int first = -1; ///< id that was taken
    int second = -1;
    double firstLogit = 0;
    double secondLogit = 0;
    bool operator==(const CloseCall&) const = default;
};

/// A token that the first layers proposed.
struct Draft
{
    int id = -1;
    std::string bytes;
    int exitLayer = -1; ///< 0-based; its logits gave the draft
    bool operator==(const Draft&) const = default;
};

/// One round of self-speculation: drafts, and how many of them the whole model confirmed, also of
/// those past an eos or a stop string. The first draft stands for token `firstToken`; the first
/// that was rejected, for the token that corrected it. A round without drafts is not recorded.
struct SpeculationRound
{
    int firstToken = 0;
    std::vector<Draft> drafts;
    int accepted = 0;
    /// The text goes on in another way after its accepted drafts: no token corrects or follows
    /// them.
    bool isCut = false;
    bool operator==(const SpeculationRound&) const = default;
};

/// What one step of decoding adds to a run; the unit that crosses threads. One token, or the tokens
/// of one round of speculation; none where the step met the end of the text.
struct Step
{
    std::vector<TokenTrace> tokens;
    std::vector<CellEvent> events; ///< their atToken is that of the step's first token
    std::vector<Tie> ties;
    std::vector<CloseCall> closeCalls;
    std::optional<SpeculationRound> round;
    /// Of a step without tokens; append counts them with the last token's.
    int catchUpRows = 0;
    TokenTimes times = {};

    bool operator==(const Step&) const = default;
};

/// What one token of the whole model costs without exits, scores and catch-up, measured on the
/// machine that made the run, with a context as long as the run's was on average.
struct FullDepthCost
{
    double layersMs = 0; ///< all L layers
    double restMs = 0;   ///< final norm, head, choice of the token
    double headMs = 0;   ///< the part of restMs before the choice
    double totalMs() const { return layersMs + restMs; }
    bool operator==(const FullDepthCost&) const = default;
};

/// A recorded run: a value, complete without its model.
struct Run
{
    ModelIdentity model;
    std::string prompt; ///< as typed; empty when ids were given
    std::vector<int> promptIds;
    std::vector<SettingsChange> settings; ///< first entry at token 0
    std::vector<TokenTrace> tokens;
    std::vector<CellEvent> events;
    std::vector<Tie> ties;
    std::vector<CloseCall> closeCalls;
    std::vector<SpeculationRound> rounds;
    FinishReason finishReason = FinishReason::Unfinished;
    double prefillSeconds = 0;
    double decodeSeconds = 0;
    std::optional<FullDepthCost> fullDepth; ///< nothing where it was not measured

    /// Settings in force at token index `token`; defaults when none were recorded.
    const Settings& settingsAt(int token) const;
    /// Appends the step's tokens and applies its cell events to the columns.
    void append(Step step);
    /// The generated text: the tokens' bytes, one after another (may hold broken UTF-8).
    std::string text() const;

    bool operator==(const Run&) const = default;
};

/// Figures over a run, or over what has been written of it so far. Shares leave the first token
/// out: the prompt pass gave it.
struct RunSummary
{
    int tokens = 0;
    double tokensPerSecond = 0; ///< decoding after the first token; 0 while unknown
    double meanExitLayer = 0;   ///< 0-based
    double layersPastExit = 0;  ///< share of decode layers past the exit, 0..1
    double layersSaved = 0;     ///< share that has not run at all so far, catch-up counted as run
    long long layersRun = 0;    ///< layer-rows of decoding without catch-up
    long long catchUpRows = 0;  ///< layer-rows of catch-up
    int debtRows = 0;           ///< waiting now
    int drafted = 0;
    int accepted = 0;
    int previewCompared = 0; ///< tokens for which it is known where a preview would have left
    int previewDiffers = 0;  ///< of these, those that left elsewhere

    /// accepted / drafted; nothing where nothing was drafted.
    std::optional<double> acceptanceRate() const
    {
        return drafted > 0 ? std::optional(double(accepted) / drafted) : std::nullopt;
    }
};

RunSummary summarize(const Run& run);

const char* fieldName(FinishReason reason);
const char* fieldName(TokenRole role);

} // namespace exitscope

#pragma once

#include "exit/layerstatistics.h"
#include "trace/settings.h"

#include <cstdint>
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
    std::string dtype; ///< in which it ran: "fp32" or "bf16"
    int layers = 0;
    int vocabulary = 0;
    int width = 0;
    int contextLength = 0;

    ModelShape shape() const { return {layers, vocabulary}; }
    bool operator==(const ModelIdentity&) const = default;
};

/// What is known of one layer at one column's position.
enum class CellState : std::uint8_t
{
    Never,    ///< this layer has not run at this position
    Computed, ///< it ran when the token was predicted
    CaughtUp, ///< it ran later, in a batch with a token that went deeper
};

enum class TokenRole : std::uint8_t
{
    Emitted,
    Drafted,
    Accepted,
    Corrected
};

struct TopEntry
{
    int id = -1;
    float probability = 0;

    bool operator==(const TopEntry&) const = default;
};

/// Entries kept per layer of a watched token.
inline constexpr int topEntriesPerLayer = 5;

struct TokenTimes
{
    double layersMs = 0;
    double scoringMs = 0;
    double catchUpMs = 0;
    double samplingMs = 0;
    double totalMs() const { return layersMs + scoringMs + catchUpMs + samplingMs; }
    bool operator==(const TokenTimes&) const = default;
};

/// One emitted token and how it came about: a column of the heatmap.
struct TokenTrace
{
    int id = -1;
    std::string bytes;  ///< what it adds to the text, raw; may end inside a UTF-8 sequence
    int position = 0;   ///< of the row whose layers predicted it: prompt length - 1 + index
    int exitLayer = -1; ///< 0-based: layers 0..exitLayer ran; its logits gave the token
    TokenRole role = TokenRole::Emitted;
    std::vector<LayerStatistics> layers; ///< L entries; NaN where not computed
    std::vector<TopEntry> top; ///< L x topEntriesPerLayer when watched, else empty; id -1: unused
    std::vector<CellState> cells; ///< L entries: the newest state known (cell events are applied)
    std::vector<int> caughtUpAt;  ///< L entries: token index of the catch-up, -1 elsewhere
    TokenTimes times;
    int layersRun = 0;   ///< layer-rows of this token's own decoding; 0 for a prompt pass
    int catchUpRows = 0; ///< layer-rows of older positions that were carried along
    int debtRows = 0;    ///< token-layers that wait after this token

    std::span<const TopEntry> topAt(int layer) const;
    bool operator==(const TokenTrace&) const = default;
};

/// At token `atToken`, `layer` came to hold the K/V of columns [firstToken, lastToken] late.
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

/// What one step of decoding adds to a run; the unit that crosses threads.
struct Step
{
    TokenTrace token;
    std::vector<CellEvent> events;
    std::vector<Tie> ties;

    bool operator==(const Step&) const = default;
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
    FinishReason finishReason = FinishReason::Unfinished;
    double prefillSeconds = 0;
    double decodeSeconds = 0;

    /// Settings in force at token index `token`; defaults when none were recorded.
    const Settings& settingsAt(int token) const;
    /// Appends the step's token and applies its cell events to the earlier columns.
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
};

RunSummary summarize(const Run& run);

const char* fieldName(FinishReason reason);
const char* fieldName(TokenRole role);

} // namespace exitscope

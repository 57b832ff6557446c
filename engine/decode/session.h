#pragma once

#include "base/error.h"
#include "decode/continuationscore.h"
#include "trace/partialtoken.h"
#include "trace/run.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

class ContinuationScorer;
class Generation;
class Tokenizer;

struct LoadOptions
{
    std::string dtype;  ///< the name of a Precision, such as "bf16"; empty: as stored
    int threads = 0;    ///< 0: as many as physical cores
    std::string device; ///< "cpu", "cuda", "cuda:N", "auto", or a split; empty: cpu
};

/// Bytes that are read when a token is written: weights with their scales.
struct WeightTraffic
{
    std::size_t layer = 0; ///< one decoder layer (the mean, where they differ)
    std::size_t head = 0;
    std::size_t keyValueRow = 0; ///< K/V of one position in one layer
};

/// Told of a position of a text: what each layer says there about the next token, all statistics,
/// and the last layer's logits, [V]. Both hold until it returns.
using PositionObserver = std::function<void(int position, std::span<const LayerStatistics> layers,
                                            std::span<const float> logits)>;

/// A loaded model, ready to write. Owned and used by one thread (the engine thread); the identity
/// and the tokenizer may be read from any.
class Session
{
public:
    /// Opens a Hugging Face folder (config.json, safetensors, a tokenizer where there is one), or
    /// what locateModel finds under "org/name" in the local hub cache.
    static Result<std::unique_ptr<Session>> open(const std::filesystem::path& asked,
                                                 const LoadOptions& options = {});
    ~Session();

    /// The devices of this computer that LoadOptions::device can name one by one, the CPU last.
    static std::vector<std::string> devices();

    const ModelIdentity& model() const;
    /// Null where the folder holds none; then only prompt ids can be used, see tokenizerError.
    std::shared_ptr<const Tokenizer> tokenizer() const;
    /// Why there is no tokenizer; empty where there is one.
    std::string tokenizerError() const;
    /// Starting points that suit this checkpoint (exitscope.json beside config.json): criterion
    /// name to parameter values; a criterion that is not named keeps the general defaults.
    const std::map<std::string, ParameterValues>& criterionDefaults() const;
    std::vector<int> eosIds() const;
    WeightTraffic traffic() const;
    /// Sentences about what makes this session slower or poorer than it need be, for the user.
    std::vector<std::string> warnings() const;

    /// Starts a run on `promptIds`; nothing runs until Generation::next. Errors: PromptEmpty,
    /// PromptTooLong, WrongUse (an id outside the vocabulary). The session must outlive it, and
    /// only one generation at a time may be stepped.
    Result<std::unique_ptr<Generation>> start(std::vector<int> promptIds);
    /// The same from text.
    Result<std::unique_ptr<Generation>> start(const std::string& prompt);
    /// Goes on with a recorded run after its first `keep` tokens, as if they had just been written:
    /// the first step is token `keep`, which is `replacement` where one is given. Waiting rows and
    /// caches are first brought to where they stood then, which counts as prefill: under `exact` by
    /// batches over prompt and kept tokens, under `copy` and `holes` token by token, as deep as
    /// each was; so what follows under the run's settings is what it wrote itself, to rounding.
    /// Errors: WrongUse for a run of another model or dtype, a `keep` outside of it or an id
    /// outside the vocabulary; PromptTooLong; Unsupported where its cells were not recorded. The
    /// document of it begins with beforeToken(recorded, keep).
    Result<std::unique_ptr<Generation>> resume(const Run& recorded, int keep,
                                               std::optional<int> replacement = {});
    /// The whole model's raw logits [V] of what comes after `ids`, which run in one pass of their
    /// own: the judge where two ways to decode differ. Errors as start.
    Result<std::vector<float>> fullLogits(const std::vector<int>& ids) const;
    /// What a token of the whole model costs after `context` positions: medians of `repeats` passes
    /// of one row, of more where they are short, over K/V of that length whose content is void, so
    /// that no run is touched. Nothing when cancelled. Errors: OutOfMemory.
    Result<std::optional<FullDepthCost>> measureFullDepth(int context, int repeats = 3,
                                                          std::stop_token stop = {}) const;

    /// Reads `ids` in one pass of their own, all layers at each position, and tells of the
    /// positions one by one. `temperature` is that of LayerStatistics::entropyAtChosen. False when
    /// cancelled. Errors as start.
    Result<bool> readText(const std::vector<int>& ids, double temperature,
                          const PositionObserver& onPosition, std::stop_token stop = {}) const;

    /// How likely each of `continuations` is after `context`; see ContinuationScorer::score, which
    /// a scorer of this call's own carries out.
    Result<std::optional<std::vector<ContinuationScore>>>
    scoreContinuations(const std::vector<int>& context,
                       std::span<const std::vector<int>> continuations, const Settings& settings,
                       int topCount = 0, std::stop_token stop = {}) const;
    /// A scorer that keeps what consecutive contexts have in common. Threads and lifetime as
    /// Generation's, and its memory is that of a generation.
    std::unique_ptr<ContinuationScorer> scorer() const;

private:
    struct Private;
    explicit Session(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// Told of each draft as it is made, before the whole model has judged it.
using DraftObserver = std::function<void(const Draft&)>;

/// Told of the layers of a token one by one, by the thread that decodes.
class LayerObserver
{
public:
    virtual ~LayerObserver() = default;

    /// Whether to be told. Asked where a token's pass begins and at each of its layers; once it is
    /// false, the rest of that pass runs as if nobody watched.
    virtual bool isActive() const = 0;
    /// The newest layer of `token` has run. Decoding waits for the return, and no token's time
    /// counts the wait; where the run is cancelled meanwhile, the token is not written.
    virtual void layerRan(const PartialToken& token) = 0;
};

/// One run in progress: each call of next writes one token, or under speculation one round.
class Generation
{
public:
    virtual ~Generation() = default;

    virtual const std::vector<int>& promptIds() const = 0;

    /// The next token under `settings`, or under a speculative strategy those of one round; nothing
    /// when the run has ended (see finishReason). A step without tokens can be the last one: it met
    /// the end of the text. The first call runs the prompt. `stop` is polled at every layer: then
    /// the unfinished positions are cut from every layer, nothing is returned and the reason is
    /// Cancelled; a later call goes on from there as if it had not happened. Errors: WrongUse for
    /// settings that cannot be.
    virtual Result<std::optional<Step>> next(const Settings& settings, std::stop_token stop = {},
                                             const DraftObserver& onDraft = {}) = 0;

    /// From now on `observer` is told of every layer that runs for a token or a draft, over a
    /// prompt once for all of its positions. What runs late is not told of: catch-up, and the
    /// verification of drafts, which is one batch. Tokens, exits and records are those of a run
    /// that nobody watches; statistics that are told agree with the recorded ones to rounding.
    /// Null: nobody.
    virtual void setLayerObserver(LayerObserver* observer) = 0;

    virtual FinishReason finishReason() const = 0;
    virtual double prefillSeconds() const = 0;
    virtual double decodeSeconds() const = 0;
    /// K/V cache and waiting rows, bytes.
    virtual std::size_t memoryBytes() const = 0;
};

} // namespace exitscope

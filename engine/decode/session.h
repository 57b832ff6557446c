#pragma once

#include "base/error.h"
#include "trace/run.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

class Generation;
class Tokenizer;

struct LoadOptions
{
    std::string dtype; ///< "fp32", "bf16", or empty: as the checkpoint stores it
    int threads = 0;   ///< 0: as many as physical cores
};

/// A loaded model, ready to write. Owned and used by one thread (the engine thread); the identity
/// and the tokenizer may be read from any.
class Session
{
public:
    /// Opens a Hugging Face folder (config.json, model.safetensors, optionally tokenizer.model).
    static Result<std::unique_ptr<Session>> open(const std::filesystem::path& folder,
                                                 const LoadOptions& options = {});
    ~Session();

    const ModelIdentity& model() const;
    /// Null where the folder holds none; then only prompt ids can be used, see tokenizerError.
    std::shared_ptr<const Tokenizer> tokenizer() const;
    /// Why there is no tokenizer; empty where there is one.
    std::string tokenizerError() const;
    /// Starting points that suit this checkpoint (exitscope.json beside config.json): criterion
    /// name to parameter values; a criterion that is not named keeps the general defaults.
    const std::map<std::string, ParameterValues>& criterionDefaults() const;
    std::vector<int> eosIds() const;
    /// Sentences about what makes this session slower or poorer than it need be, for the user.
    std::vector<std::string> warnings() const;

    /// Starts a run on `promptIds`; nothing runs until Generation::next. Errors: PromptEmpty,
    /// PromptTooLong, WrongUse (an id outside the vocabulary). The session must outlive it, and
    /// only one generation at a time may be stepped.
    Result<std::unique_ptr<Generation>> start(std::vector<int> promptIds);
    /// The same from text.
    Result<std::unique_ptr<Generation>> start(const std::string& prompt);

private:
    struct Private;
    explicit Session(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// One run in progress: each call of next writes one token.
class Generation
{
public:
    virtual ~Generation() = default;

    virtual const std::vector<int>& promptIds() const = 0;

    /// The next token under `settings`, or nothing when the run has ended (see finishReason).
    /// The first call runs the prompt. `stop` is polled at every layer: then the unfinished
    /// position is cut from every layer, nothing is returned and the reason is Cancelled; a later
    /// call goes on from there as if it had not happened. Errors: WrongUse for settings that cannot
    /// be.
    virtual Result<std::optional<Step>> next(const Settings& settings,
                                             std::stop_token stop = {}) = 0;

    virtual FinishReason finishReason() const = 0;
    virtual double prefillSeconds() const = 0;
    virtual double decodeSeconds() const = 0;
    /// K/V cache and waiting rows, bytes.
    virtual std::size_t memoryBytes() const = 0;
};

} // namespace exitscope

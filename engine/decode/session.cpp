#include "decode/session.h"

#include "decode/checkpointdefaults.h"
#include "decode/llamageneration.h"
#include "model/blascheck.h"
#include "model/enginefailure.h"
#include "model/llamamodel.h"
#include "tokenizer/tokenizer.h"

#include <algorithm>

namespace exitscope {

struct Session::Private
{
    std::shared_ptr<const LlamaModel> model;
    std::shared_ptr<const Tokenizer> tokenizer;
    std::string tokenizerError;
    ModelIdentity identity;
    CheckpointDefaults defaults;
    std::vector<std::string> warnings;

    void openTokenizerOf(const std::filesystem::path& folder);
    void identify(const std::filesystem::path& folder);
};

/// A folder without a tokenizer that can be read still runs on ids; a broken one is an error.
void Session::Private::openTokenizerOf(const std::filesystem::path& folder)
{
    auto opened = openTokenizer(folder);
    if (!opened) {
        if (opened.error().code() == ErrorCode::FileDamaged)
            throw opened.error();
        tokenizerError = opened.error().what();
        return;
    }
    tokenizer = *opened;
    const int vocabulary = model->config().vocabulary;
    if (tokenizer->vocabularySize() > vocabulary)
        throw Error(
            ErrorCode::FileDamaged,
            "The tokenizer in " + folder.string() + " has " +
                std::to_string(tokenizer->vocabularySize()) + " pieces and the model's embedding " +
                std::to_string(vocabulary) +
                " rows: they are not of one checkpoint; put the right tokenizer.model there.");
}

void Session::Private::identify(const std::filesystem::path& folder)
{
    const ModelConfig& config = model->config();
    const std::filesystem::path whole =
        std::filesystem::weakly_canonical(std::filesystem::absolute(folder));
    identity.name = whole.filename().string();
    identity.path = whole.string();
    identity.hash = model->indexHash();
    identity.dtype = model->dtype();
    identity.layers = config.layers;
    identity.vocabulary = config.vocabulary;
    identity.width = config.width;
    identity.contextLength = config.contextLength;
}

namespace {

/// Far more threads than cores only take turns, and each costs memory.
void checkThreads(int threads)
{
    const int most = std::max(64, 4 * physicalCores());
    if (threads < 0 || threads > most)
        throw Error(ErrorCode::WrongUse, "threads is " + std::to_string(threads) +
                                             ", but must be from 0 (as many as cores) to " +
                                             std::to_string(most) + ".");
}

} // namespace

Session::Session(std::unique_ptr<Private> content)
    : d(std::move(content))
{}

Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::open(const std::filesystem::path& folder,
                                               const LoadOptions& options)
{
    try {
        checkThreads(options.threads);
        setThreads(options.threads > 0 ? options.threads : physicalCores());
        auto content = std::make_unique<Private>();
        content->model = LlamaModel::open(folder, options.dtype);
        content->identify(folder);
        content->openTokenizerOf(folder);
        content->defaults = readCheckpointDefaults(folder);
        for (const std::string& warning : {slowBlasWarning(), content->defaults.warning}) {
            if (!warning.empty())
                content->warnings.push_back(warning);
        }
        return std::unique_ptr<Session>(new Session(std::move(content)));
    } catch (...) {
        return describeFailure(folder.string() + " could not be opened");
    }
}

const ModelIdentity& Session::model() const
{
    return d->identity;
}

std::shared_ptr<const Tokenizer> Session::tokenizer() const
{
    return d->tokenizer;
}

std::string Session::tokenizerError() const
{
    return d->tokenizerError;
}

const std::map<std::string, ParameterValues>& Session::criterionDefaults() const
{
    return d->defaults.criteria;
}

std::vector<std::string> Session::warnings() const
{
    return d->warnings;
}

std::vector<int> Session::eosIds() const
{
    return d->model->config().eosIds;
}

Result<std::unique_ptr<Generation>> Session::start(std::vector<int> promptIds)
{
    const ModelConfig& config = d->model->config();
    if (promptIds.empty())
        return Error(ErrorCode::PromptEmpty,
                     "The prompt is empty; type a few words to go on from.");
    if (static_cast<int>(promptIds.size()) > config.contextLength)
        return Error(ErrorCode::PromptTooLong,
                     "The prompt has " + std::to_string(promptIds.size()) +
                         " tokens and the model's context " + std::to_string(config.contextLength) +
                         "; shorten it.");
    for (const int id : promptIds) {
        if (id < 0 || id >= config.vocabulary)
            return Error(ErrorCode::WrongUse, "The prompt holds the token id " +
                                                  std::to_string(id) +
                                                  ", and this model's ids run from 0 to " +
                                                  std::to_string(config.vocabulary - 1) + ".");
    }
    return std::unique_ptr<Generation>(
        new LlamaGeneration(d->model, d->tokenizer, std::move(promptIds)));
}

Result<std::unique_ptr<Generation>> Session::start(const std::string& prompt)
{
    if (prompt.empty())
        return start(std::vector<int>());
    if (!d->tokenizer)
        return Error(ErrorCode::Unsupported, d->tokenizerError);
    return start(d->tokenizer->encode(prompt));
}

} // namespace exitscope

#include "decode/session.h"

#include "decode/checkpointdefaults.h"
#include "decode/continuationscorer.h"
#include "decode/fulldepth.h"
#include "decode/llamageneration.h"
#include "decode/promptobstacle.h"
#include "decode/resumption.h"
#include "decode/textreading.h"
#include "model/blascheck.h"
#include "model/devicememory.h"
#include "model/enginefailure.h"
#include "model/layerreader.h"
#include "model/llamamodel.h"
#include "model/modellocation.h"
#include "model/staircase.h"
#include "tokenizer/tokenizer.h"
#include "trace/rewind.h"

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
    void identify(const ModelLocation& location);
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
    identity.tokenizer = tokenizer->description();
    const int vocabulary = model->config().vocabulary;
    const int pieces = tokenizer->vocabularySize();
    const std::string sizes = "The tokenizer has " + std::to_string(pieces) +
                              " pieces and the model's embedding " + std::to_string(vocabulary) +
                              " rows (" + tokenizer->description() + "): ";
    // Some tokenizers add a few pieces without a row (Code Llama 34B: four), some families pad
    // their embedding by a few hundred rows.
    constexpr int mostAdded = 64;
    constexpr int mostPadding = 1024;
    if (pieces > vocabulary + mostAdded)
        throw Error(ErrorCode::FileDamaged,
                    sizes + "they are not of one checkpoint; put the right tokenizer into " +
                        folder.string() + ".");
    if (pieces > vocabulary)
        warnings.push_back(sizes + "a prompt that holds one of the last pieces cannot be used.");
    if (vocabulary - pieces > std::min(mostPadding, vocabulary / 20))
        warnings.push_back(sizes + "if it is of another checkpoint, texts will make no sense.");
}

void Session::Private::identify(const ModelLocation& location)
{
    const ModelConfig& config = model->config();
    const std::filesystem::path whole =
        std::filesystem::weakly_canonical(std::filesystem::absolute(location.folder));
    identity.name = location.name;
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

Result<std::unique_ptr<Session>> Session::open(const std::filesystem::path& asked,
                                               const LoadOptions& options)
{
    try {
        const auto location = locateModel(asked.string());
        if (!location)
            return location.error();
        const std::filesystem::path& folder = location->folder;
        checkThreads(options.threads);
        setThreads(options.threads > 0 ? options.threads : physicalCores());
        auto content = std::make_unique<Private>();
        content->model = LlamaModel::open(folder, options.dtype, options.device, location->name);
        content->identify(*location);
        content->openTokenizerOf(folder);
        content->defaults = readCheckpointDefaults(folder);
        for (const std::string& warning :
             {slowBlasWarning(), content->defaults.warning, content->model->placementNote(),
              content->model->cacheNote()}) {
            if (!warning.empty())
                content->warnings.push_back(warning);
        }
        return std::unique_ptr<Session>(new Session(std::move(content)));
    } catch (...) {
        return describeFailure(asked.string() + " could not be opened");
    }
}

std::vector<std::string> Session::devices()
{
    std::vector<std::string> names;
    for (const DeviceMemory& memory : deviceMemory(parseDevices("cpu"))) {
        if (memory.device.kind != ComputeDevice::Kind::Aten)
            names.push_back(memory.device.name());
    }
    return names;
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

WeightTraffic Session::traffic() const
{
    return {d->model->layerBytes(), d->model->headBytes(), d->model->keyValueRowBytes()};
}

std::vector<int> Session::eosIds() const
{
    return d->model->config().eosIds;
}

Result<std::unique_ptr<Generation>> Session::start(std::vector<int> promptIds)
{
    if (auto obstacle = obstacleTo(promptIds, d->model->config()))
        return std::move(*obstacle);
    return std::unique_ptr<Generation>(
        new LlamaGeneration(d->model, d->tokenizer, std::move(promptIds)));
}

Result<std::unique_ptr<Generation>> Session::start(const std::string& prompt)
{
    if (prompt.empty())
        return start(std::vector<int>());
    if (!d->tokenizer)
        return Error(ErrorCode::Unsupported, d->tokenizerError);
    std::vector<int> ids;
    try {
        ids = d->tokenizer->encode(prompt);
    } catch (...) {
        return describeFailure("The prompt could not be encoded");
    }
    return start(std::move(ids));
}

Result<std::unique_ptr<Generation>> Session::resume(const Run& recorded, int keep,
                                                    std::optional<int> replacement)
{
    const ModelConfig& config = d->model->config();
    if (auto obstacle = obstacleToResuming(recorded, keep, replacement, d->identity, config))
        return std::move(*obstacle);
    if (auto obstacle = obstacleTo(recorded.promptIds, config))
        return std::move(*obstacle);
    try {
        return std::unique_ptr<Generation>(
            new LlamaGeneration(d->model, d->tokenizer, beforeToken(recorded, keep), replacement));
    } catch (...) {
        return describeFailure("The run could not be gone on with");
    }
}

Result<std::vector<float>> Session::fullLogits(const std::vector<int>& ids) const
{
    if (auto obstacle = obstacleTo(ids, d->model->config()))
        return std::move(*obstacle);
    try {
        Staircase staircase(d->model);
        LayerReader reader(d->model);
        reader.begin();
        staircase.append(ids);
        for (int layer = 0; layer < staircase.layers(); ++layer) {
            staircase.advance(layer);
            reader.observe(staircase, layer);
        }
        const auto logits = reader.logits(staircase.layers() - 1);
        return std::vector<float>(logits.begin(), logits.end());
    } catch (...) {
        return describeFailure("The logits after " + std::to_string(ids.size()) +
                               " tokens could not be computed");
    }
}

Result<std::optional<FullDepthCost>> Session::measureFullDepth(int context, int repeats,
                                                               std::stop_token stop) const
{
    try {
        return exitscope::measureFullDepth(d->model, context, repeats,
                                           [&stop] { return stop.stop_requested(); });
    } catch (...) {
        return describeFailure("Full depth could not be measured after " + std::to_string(context) +
                               " tokens");
    }
}

Result<bool> Session::readText(const std::vector<int>& ids, double temperature,
                               const PositionObserver& onPosition, std::stop_token stop) const
{
    if (auto obstacle = obstacleTo(ids, d->model->config()))
        return std::move(*obstacle);
    try {
        return exitscope::readText(d->model, ids, temperature, onPosition, stop);
    } catch (...) {
        return describeFailure("A text of " + std::to_string(ids.size()) +
                               " tokens could not be read");
    }
}

std::unique_ptr<ContinuationScorer> Session::scorer() const
{
    return std::make_unique<ContinuationScorer>(d->model);
}

Result<std::optional<std::vector<ContinuationScore>>>
Session::scoreContinuations(const std::vector<int>& context,
                            std::span<const std::vector<int>> continuations,
                            const Settings& settings, int topCount, std::stop_token stop) const
{
    return scorer()->score(context, continuations, settings, topCount, stop);
}

} // namespace exitscope

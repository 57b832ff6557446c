#include "decode/llamageneration.h"

#include "decode/kvpolicyswitch.h"
#include "decode/sampler.h"
#include "decode/stopwatch.h"

#include <algorithm>
#include <new>

namespace exitscope {

LlamaGeneration::LlamaGeneration(std::shared_ptr<const LlamaModel> model,
                                 std::shared_ptr<const Tokenizer> tokenizer,
                                 std::vector<int> promptIds)
    : m_model(model)
    , m_tokenizer(std::move(tokenizer))
    , m_promptIds(std::move(promptIds))
    , m_staircase(model)
    , m_reader(model)
{}

Result<std::optional<Step>> LlamaGeneration::next(const Settings& settings, std::stop_token stop)
{
    const int before = m_staircase.positions();
    const auto undo = [&] {
        m_staircase.truncate(before);
        m_mustRebuild = true;
    };
    try {
        validate(settings, m_model->config().layers);
        if (hasEnded(settings))
            return std::optional<Step>();
        const bool prefill = m_tokens.empty();
        const Stopwatch watch;
        std::optional<Step> step = writeToken(settings, stop);
        (prefill ? m_prefillSeconds : m_decodeSeconds) += watch.seconds();
        return step;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        undo();
        return Error(ErrorCode::OutOfMemory, "There is not enough memory for token " +
                                                 std::to_string(index() + 1) + " at position " +
                                                 std::to_string(m_staircase.positions()) +
                                                 "; close other programs or use a shorter prompt.");
    } catch (const std::exception& exception) {
        undo();
        return Error(ErrorCode::Internal, std::string("The engine failed at token ") +
                                              std::to_string(index() + 1) + ": " +
                                              exception.what() + ".");
    }
}

bool LlamaGeneration::hasEnded(const Settings& settings)
{
    if (m_reason == FinishReason::Eos || m_reason == FinishReason::Stop)
        return true;
    m_reason = FinishReason::Unfinished;
    const int written = static_cast<int>(m_promptIds.size()) + index();
    if (index() >= settings.maxSteps)
        m_reason = FinishReason::Length;
    else if (written > m_model->config().contextLength)
        m_reason = FinishReason::Context;
    return m_reason != FinishReason::Unfinished;
}

std::optional<Step> LlamaGeneration::writeToken(const Settings& settings,
                                                const std::stop_token& stop)
{
    Step step;
    const int before = m_staircase.positions();
    if (!adoptPolicy(settings, step, stop))
        return cancelled(before);
    PassResult pass = runPass(settings, stop);
    if (pass.cancelled)
        return cancelled(before);
    const int exit = pass.exitLayer;
    record(std::move(pass), settings, step);
    if (!payDebt(settings, step, stop))
        return cancelled(before);

    const Stopwatch watch;
    const int id =
        pickToken(m_reader.logits(exit), settings.sampling, static_cast<std::uint64_t>(index()));
    step.token.times.samplingMs = watch.milliseconds();
    if (!settings.ignoreEos && isEos(id)) {
        m_reason = FinishReason::Eos;
        return std::nullopt;
    }
    step.token.id = id;
    step.token.debtRows = m_staircase.debt(settings.depth(m_staircase.layers()));
    if (m_tokenizer)
        step.token.bytes = m_tokenizer->bytes(id, false);
    if (settings.watch)
        watchToken(step);
    m_tokens.push_back(id);
    if (m_stopWords.push(step.token.bytes, settings.stopWords))
        m_reason = FinishReason::Stop;
    return step;
}

std::optional<Step> LlamaGeneration::cancelled(int positions)
{
    m_staircase.truncate(positions);
    m_reason = FinishReason::Cancelled;
    return std::nullopt;
}

bool LlamaGeneration::adoptPolicy(const Settings& settings, Step& step, const std::stop_token& stop)
{
    const KvPolicy wanted = settings.kvPolicy;
    const int positions = m_staircase.positions();
    if (atPrompt()) {
        m_policy = wanted;
        m_mustRebuild = false;
    }
    if (wanted == m_policy && !m_mustRebuild)
        return true;
    const Stopwatch watch;
    const int depth = settings.watch ? m_staircase.layers() : settings.depth(m_staircase.layers());
    long long layerRows = 0;
    if (wanted == KvPolicy::Holes && !m_mustRebuild) {
        layerRows = catchUp(m_staircase, depth, stop);
    } else {
        std::vector<int> ids = m_promptIds;
        ids.insert(ids.end(), m_tokens.begin(), m_tokens.end());
        ids.resize(static_cast<std::size_t>(positions));
        m_mustRebuild = true;
        layerRows = rebuild(m_staircase, ids, depth, stop);
    }
    if (layerRows < 0)
        return false;
    m_mustRebuild = false;
    m_policy = wanted;
    for (int layer = 0; layer < depth; ++layer)
        noteCaughtUp(step, layer, 0, positions - 1);
    step.token.catchUpRows += static_cast<int>(layerRows);
    step.token.times.catchUpMs += watch.milliseconds();
    return true;
}

PassResult LlamaGeneration::runPass(const Settings& settings, const std::stop_token& stop)
{
    const bool prompt = atPrompt();
    const std::vector<int> newest = prompt ? m_promptIds : std::vector<int>{m_tokens.back()};
    m_staircase.append(newest);
    return TokenPass(m_staircase, m_reader, settings, prompt ? PassKind::Prompt : PassKind::Token,
                     static_cast<int>(newest.size()))
        .run(stop);
}

bool LlamaGeneration::payDebt(const Settings& settings, Step& step, const std::stop_token& stop)
{
    const int depth = settings.depth(m_staircase.layers());
    if (settings.maxWaiting == 0 || m_staircase.waitingBefore(depth) < settings.maxWaiting)
        return true;
    const Stopwatch watch;
    for (int layer = 0; layer < depth; ++layer) {
        if (m_staircase.waitingBefore(layer + 1) > 0)
            noteCaughtUp(step, layer, m_staircase.firstMissing(layer), m_staircase.positions() - 1);
    }
    const long long layerRows = catchUp(m_staircase, depth, stop);
    if (layerRows < 0)
        return false;
    step.token.catchUpRows += static_cast<int>(layerRows);
    step.token.times.catchUpMs += watch.milliseconds();
    return true;
}

void LlamaGeneration::record(PassResult pass, const Settings& settings, Step& step)
{
    const auto layers = static_cast<std::size_t>(m_staircase.layers());
    TokenTrace& token = step.token;
    const bool prompt = m_tokens.empty();
    token.position = m_staircase.positions() - 1;
    token.exitLayer = pass.exitLayer;
    token.layers = std::move(pass.statistics);
    token.cells.assign(layers, CellState::Never);
    std::fill_n(token.cells.begin(), pass.layersRun, CellState::Computed);
    token.caughtUpAt.assign(layers, -1);
    token.layersRun = prompt ? 0 : pass.layersRun;
    token.times.layersMs = pass.layersMs;
    token.times.scoringMs = pass.scoringMs;
    for (const CarriedRows& carried : pass.carried) {
        token.catchUpRows += carried.last - carried.first + 1;
        noteCaughtUp(step, carried.layer, carried.first, carried.last);
    }
    step.ties = std::move(pass.ties);
    for (Tie& tie : step.ties)
        tie.token = index();
    if (settings.watch)
        token.top.reserve(layers * topEntriesPerLayer);
}

void LlamaGeneration::noteCaughtUp(Step& step, int layer, int firstPosition, int lastPosition) const
{
    // Columns begin at the prompt's last position; earlier ones are not on screen.
    const int origin = static_cast<int>(m_promptIds.size()) - 1;
    const int first = std::max(0, firstPosition - origin);
    const int last = lastPosition - origin;
    if (last >= first)
        step.events.push_back({index(), layer, first, last});
}

void LlamaGeneration::watchToken(Step& step)
{
    for (int layer = 0; layer < m_reader.observedLayers(); ++layer) {
        step.token.layers[layer].emittedProbability = m_reader.probability(layer, step.token.id);
        auto best = m_reader.top(layer, topEntriesPerLayer);
        best.resize(topEntriesPerLayer, {-1, 0.0f});
        for (const auto& [id, probability] : best)
            step.token.top.push_back({id, probability});
    }
}

bool LlamaGeneration::isEos(int id) const
{
    const std::vector<int>& ids = m_model->config().eosIds;
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace exitscope

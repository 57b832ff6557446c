#include "decode/llamageneration.h"

#include "decode/kvpolicyswitch.h"
#include "decode/sampler.h"
#include "decode/stopwatch.h"
#include "model/enginefailure.h"

#include <algorithm>
#include <utility>

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
    return next(settings, [&stop] { return stop.stop_requested(); });
}

Result<std::optional<Step>> LlamaGeneration::next(const Settings& settings,
                                                  const CancelCheck& cancelled)
{
    const int before = m_staircase.positions();
    try {
        validate(settings, m_model->config().layers);
        if (hasEnded(settings))
            return std::optional<Step>();
    } catch (const Error& error) {
        return error;
    }
    try {
        const bool prefill = atPrompt();
        const Stopwatch watch;
        std::optional<Step> step = writeToken(settings, cancelled);
        if (step)
            (prefill ? m_prefillSeconds : m_decodeSeconds) += watch.seconds();
        return step;
    } catch (...) {
        m_staircase.truncate(before);
        m_mustRebuild = true;
        return describeFailure("Token " + std::to_string(index() + 1) + " could not be written");
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
                                                const CancelCheck& cancelled)
{
    Step step = std::exchange(m_cutShort, {});
    const int before = m_staircase.positions();
    if (!adoptPolicy(settings, step, cancelled) || !runPass(settings, step, cancelled) ||
        !payDebt(settings, step, cancelled))
        return cutShort(std::move(step), before);
    const int id = chooseToken(settings, step);
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

/// Cuts the unfinished position from every layer; what was caught up for older ones stays, and its
/// record waits for the next token.
std::optional<Step> LlamaGeneration::cutShort(Step step, int positions)
{
    const int cut = m_staircase.positions() - positions;
    m_staircase.truncate(positions);
    m_reason = FinishReason::Cancelled;
    m_cutShort.token.catchUpRows = step.token.catchUpRows;
    m_cutShort.token.times.catchUpMs = step.token.times.catchUpMs;
    for (CellEvent event : step.events) {
        if (event.lastToken == index() && cut > 0) {
            --event.lastToken;
            --m_cutShort.token.catchUpRows;
        }
        if (event.lastToken >= event.firstToken)
            m_cutShort.events.push_back(event);
    }
    return std::nullopt;
}

bool LlamaGeneration::adoptPolicy(const Settings& settings, Step& step,
                                  const CancelCheck& cancelled)
{
    const KvPolicy wanted = settings.kvPolicy;
    if (atPrompt()) {
        m_policy = wanted;
        m_mustRebuild = false;
    }
    if (wanted == m_policy && !m_mustRebuild)
        return true;
    const Stopwatch watch;
    const int layers = m_staircase.layers();
    CatchUp work;
    if (wanted == KvPolicy::Holes && !m_mustRebuild) {
        work = catchUp(m_staircase, layers, cancelled);
    } else {
        std::vector<int> ids = m_promptIds;
        ids.insert(ids.end(), m_tokens.begin(), m_tokens.end());
        ids.pop_back(); // the newest has not run yet
        m_mustRebuild = true;
        work =
            rebuild(m_staircase, ids, settings.watch ? layers : settings.depth(layers), cancelled);
    }
    noteCarried(work.carried, step);
    step.token.times.catchUpMs += watch.milliseconds();
    if (!work.finished)
        return false;
    m_mustRebuild = false;
    m_policy = wanted;
    return true;
}

bool LlamaGeneration::runPass(const Settings& settings, Step& step, const CancelCheck& cancelled)
{
    const std::vector<int> newest = atPrompt() ? m_promptIds : std::vector<int>{m_tokens.back()};
    m_staircase.append(newest);
    PassResult pass =
        TokenPass(m_staircase, m_reader, settings, atPrompt() ? PassKind::Prompt : PassKind::Token,
                  static_cast<int>(newest.size()))
            .run(cancelled);
    noteCarried(pass.carried, step);
    if (pass.cancelled)
        return false;

    const auto layers = static_cast<std::size_t>(m_staircase.layers());
    TokenTrace& token = step.token;
    token.position = m_staircase.positions() - 1;
    token.exitLayer = pass.exitLayer;
    token.layers = std::move(pass.statistics);
    token.cells.assign(layers, CellState::Never);
    std::fill_n(token.cells.begin(), pass.layersRun, CellState::Computed);
    token.caughtUpAt.assign(layers, -1);
    token.layersRun = atPrompt() ? 0 : pass.layersRun;
    token.times.layersMs = pass.layersMs;
    token.times.scoringMs = pass.scoringMs;
    step.ties = std::move(pass.ties);
    for (Tie& tie : step.ties)
        tie.token = index();
    return true;
}

bool LlamaGeneration::payDebt(const Settings& settings, Step& step, const CancelCheck& cancelled)
{
    const int depth = settings.depth(m_staircase.layers());
    if (settings.maxWaiting == 0 || m_staircase.waitingBefore(depth) < settings.maxWaiting)
        return true;
    const Stopwatch watch;
    const CatchUp work = catchUp(m_staircase, depth, cancelled);
    noteCarried(work.carried, step);
    step.token.times.catchUpMs += watch.milliseconds();
    return work.finished;
}

int LlamaGeneration::chooseToken(const Settings& settings, Step& step)
{
    const Stopwatch watch;
    const int exit = step.token.exitLayer;
    if (!m_reader.isFinite(exit))
        throw Error(ErrorCode::FileDamaged,
                    "Token " + std::to_string(index() + 1) +
                        " could not be written: the logits of layer " + std::to_string(exit) +
                        " are not numbers; the checkpoint is damaged, or needs fp32.");
    const int id =
        pickToken(m_reader.logits(exit), settings.sampling, static_cast<std::uint64_t>(index()));
    step.token.times.samplingMs = watch.milliseconds();
    return id;
}

void LlamaGeneration::noteCarried(const std::vector<CarriedRows>& carried, Step& step) const
{
    // Columns begin at the prompt's last position; earlier ones are not on screen.
    const int origin = static_cast<int>(m_promptIds.size()) - 1;
    for (const CarriedRows& rows : carried) {
        step.token.catchUpRows += rows.last - rows.first + 1;
        const int first = std::max(0, rows.first - origin);
        if (rows.last >= origin)
            step.events.push_back({index(), rows.layer, first, rows.last - origin});
    }
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

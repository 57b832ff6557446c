#include "decode/llamageneration.h"

#include "decode/kvpolicyswitch.h"
#include "decode/roundrecord.h"
#include "decode/stopwatch.h"
#include "decode/tokenrecord.h"
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
    , m_ids(m_promptIds)
    , m_sequence(model)
{}

Result<std::optional<Step>> LlamaGeneration::next(const Settings& settings, std::stop_token stop,
                                                  const DraftObserver& onDraft)
{
    return next(
        settings, [&stop] { return stop.stop_requested(); }, onDraft);
}

Result<std::optional<Step>> LlamaGeneration::next(const Settings& settings,
                                                  const CancelCheck& cancelled,
                                                  const DraftObserver& onDraft)
{
    const int before = settledRows();
    const auto cut = [&] {
        m_sequence.staircase.truncate(before);
        m_late.cut(before);
    };
    try {
        validate(settings, m_model->config().layers);
        if (hasEnded(settings))
            return std::optional<Step>();
    } catch (const Error& error) {
        return error;
    }
    try {
        if (m_kept && !restore(settings, cancelled)) {
            m_reason = FinishReason::Cancelled;
            return std::optional<Step>();
        }
        const bool isPrefill = atPrompt();
        m_sequence.steps.takeMilliseconds();            // of a call that was cancelled
        const double earlierMs = m_late.milliseconds(); // of catch-up that a cancelled call did
        const Stopwatch watch;
        std::optional<Step> step;
        if (adoptPolicy(settings, std::span(m_ids).first(static_cast<std::size_t>(before)),
                        cancelled))
            step = settings.speculates() ? writeRound(settings, cancelled, onDraft)
                                         : writeToken(settings, cancelled);
        if (step) {
            account(*step, isPrefill,
                    earlierMs + watch.milliseconds() - m_sequence.steps.takeMilliseconds());
        } else {
            m_reason = FinishReason::Cancelled;
            cut();
        }
        return step;
    } catch (...) {
        cut();
        m_mustRebuild = true;
        return describeFailure("Token " + std::to_string(index() + 1) + " could not be written");
    }
}

/// Gives the part of the step's time that nothing else names a name, so that the tokens' times add
/// up to the seconds. Of the prompt's round all but its first token's is decoding.
void LlamaGeneration::account(Step& step, bool isPrefill, double wallMs)
{
    double namedMs = step.times.totalMs();
    for (const TokenTrace& token : step.tokens)
        namedMs += token.times.totalMs();
    TokenTimes& rest = step.tokens.empty() ? step.times
                       : isPrefill         ? step.tokens.front().times
                                           : step.tokens.back().times;
    rest.otherMs += std::max(0.0, wallMs - namedMs);
    const double prefillMs = isPrefill ? rest.totalMs() : 0;
    m_prefillSeconds += prefillMs / 1000;
    m_decodeSeconds += (wallMs - prefillMs) / 1000;
}

bool LlamaGeneration::hasEnded(const Settings& settings)
{
    if (m_reason == FinishReason::Eos || m_reason == FinishReason::Stop)
        return true;
    m_reason = FinishReason::Unfinished;
    if (index() >= settings.maxSteps)
        m_reason = FinishReason::Length;
    else if (static_cast<int>(m_ids.size()) > m_model->config().contextLength)
        m_reason = FinishReason::Context;
    return m_reason != FinishReason::Unfinished;
}

/// Whether the caches lack what the settings ask for and only the whole text can give.
bool LlamaGeneration::mustRunAgain(const Settings& settings) const
{
    if (m_mustRebuild)
        return true;
    switch (settings.kvPolicy) {
    case KvPolicy::Exact:
        return m_policy != KvPolicy::Exact;
    case KvPolicy::Copy: // layers above the depth hold nothing, and nothing waits for them
        return m_policy == KvPolicy::Copy && settings.depth(m_sequence.layers()) > m_copiedDepth;
    case KvPolicy::Holes:
        return false;
    }
    return false;
}

/// Turns the caches into what the settings' policy would have made of the rows `settled`, all that
/// have run; false when cancelled.
bool LlamaGeneration::adoptPolicy(const Settings& settings, std::span<const int> settled,
                                  const CancelCheck& cancelled)
{
    const int layers = m_sequence.layers();
    const int depth = settings.modelDepth(layers);
    const Stopwatch watch;
    CatchUp work;
    if (settled.empty()) {
        m_copiedDepth = depth;
    } else if (mustRunAgain(settings)) {
        m_mustRebuild = true;
        m_copiedDepth = depth;
        work = rebuild(m_sequence, settled, settings.watch ? layers : depth, cancelled);
    } else if (settings.kvPolicy != m_policy) {
        m_copiedDepth = depth;
        if (m_policy == KvPolicy::Exact)
            work = catchUp(m_sequence, layers, cancelled);
    }
    if (!work.carried.empty())
        m_late.add(work.carried, watch.milliseconds());
    if (!work.finished)
        return false;
    m_mustRebuild = false;
    m_policy = settings.kvPolicy;
    m_copiedDepth = std::min(m_copiedDepth, depth);
    return true;
}

std::optional<Step> LlamaGeneration::writeToken(const Settings& settings,
                                                const CancelCheck& cancelled)
{
    Staircase& staircase = m_sequence.staircase;
    const int before = settledRows();
    const PassKind kind = atPrompt() ? PassKind::Prompt : PassKind::Token;
    const std::span<const int> newest = std::span(m_ids).subspan(static_cast<std::size_t>(before));
    staircase.append(newest);
    m_sequence.steps.expect(index());
    PassResult pass =
        TokenPass(m_sequence, settings, kind, static_cast<int>(newest.size())).run(cancelled);
    m_late.add(pass.carried);
    if (pass.cancelled || !payDebt(settings, cancelled))
        return std::nullopt;

    const Stopwatch head; // it has not been applied yet where no score needed it
    const int exit = pass.exitLayer;
    requireFinite(m_sequence.reader.isFinite(exit), index(), exit);
    pass.scoringMs += head.milliseconds();
    const Stopwatch watch;
    Choice choice = chooseToken(m_sequence.reader.logits(exit), settings.sampling, m_ids,
                                static_cast<std::uint64_t>(index()));
    replaceChoice(choice);
    pass.samplingMs = watch.milliseconds();
    Step step;
    if (endsText(choice.id, settings)) {
        m_reason = FinishReason::Eos;
        m_late.cut(before);
        step.times = timesOf(pass);
    } else {
        step = recordPass(std::move(pass), kind, m_sequence, settings, {index(), choice.id});
    }
    m_late.tell(step, index(), origin());
    commit(step, settings);
    return step;
}

/// Under a bound on what waits, runs it all when the bound is reached; false when cancelled.
bool LlamaGeneration::payDebt(const Settings& settings, const CancelCheck& cancelled)
{
    const Staircase& staircase = m_sequence.staircase;
    const int depth = settings.modelDepth(staircase.layers());
    if (settings.maxWaiting == 0 || staircase.waitingBefore(depth) < settings.maxWaiting)
        return true;
    const Stopwatch watch;
    const CatchUp work = catchUp(m_sequence, depth, cancelled);
    m_late.add(work.carried, watch.milliseconds());
    return work.finished;
}

std::optional<Step> LlamaGeneration::writeRound(const Settings& settings,
                                                const CancelCheck& cancelled,
                                                const DraftObserver& onDraft)
{
    const int before = settledRows();
    const Speculation::Hooks hooks{[&](int id) { return endsText(id, settings); },
                                   [this](int id) { return bytesOf(id); }, onDraft, cancelled};
    RoundResult round =
        Speculation(m_sequence, settings, {m_ids, static_cast<int>(m_promptIds.size())}, hooks)
            .run(mostDrafts(settings));
    m_late.add(round.carried);
    m_late.cut(before); // the round counts its own rows
    if (round.cancelled)
        return std::nullopt;
    if (m_replacement) { // then nothing was drafted
        replaceChoice(round.choices.front());
        round.closeCalls.clear();
    }

    const RoundEnd end = endOf(round, settings);
    std::optional<Step> step = recordRound(round, end, m_sequence, settings, cancelled);
    if (!step)
        return std::nullopt;
    m_sequence.staircase.truncate(round.firstPosition + end.columns());
    if (end.endsText)
        m_reason = FinishReason::Eos;
    m_late.tell(*step, index(), origin());
    commit(*step, settings);
    return step;
}

/// Draft count of a round: fewer where the steps or the context end.
int LlamaGeneration::mostDrafts(const Settings& settings) const
{
    if (m_replacement)
        return 0;
    const int room = m_model->config().contextLength - static_cast<int>(m_ids.size());
    return std::min({settings.numSpeculations, settings.maxSteps - index() - 1, room});
}

/// Where the text ends within a round: at an eos, or with the token that completes a stop word.
RoundEnd LlamaGeneration::endOf(const RoundResult& round, const Settings& settings) const
{
    RoundEnd end{.index = index(), .atPrompt = atPrompt()};
    StopWords stopWords = m_stopWords;
    for (const Choice& choice : round.choices) {
        end.endsText = endsText(choice.id, settings);
        if (end.endsText)
            break;
        ++end.kept;
        if (stopWords.push(bytesOf(choice.id), settings.stopWords))
            break;
    }
    return end;
}

/// Makes the step's tokens part of the text.
void LlamaGeneration::commit(Step& step, const Settings& settings)
{
    if (m_replacement && !step.tokens.empty())
        step.tokens.front().role = TokenRole::Chosen;
    m_replacement.reset();
    for (TokenTrace& token : step.tokens) {
        token.bytes = bytesOf(token.id);
        m_ids.push_back(token.id);
        if (m_stopWords.push(token.bytes, settings.stopWords))
            m_reason = FinishReason::Stop;
    }
}

bool LlamaGeneration::endsText(int id, const Settings& settings) const
{
    return !settings.ignoreEos && std::ranges::count(m_model->config().eosIds, id) > 0;
}

} // namespace exitscope

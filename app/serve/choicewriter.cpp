#include "serve/choicewriter.h"

#include "base/utf8.h"
#include "base/valueof.h"
#include "decode/decodetoend.h"
#include "serve/stopfilter.h"
#include "serve/tokentext.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace exitscope {

namespace {

/// Cut short at a stop string, or by the length.
const char* reasonOf(FinishReason reason)
{
    return reason == FinishReason::Eos || reason == FinishReason::Stop ? "stop" : "length";
}

bool isEmpty(const ChoiceDelta& delta)
{
    return delta.text.empty() && delta.ids.empty();
}

} // namespace

const std::vector<int>& ChoiceWriter::prompt() const
{
    return m_parts.request.prompts[static_cast<std::size_t>(m_index)];
}

bool ChoiceWriter::endsText(int id) const
{
    return !m_parts.request.settings.ignoreEos && std::ranges::count(m_parts.model.eosIds, id) > 0;
}

/// Nothing unless it is asked for.
std::string ChoiceWriter::echoedBytes() const
{
    if (!m_parts.request.echo)
        return {};
    const auto bytes = promptBytes(prompt(), m_parts.model.tokenizer.get());
    return std::accumulate(bytes.begin(), bytes.end(), std::string());
}

bool ChoiceWriter::write()
{
    m_parts.figures.promptTokens += static_cast<int>(prompt().size());
    if (m_parts.request.maxTokens == 0)
        return echoOnly();
    return nextIsScored() ? scoreWithNext() : generate();
}

/// Whether the only token to write is the likeliest after a text that is scored anyway: then one
/// pass over it gives both. This is how an evaluation asks for log-likelihoods.
bool ChoiceWriter::nextIsScored() const
{
    const CompletionRequest& request = m_parts.request;
    const Sampling& sampling = request.settings.sampling;
    return request.echo && request.logprobs && request.maxTokens == 1 && !sampling.sample &&
           sampling.repetitionPenalty == 1 && sampling.noRepeatNgram == 0;
}

/// Of `ids`[first..], but never of token 0; nothing when cancelled.
std::optional<std::vector<ScoredToken>> ChoiceWriter::scored(const std::vector<int>& ids, int first)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    const int candidates = std::max(1, *m_parts.request.logprobs);
    auto scores = valueOf(m_parts.scorer.score(ids, std::max(first, 1), m_parts.request.settings,
                                               candidates, m_stop));
    m_parts.figures.scoringSeconds += std::chrono::duration<double>(Clock::now() - start).count();
    return scores;
}

bool ChoiceWriter::echoOnly()
{
    return tellWhole(
        {.index = m_index, .text = toValidUtf8(echoedBytes()), .finishReason = "length"}, false);
}

/// Adds the log probabilities, where they are asked for, and tells of the delta. `metEos`: the
/// text ended with a token that is not part of it, but is scored. False when cancelled.
bool ChoiceWriter::tellWhole(ChoiceDelta delta, bool metEos)
{
    if (!m_parts.request.logprobs) {
        m_parts.onDelta(std::move(delta));
        return true;
    }
    std::vector<int> ids = prompt();
    ids.insert(ids.end(), delta.ids.begin(), delta.ids.end());
    if (metEos)
        ids.push_back(m_parts.model.eosIds.front());
    auto scores = scored(ids, firstTold());
    if (!scores)
        return false;
    if (metEos) { // of several ids that end a text it was the likeliest, nearly always
        const auto& top = scores->back().top;
        const auto end = std::ranges::find_if(
            top, [this](const LikelyToken& likely) { return endsText(likely.id); });
        if (end != top.end()) {
            ids.back() = end->id;
            scores->back().logProbability = end->logProbability;
        }
    }
    delta.logprobs = logprobsOf({ids, static_cast<int>(prompt().size()), firstTold()}, *scores,
                                *m_parts.request.logprobs, m_parts.model.tokenizer.get());
    m_parts.onDelta(std::move(delta));
    return true;
}

bool ChoiceWriter::scoreWithNext()
{
    const Tokenizer* tokenizer = m_parts.model.tokenizer.get();
    std::vector<int> ids = prompt();
    ids.push_back(0); // stands for the next token, whose candidates are what counts
    auto scores = scored(ids, 1);
    if (!scores)
        return false;
    ScoredToken& next = scores->back();
    ids.back() = next.top.front().id;
    next.logProbability = next.top.front().logProbability;

    ChoiceDelta delta{.index = m_index};
    StopFilter filter(m_parts.request.settings.stopWords);
    std::string bytes = echoedBytes();
    const bool metEos = endsText(ids.back());
    if (!metEos) {
        delta.ids.push_back(ids.back());
        delta.exitLayers.push_back(next.exitLayer);
        bytes += filter.push(generatedBytes(ids.back(), tokenizer)) + filter.finish();
        m_parts.figures.completionTokens += 1;
        m_parts.figures.exitLayerSum += next.exitLayer;
    }
    delta.text = toValidUtf8(bytes);
    delta.finishReason = metEos || filter.hasStopped() ? "stop" : "length";
    delta.logprobs = logprobsOf({ids, static_cast<int>(prompt().size()), 0}, *scores,
                                *m_parts.request.logprobs, tokenizer);
    m_parts.onDelta(std::move(delta));
    return true;
}

bool ChoiceWriter::generate()
{
    const Settings& settings = m_parts.request.settings;
    const auto generation = valueOf(m_parts.session.start(prompt()));
    Utf8Stream characters;
    StopFilter filter(settings.stopWords);
    const bool waits = m_parts.request.logprobs.has_value();
    ChoiceDelta delta{.index = m_index, .text = characters.push(echoedBytes())};
    const auto tellOfPart = [&] {
        if (!waits && !isEmpty(delta))
            m_parts.onDelta(std::exchange(delta, {.index = m_index}));
    };
    tellOfPart();
    const auto onStep = [&](const Step& step) {
        for (const TokenTrace& token : step.tokens) {
            delta.ids.push_back(token.id);
            delta.exitLayers.push_back(token.exitLayer);
            delta.text += characters.push(filter.push(token.bytes));
        }
        tellOfPart();
    };
    const Run run = decodeToEnd(m_parts.session, *generation, settings, m_stop, {onStep, {}});
    if (run.finishReason == FinishReason::Cancelled)
        return false;
    addFigures(run);
    delta.text += characters.push(filter.finish()) + characters.finish();
    delta.finishReason = reasonOf(run.finishReason);
    return tellWhole(std::move(delta), run.finishReason == FinishReason::Eos);
}

void ChoiceWriter::addFigures(const Run& run)
{
    const RunSummary summary = summarize(run);
    CompletionFigures& figures = m_parts.figures;
    const int later = std::max(0, summary.tokens - 1);
    const double layers = static_cast<double>(later) * run.model.layers;
    figures.completionTokens += summary.tokens;
    for (const TokenTrace& token : run.tokens)
        figures.exitLayerSum += token.exitLayer;
    figures.savedLayers += summary.layersSaved * layers;
    figures.decodeLayers += layers;
    figures.decodedTokens += later;
    figures.decodeSeconds += run.decodeSeconds;
    figures.prefillSeconds += run.prefillSeconds;
    figures.drafted += summary.drafted;
    figures.accepted += summary.accepted;
}

} // namespace exitscope

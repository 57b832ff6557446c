#include "tasks/taskrun.h"

#include "base/utf8.h"
#include "base/valueof.h"
#include "decode/continuationscorer.h"
#include "decode/decodetoend.h"
#include "eval/benchmarkprompt.h"
#include "tasks/answerfilter.h"
#include "tasks/taskplan.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace exitscope {
namespace {

/// Asks a model about one document after the other.
class Asker
{
public:
    Asker(Session& session, const EvalTask& task, const TaskRequest& request,
          const std::stop_token& stop)
        : m_session(session)
        , m_task(task)
        , m_settings(request.settings)
        , m_stop(stop)
        , m_encoder(session.tokenizer(), session.eosIds(), request.addBos)
        , m_scorer(session.scorer())
    {
        m_settings.sampling = {};
        m_settings.sampling.sample = false;
        m_settings.watch = false;
        m_settings.ignoreEos = false;
        m_settings.stopWords = task.until;
        m_settings.maxSteps = task.maxNewTokens;
    }

    /// Fills in the responses; false when cancelled.
    bool ask(TaskOutcome& outcome)
    {
        switch (m_task.type) {
        case OutputType::GenerateUntil:
            return write(outcome);
        case OutputType::LoglikelihoodRolling:
            return scoreText(outcome);
        case OutputType::MultipleChoice:
        case OutputType::Loglikelihood:
            return scorePairs(outcome);
        }
        return false;
    }

private:
    int contextLength() const { return m_session.model().contextLength; }

    static void tellCut(TaskOutcome& outcome, std::size_t tokens)
    {
        int& most = outcome.figures.truncatedTokens;
        most = std::max(most, static_cast<int>(tokens));
    }

    std::optional<std::vector<ContinuationScore>>
    scored(const std::vector<int>& context, std::span<const std::vector<int>> continuations,
           DocumentFigures& figures)
    {
        auto scores = valueOf(m_scorer->score(context, continuations, m_settings, 0, m_stop));
        for (const ContinuationScore& score : scores.value_or(std::vector<ContinuationScore>())) {
            figures.tokens += static_cast<int>(score.exitLayers.size());
            for (const int layer : score.exitLayers)
                figures.exitLayerSum += layer;
        }
        return scores;
    }

    /// Requests in a row with the same context share its prefill.
    bool scorePairs(TaskOutcome& outcome)
    {
        std::vector<EncodedPair> pairs;
        for (const TaskItem::Request& request : outcome.item.requests) {
            const EncodedPair whole = m_encoder.pair(request.context, request.continuation);
            pairs.push_back(fitted(whole, contextLength()));
            tellCut(outcome, whole.context.size() - pairs.back().context.size());
        }
        for (std::size_t first = 0; first < pairs.size();) {
            std::vector<std::vector<int>> continuations;
            std::size_t end = first;
            for (; end < pairs.size() && pairs[end].context == pairs[first].context; ++end)
                continuations.push_back(pairs[end].continuation);
            const auto scores = scored(pairs[first].context, continuations, outcome.figures);
            if (!scores)
                return false;
            for (const ContinuationScore& score : *scores)
                outcome.responses.push_back({score.sum(), score.isGreedy, {}});
            first = end;
        }
        return true;
    }

    bool scoreText(TaskOutcome& outcome)
    {
        const std::vector<int> ids = m_encoder.body(outcome.item.requests.front().continuation);
        TaskResponse response;
        for (const EncodedPair& window : rollingWindows(ids, m_encoder.prefix(), contextLength())) {
            const auto scores =
                scored(window.context, std::span(&window.continuation, 1), outcome.figures);
            if (!scores)
                return false;
            response.logLikelihood += scores->front().sum();
        }
        outcome.responses.push_back(response);
        return true;
    }

    bool write(TaskOutcome& outcome)
    {
        std::vector<int> ids = m_encoder.prompt(outcome.item.requests.front().context);
        const auto room =
            static_cast<std::size_t>(mostPromptTokens(contextLength(), m_settings.maxSteps));
        if (ids.size() > room) {
            tellCut(outcome, ids.size() - room);
            ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(room));
        }
        const auto generation = valueOf(m_session.start(std::move(ids)));
        const Run run = decodeToEnd(m_session, *generation, m_settings, m_stop);
        for (const TokenTrace& token : run.tokens)
            outcome.figures.exitLayerSum += token.exitLayer;
        outcome.figures.tokens += static_cast<int>(run.tokens.size());
        if (run.finishReason == FinishReason::Cancelled)
            return false;
        std::string text = run.text();
        for (const std::string& stopString : m_task.until) {
            if (!stopString.empty())
                text.resize(std::min(text.size(), text.find(stopString)));
        }
        outcome.responses.push_back({0, false, toValidUtf8(text)});
        return true;
    }

    Session& m_session;
    const EvalTask& m_task;
    Settings m_settings;
    const std::stop_token& m_stop;
    PairEncoder m_encoder;
    std::unique_ptr<ContinuationScorer> m_scorer;
};

/// What `metric` is of a document whose responses are there; several where answers are filtered.
void measure(const EvalTask& task, const std::string& metric, TaskOutcome& outcome)
{
    const TaskItem& item = outcome.item;
    const auto add = [&](double value, double weight = 0, const std::string& filter = "none") {
        outcome.figures.metrics.push_back({filter, metric, value, weight});
    };
    const TaskResponse& first = outcome.responses.front();
    if (task.type == OutputType::GenerateUntil) {
        for (const AnswerFilter& filter : task.filters) {
            const std::string& answer = outcome.filtered[filter.name] =
                filtered(filter, first.text);
            add(isSameAnswer(answer, item.target, task.match), 0, filter.name);
        }
        return;
    }
    std::vector<double> logLikelihoods;
    for (const TaskResponse& response : outcome.responses)
        logLikelihoods.push_back(response.logLikelihood);
    const auto gold = static_cast<std::size_t>(item.gold);
    if (metric == "acc_norm")
        add(likeliestByLength(logLikelihoods, item.choices) == gold);
    else if (metric == "acc" && task.type == OutputType::MultipleChoice)
        add(likeliestChoice(logLikelihoods) == gold);
    else if (metric == "acc")
        add(first.isGreedy);
    else if (metric == "word_perplexity")
        add(first.logLikelihood, item.words);
    else if (metric == "byte_perplexity" || metric == "bits_per_byte")
        add(first.logLikelihood, item.bytes);
    else
        add(first.logLikelihood);
}

/// The documents were checked before.
TaskItem itemOf(const TaskInput& input, std::size_t index, const std::vector<std::size_t>& picked)
{
    const TaskDocuments& population = input.shots ? *input.shots : input.documents;
    std::vector<const OrderedJson*> shots;
    for (const std::size_t shot : picked)
        shots.push_back(&population.documents[shot]);
    return makeItem(input.task, input.documents.documents[index], shots);
}

} // namespace

void TaskResult::add(const DocumentFigures& figures)
{
    ++done;
    truncated += figures.truncatedTokens > 0 ? 1 : 0;
    seconds += figures.seconds;
    tokens += figures.tokens;
    exitLayerSum += figures.exitLayerSum;
    for (const DocumentMetric& own : figures.metrics) {
        auto found = std::ranges::find_if(metrics, [&](const MeasuredMetric& measured) {
            return measured.metric == own.metric && measured.filter == own.filter;
        });
        if (found == metrics.end())
            found = metrics.insert(metrics.end(), {own.metric, own.filter, {}, {}});
        found->values.push_back(own.value);
        if (own.weight > 0)
            found->weights.push_back(own.weight);
    }
}

TaskResult runTask(Session& session, const TaskInput& input, const TaskRequest& request,
                   const std::stop_token& stop, const TaskObserver& onDocument)
{
    if (!session.tokenizer())
        throw Error(ErrorCode::Unsupported, session.tokenizerError());
    TaskResult result = plannedTask(input, request);
    const TaskDocuments& population = input.shots ? *input.shots : input.documents;
    ShotPicker picker(request.sampler, request.fewshotSeed, population.documents.size(),
                      static_cast<std::size_t>(result.numFewshot),
                      !input.shots || input.task.drawsExtraShot);
    Asker asker(session, input.task, request, stop);
    try {
        for (int index = 0; index < result.wanted; ++index) {
            const auto at = static_cast<std::size_t>(index);
            const auto picked = picker.next(input.shots ? population.documents.size() : at);
            if (at < input.before.size()) {
                result.add(input.before[at]);
                continue;
            }
            const auto start = std::chrono::steady_clock::now();
            TaskOutcome outcome;
            outcome.index = index;
            outcome.item = itemOf(input, at, picked);
            result.cancelled = !asker.ask(outcome);
            if (result.cancelled)
                break;
            for (const std::string& metric : input.task.metrics)
                measure(input.task, metric, outcome);
            outcome.figures.seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            result.add(outcome.figures);
            if (onDocument)
                onDocument(outcome, result);
        }
    } catch (const Error& error) {
        result.failure = error;
    }
    return result;
}

} // namespace exitscope

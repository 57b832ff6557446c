#include "eval/benchmark.h"

#include "base/utf8.h"
#include "base/valueof.h"
#include "decode/decodetoend.h"
#include "eval/benchmarkfigures.h"
#include "eval/benchmarkprompt.h"
#include "eval/correctness.h"
#include "eval/machine.h"
#include "trace/cost.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace exitscope {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The items of one request, one by one.
class BenchmarkRun
{
public:
    BenchmarkRun(Session& session, const BenchmarkSet& set, const BenchmarkRequest& request,
                 const std::stop_token& stop, const BenchmarkObserver& observer)
        : m_session(session)
        , m_set(set)
        , m_request(request)
        , m_stop(stop)
        , m_observer(observer)
        , m_result(plannedBenchmark(session, set, request))
        , m_wallBefore(m_result.figures.wallSeconds)
    {
        if (request.earlier)
            m_samples = request.earlier->samples;
        for (const SampleResult& sample : m_samples)
            m_done.insert(sample.position);
    }

    BenchmarkResult run()
    {
        m_result.status = ResultStatus::Complete;
        for (int position = 0; position < m_result.data.items; ++position) {
            if (!m_request.shard.holds(position) || m_done.contains(position))
                continue;
            auto sample = runItem(position);
            if (!sample) {
                m_result.status = ResultStatus::Interrupted;
                break;
            }
            take(std::move(*sample));
        }
        const auto start = Clock::now();
        m_result.metrics = metricsOf(m_samples, hasReferences());
        m_result.figures.metricSeconds += secondsSince(start);
        setTimes();
        return std::move(m_result);
    }

private:
    bool hasReferences() const { return !m_set.source.outputField.empty(); }

    void setTimes()
    {
        m_result.figures.wallSeconds = m_wallBefore + secondsSince(m_start);
        m_result.updated = utcNow();
    }

    void take(SampleResult sample)
    {
        addSample(sample, m_result);
        setTimes();
        m_samples.push_back(std::move(sample));
        if (m_observer.onSample) {
            const ResultStatus after = std::exchange(m_result.status, ResultStatus::Running);
            m_observer.onSample(m_samples.back(), m_result);
            m_result.status = after;
        }
    }

    /// Nothing when stopped.
    std::optional<SampleResult> runItem(int position)
    {
        const BenchmarkItem& item = m_set.items[static_cast<std::size_t>(position)];
        SampleResult sample;
        sample.position = position;
        sample.index = item.index;
        sample.id = item.id;
        sample.prompt = item.prompt;
        sample.reference = item.reference;
        FittedPrompt prompt =
            fitPrompt(m_session, item, m_request.overlong, m_request.settings.maxSteps);
        sample.promptTokens = static_cast<int>(prompt.ids.size());
        sample.truncatedTokens = prompt.truncatedTokens;
        sample.skipped = prompt.skipped;
        if (sample.isSkipped())
            return sample;
        const auto run = decode(prompt.ids, m_request.settings);
        if (!run)
            return std::nullopt;
        fill(sample, *run);
        if (m_request.metrics.agreement && !compareWithFullDepth(sample, prompt.ids))
            return std::nullopt;
        if (m_observer.onRun)
            sample.runFile = m_observer.onRun(sample, *run);
        return sample;
    }

    /// Nothing when stopped.
    std::optional<Run> decode(const std::vector<int>& promptIds, const Settings& settings)
    {
        const auto generation = valueOf(m_session.start(promptIds));
        Run run = decodeToEnd(m_session, *generation, settings, m_stop);
        return run.finishReason == FinishReason::Cancelled ? std::nullopt
                                                           : std::optional(std::move(run));
    }

    void fill(SampleResult& sample, const Run& run)
    {
        for (const TokenTrace& token : run.tokens) {
            sample.tokens.push_back(token.id);
            sample.exitLayers.push_back(token.exitLayer);
        }
        const RunSummary summary = summarize(run);
        sample.prediction = toValidUtf8(run.text());
        sample.finishReason = run.finishReason;
        sample.drafted = summary.drafted;
        sample.accepted = summary.accepted;
        sample.prefillSeconds = run.prefillSeconds;
        sample.decodeSeconds = run.decodeSeconds;
        // Watched or speculating, every layer runs: what is saved is no figure of the strategy.
        const Settings& settings = m_request.settings;
        if (run.tokens.size() > 1 && !settings.watch && !settings.speculates())
            sample.metrics["layers_saved"] = summary.layersSaved;
        const auto start = Clock::now();
        addFigures(sample, m_request.metrics, hasReferences());
        m_result.figures.metricSeconds += secondsSince(start);
    }

    /// False when stopped.
    bool compareWithFullDepth(SampleResult& sample, const std::vector<int>& promptIds)
    {
        const Settings full = fullDepthSettings(m_request.settings);
        std::vector<int> tokens = sample.tokens;
        if (const auto known = m_request.fullDepth.find(sample.position);
            known != m_request.fullDepth.end()) {
            tokens = known->second;
        } else if (!isFullDepth(m_request.settings, m_session.model().layers)) {
            const auto run = decode(promptIds, full);
            if (!run)
                return false;
            tokens.clear();
            for (const TokenTrace& token : run->tokens)
                tokens.push_back(token.id);
        }
        const auto difference = firstDifference(tokens, sample.tokens);
        const auto longer = static_cast<double>(std::max(tokens.size(), sample.tokens.size()));
        sample.metrics["agreement"] = difference ? static_cast<double>(*difference) / longer : 1;
        sample.metrics["same_text"] = difference ? 0 : 1;
        return true;
    }

    Session& m_session;
    const BenchmarkSet& m_set;
    const BenchmarkRequest& m_request;
    const std::stop_token& m_stop;
    const BenchmarkObserver& m_observer;
    BenchmarkResult m_result;
    double m_wallBefore = 0;
    std::vector<SampleResult> m_samples;
    std::set<int> m_done; ///< positions
    const Clock::time_point m_start = Clock::now();
};

void addEarlier(const EarlierSitting& earlier, BenchmarkResult& result)
{
    const std::string difference = differenceOf(earlier.result, result);
    if (!difference.empty())
        throw Error(ErrorCode::WrongUse, "What was begun cannot be gone on with: " + difference +
                                             " (first what was begun); ask for the same again, or "
                                             "choose another folder.");
    if (earlier.result.shard != result.shard)
        throw Error(ErrorCode::WrongUse, "What was begun is another shard; choose another folder.");
    const RunFigures& before = earlier.result.figures;
    result.figures.metricSeconds = before.metricSeconds;
    result.figures.wallSeconds = before.wallSeconds;
    result.started = earlier.result.started;
    const Machine here = result.machines.front();
    result.machines = earlier.result.machines;
    if (std::ranges::find(result.machines, here) == result.machines.end())
        result.machines.push_back(here);
    for (const SampleResult& sample : earlier.samples)
        addSample(sample, result);
}

} // namespace

BenchmarkResult plannedBenchmark(const Session& session, const BenchmarkSet& set,
                                 const BenchmarkRequest& request)
{
    validate(request.settings, session.model().layers);
    const Shard shard = request.shard;
    if (shard.count < 1 || shard.index < 0 || shard.index >= shard.count)
        throw Error(ErrorCode::WrongUse, "There is no shard " + std::to_string(shard.index) + '/' +
                                             std::to_string(shard.count) +
                                             "; they run from 0/n to n-1/n.");
    BenchmarkResult result;
    result.model = session.model();
    result.settings = request.settings;
    result.data = set.source;
    result.overlong = request.overlong;
    result.metricOptions = request.metrics;
    result.shard = shard;
    result.versions = programVersions();
    result.machines = {thisMachine(request.device)};
    result.started = utcNow();
    result.updated = result.started;
    result.figures.exits.resize(static_cast<std::size_t>(result.model.layers));
    if (request.earlier)
        addEarlier(*request.earlier, result);
    return result;
}

BenchmarkResult runBenchmark(Session& session, const BenchmarkSet& set,
                             const BenchmarkRequest& request, const std::stop_token& stop,
                             const BenchmarkObserver& observer)
{
    return BenchmarkRun(session, set, request, stop, observer).run();
}

} // namespace exitscope

#include "eval/benchmarkfigures.h"

#include "metrics/bleu.h"
#include "metrics/bootstrap.h"
#include "metrics/editdistance.h"
#include "metrics/exactmatch.h"
#include "metrics/rouge.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace exitscope {

namespace {

constexpr const char* bleuName = "bleu_score";

/// The order of the table; what is not named here comes after it, by name.
constexpr std::array tableOrder{
    "rouge-1",        "rouge-1_precision", "rouge-1_recall",
    "rouge-2",        "rouge-2_precision", "rouge-2_recall",
    "rouge-3",        "rouge-3_precision", "rouge-3_recall",
    "rouge-l",        "rouge-l_precision", "rouge-l_recall",
    bleuName,         "edit_distance",     "exact_match",
    "agreement",      "same_text",         "acceptance_rate",
    "total_time",     "time_per_token",    "tokens_per_second",
    "tokens_written", "mean_exit_layer",   "layers_saved",
};

void addRouge(SampleResult& sample, const MetricOptions& options)
{
    const RougeOptions rouge{options.originalTokenization ? RougeTokenization::Original
                                                          : RougeTokenization::Standard,
                             options.stemmer};
    const auto prediction = rougeTokens(sample.prediction, rouge);
    const auto reference = rougeTokens(sample.reference, rouge);
    const auto add = [&](const std::string& name, const RougeScore& score) {
        sample.metrics[name] = score.fMeasure;
        sample.metrics[name + "_precision"] = score.precision;
        sample.metrics[name + "_recall"] = score.recall;
    };
    for (const int n : {1, 2, 3})
        add("rouge-" + std::to_string(n), rougeN(prediction, reference, n));
    add("rouge-l", rougeL(prediction, reference));
}

/// Samples that count, by position: a fixed order, whatever order they come in.
std::vector<const SampleResult*> inOrder(std::span<const SampleResult> samples)
{
    std::vector<const SampleResult*> run;
    for (const SampleResult& sample : samples) {
        if (!sample.isSkipped())
            run.push_back(&sample);
    }
    std::ranges::sort(run, {}, &SampleResult::position);
    return run;
}

MetricValue withInterval(std::string name, double value, std::size_t count,
                         const Interval& interval)
{
    MetricValue metric{std::move(name), value, {}, {}, static_cast<int>(count)};
    if (count > 1) {
        metric.low = interval.low;
        metric.high = interval.high;
    }
    return metric;
}

MetricValue meanOf(const std::string& name, const std::vector<const SampleResult*>& samples)
{
    std::vector<double> values;
    for (const SampleResult* sample : samples) {
        if (const auto found = sample->metrics.find(name); found != sample->metrics.end())
            values.push_back(found->second);
    }
    return withInterval(name, mean(values), values.size(), bootstrapMean(values));
}

MetricValue bleuOfAll(const std::vector<const SampleResult*>& samples)
{
    std::vector<BleuCounts> parts(samples.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        parts[i].add(samples[i]->prediction, samples[i]->reference);
    const auto drawnScore = [&](std::span<const std::size_t> indices) {
        BleuCounts drawn;
        for (const std::size_t index : indices)
            drawn.add(parts[index]);
        return drawn.score();
    };
    return withInterval(bleuName, bleuOf(parts), parts.size(), bootstrap(parts.size(), drawnScore));
}

std::vector<std::string> namesIn(const std::vector<const SampleResult*>& samples, bool withBleu)
{
    std::set<std::string> found;
    for (const SampleResult* sample : samples) {
        for (const auto& entry : sample->metrics)
            found.insert(entry.first);
    }
    if (withBleu)
        found.insert(bleuName);
    std::vector<std::string> names;
    for (const char* name : tableOrder) {
        if (found.erase(name) > 0)
            names.emplace_back(name);
    }
    names.insert(names.end(), found.begin(), found.end());
    return names;
}

} // namespace

void addFigures(SampleResult& sample, const MetricOptions& options, bool hasReference)
{
    auto& metrics = sample.metrics;
    const auto tokens = static_cast<double>(sample.tokens.size());
    metrics["total_time"] = sample.seconds();
    metrics["tokens_written"] = tokens;
    if (!sample.tokens.empty()) {
        metrics["time_per_token"] = sample.seconds() / tokens;
        metrics["mean_exit_layer"] =
            std::accumulate(sample.exitLayers.begin(), sample.exitLayers.end(), 0.0) / tokens;
        if (sample.seconds() > 0)
            metrics["tokens_per_second"] = tokens / sample.seconds();
    }
    if (sample.drafted > 0)
        metrics["acceptance_rate"] = double(sample.accepted) / sample.drafted;
    if (!hasReference)
        return;
    addRouge(sample, options);
    metrics["edit_distance"] =
        static_cast<double>(editDistance(sample.prediction, sample.reference));
    metrics["exact_match"] = exactMatch(sample.prediction, sample.reference) ? 1 : 0;
}

void addSample(const SampleResult& sample, BenchmarkResult& result)
{
    ++result.counts.done;
    if (sample.isSkipped()) {
        ++result.counts.skipped;
        return;
    }
    result.counts.truncated += sample.truncatedTokens > 0 ? 1 : 0;
    result.counts.empty += sample.tokens.empty() ? 1 : 0;
    RunFigures& figures = result.figures;
    figures.tokens += static_cast<long long>(sample.tokens.size());
    figures.prefillSeconds += sample.prefillSeconds;
    figures.decodeSeconds += sample.decodeSeconds;
    figures.drafted += sample.drafted;
    figures.accepted += sample.accepted;
    figures.exits.resize(static_cast<std::size_t>(result.model.layers));
    for (const int layer : sample.exitLayers) {
        if (layer >= 0 && layer < result.model.layers)
            ++figures.exits[static_cast<std::size_t>(layer)];
    }
}

std::vector<MetricValue> metricsOf(std::span<const SampleResult> samples, bool hasReferences)
{
    const auto run = inOrder(samples);
    std::vector<MetricValue> metrics;
    if (run.empty())
        return metrics;
    for (const std::string& name : namesIn(run, hasReferences))
        metrics.push_back(name == bleuName ? bleuOfAll(run) : meanOf(name, run));
    return metrics;
}

} // namespace exitscope

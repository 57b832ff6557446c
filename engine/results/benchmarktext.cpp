#include "results/benchmarktext.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace exitscope {

namespace {

template <typename... Values>
std::string formatted(const char* format, Values... values)
{
    char line[256];
    std::snprintf(line, sizeof line, format, values...);
    return line;
}

std::string heading(const BenchmarkResult& result)
{
    const SampleCounts& counts = result.counts;
    std::string text = result.model.name + ", " + std::to_string(result.model.layers) +
                       " layers, " + result.model.dtype + "; " + result.data.name + ": " +
                       std::to_string(counts.done) + " of " + std::to_string(result.itemsToDo()) +
                       " items";
    if (result.shard.count > 1)
        text += " of shard " + std::to_string(result.shard.index) + '/' +
                std::to_string(result.shard.count);
    const auto add = [&](int count, const char* what) {
        if (count > 0)
            text += ", " + std::to_string(count) + ' ' + what;
    };
    add(counts.truncated, "with a truncated prompt");
    add(counts.skipped, "skipped");
    add(counts.empty, "without a token");
    return text + (result.status == ResultStatus::Complete ? "" : "; interrupted") + '\n';
}

std::string line(const MetricValue& metric)
{
    std::string text = formatted("%-18s %12.6g", metric.name.c_str(), metric.value);
    text += metric.low && metric.high ? formatted("   %11.6g to %-11.6g", *metric.low, *metric.high)
                                      : formatted("   %26s", "");
    return text + formatted(" %7d\n", metric.samples);
}

std::string histogram(const std::vector<long long>& exits)
{
    const long long all = std::accumulate(exits.begin(), exits.end(), 0LL);
    if (all == 0)
        return {};
    std::string text = "\nexit layer     tokens   share\n";
    for (std::size_t layer = 0; layer < exits.size(); ++layer) {
        if (exits[layer] > 0)
            text += formatted("%10d %10lld  %5.1f %%\n", static_cast<int>(layer), exits[layer],
                              100.0 * static_cast<double>(exits[layer]) / static_cast<double>(all));
    }
    return text;
}

} // namespace

std::string benchmarkText(const BenchmarkResult& result)
{
    const RunFigures& figures = result.figures;
    std::string text = heading(result);
    text +=
        formatted("%lld tokens; prefill %.2f s, decoding %.2f s, metrics %.3f s, %.2f s in all\n",
                  figures.tokens, figures.prefillSeconds, figures.decodeSeconds,
                  figures.metricSeconds, figures.wallSeconds);
    if (!result.metrics.empty())
        text += formatted("\n%-18s %12s   %-26s %7s\n", "metric", "value", "    95 % interval",
                          "samples");
    for (const MetricValue& metric : result.metrics)
        text += line(metric);
    return text + histogram(figures.exits);
}

} // namespace exitscope

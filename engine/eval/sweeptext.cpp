#include "eval/sweeptext.h"

#include <algorithm>
#include <cstdio>

namespace exitscope {

namespace {

template <typename... Values>
std::string formatted(const char* form, Values... values)
{
    char text[256];
    std::snprintf(text, sizeof text, form, values...); // NOLINT: the forms stand below
    return text;
}

std::string quality(const SweepResult& sweep, const BenchmarkResult& result)
{
    const auto value = qualityOf(sweep, result);
    return value ? formatted("%.4f", *value) : "-";
}

std::string share(const BenchmarkResult& result, const char* name)
{
    const MetricValue* metric = result.metric(name);
    return metric ? formatted("%.1f %%", 100 * metric->value) : "-";
}

using Row = std::vector<std::string>;

Row headings(const SweepResult& sweep, bool drafts)
{
    Row row;
    for (const SweepAxis& axis : sweep.axes)
        row.push_back(axisName(axis));
    row.insert(row.end(), {"tokens/s", "speed-up", sweep.quality, "difference", "95 % interval",
                           drafts ? "accepted" : "layers saved"});
    return row;
}

Row cells(const SweepResult& sweep, const BenchmarkResult& result, const SweepPoint* point,
          bool drafts)
{
    Row row(sweep.axes.size(), "-");
    if (point) {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = formatted("%.6g", point->at[i]);
    } else {
        row.front() = "full depth";
    }
    const double full = speedOf(*sweep.baseline);
    row.push_back(formatted("%.1f", speedOf(result)));
    row.push_back(full > 0 ? formatted("%.2f", speedOf(result) / full) : "-");
    row.push_back(quality(sweep, result));
    if (point && point->difference) {
        row.push_back(formatted("%.4f", point->difference->mean));
        row.push_back(formatted("%.4f to %.4f", point->difference->low, point->difference->high));
    } else {
        row.insert(row.end(), {"-", "-"});
    }
    row.push_back(share(result, drafts ? "acceptance_rate" : "layers_saved"));
    return row;
}

/// Right-aligned columns; a mark behind a row.
std::string tableOf(const std::vector<Row>& rows, std::optional<std::size_t> marked,
                    const std::string& mark)
{
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    std::string text;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            text +=
                (i == 0 ? "" : "  ") + std::string(widths[i] - rows[r][i].size(), ' ') + rows[r][i];
        text += (marked == r ? mark : "") + '\n';
    }
    return text;
}

} // namespace

std::string sweepText(const SweepResult& sweep)
{
    if (!sweep.baseline)
        return "Nothing was measured.\n";
    const BenchmarkResult& full = *sweep.baseline;
    const bool drafts = std::ranges::any_of(
        sweep.points, [](const SweepPoint& p) { return p.result.metric("acceptance_rate"); });
    std::vector<Row> rows = {headings(sweep, drafts), cells(sweep, full, nullptr, drafts)};
    for (const SweepPoint& point : sweep.points)
        rows.push_back(cells(sweep, point.result, &point, drafts));
    const auto best = bestPoint(sweep);
    std::string text = formatted("%s, %d layers, %s; %s, %d samples\n\n", full.model.name.c_str(),
                                 full.model.layers, full.model.dtype.c_str(),
                                 full.data.name.c_str(), full.counts.done - full.counts.skipped);
    text += tableOf(rows, best ? std::optional(*best + 2) : std::nullopt, "  best");
    if (const std::string why = bestSentence(sweep); !why.empty())
        text += '\n' + std::string(best ? "Best: " : "") + why + '\n';
    if (const std::string drift = driftSentence(sweep); !drift.empty())
        text += drift + '\n';
    if (sweep.status != ResultStatus::Complete)
        text += formatted("Interrupted after %zu of %zu points.\n", sweep.points.size(),
                          gridSize(sweep.axes));
    return text;
}

std::string pointLine(const SweepResult& sweep, const SweepPoint* point)
{
    const BenchmarkResult& result = point ? point->result : *sweep.baseline;
    std::string line = point ? placeName(sweep.axes, point->at) : "full depth";
    line += formatted(": %.1f tokens/s", speedOf(result));
    const double full = speedOf(*sweep.baseline);
    if (point && full > 0)
        line += formatted(" (%.2f times full depth's)", speedOf(result) / full);
    return line + ", " + sweep.quality + ' ' + quality(sweep, result);
}

} // namespace exitscope

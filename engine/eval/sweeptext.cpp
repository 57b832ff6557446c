#include "eval/sweeptext.h"

#include "base/numbertext.h"

#include <algorithm>

namespace exitscope {

namespace {

std::string quality(const SweepResult& sweep, const BenchmarkResult& result)
{
    const auto value = qualityOf(sweep, result);
    return value ? fixed(*value, 4) : "-";
}

std::string share(const BenchmarkResult& result, const char* name)
{
    const MetricValue* metric = result.metric(name);
    return metric ? fixed(100 * metric->value, 1) + " %" : "-";
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
            row[i] = shortest(point->at[i]);
    } else {
        row.front() = "full depth";
    }
    const double full = speedOf(*sweep.baseline);
    row.push_back(fixed(speedOf(result), 1));
    row.push_back(full > 0 ? fixed(speedOf(result) / full, 2) : "-");
    row.push_back(quality(sweep, result));
    if (point && point->difference) {
        row.push_back(fixed(point->difference->mean, 4));
        row.push_back(fixed(point->difference->low, 4) + " to " +
                      fixed(point->difference->high, 4));
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
    std::string text = full.model.name + ", " + std::to_string(full.model.layers) + " layers, " +
                       full.model.dtype + "; " + full.data.name + ", " +
                       std::to_string(full.counts.done - full.counts.skipped) + " samples\n\n";
    text += tableOf(rows, best ? std::optional(*best + 2) : std::nullopt, "  best");
    if (const std::string why = bestSentence(sweep); !why.empty())
        text += '\n' + std::string(best ? "Best: " : "") + why + '\n';
    if (const std::string drift = driftSentence(sweep); !drift.empty())
        text += drift + '\n';
    if (sweep.status != ResultStatus::Complete)
        text += "Interrupted after " + std::to_string(sweep.points.size()) + " of " +
                std::to_string(gridSize(sweep.axes)) + " points.\n";
    return text;
}

std::string pointLine(const SweepResult& sweep, const SweepPoint* point)
{
    const BenchmarkResult& result = point ? point->result : *sweep.baseline;
    std::string line = point ? placeName(sweep.axes, point->at) : "full depth";
    line += ": " + fixed(speedOf(result), 1) + " tokens/s";
    const double full = speedOf(*sweep.baseline);
    if (point && full > 0)
        line += " (" + fixed(speedOf(result) / full, 2) + " times full depth's)";
    return line + ", " + sweep.quality + ' ' + quality(sweep, result);
}

} // namespace exitscope

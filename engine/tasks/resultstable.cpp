#include "tasks/resultstable.h"

#include <algorithm>
#include <cstdio>

namespace exitscope {
namespace {

std::string cell(const std::string& text, std::size_t width, bool right)
{
    const std::string fill(width > text.size() ? width - text.size() : 0, ' ');
    return right ? fill + text : text + fill;
}

std::string figure(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", value);
    return text;
}

} // namespace

std::string resultsTable(const std::vector<TaskResult>& tasks)
{
    using Row = std::vector<std::string>;
    std::vector<Row> rows{
        {"Tasks", "Version", "Filter", "n-shot", "Metric", "", "Value", "", "Stderr"}};
    for (const TaskResult& task : tasks) {
        std::string name = task.task.name;
        for (const MeasuredMetric& measured : task.metrics) {
            const auto error = standardError(measured);
            rows.push_back({name, name.empty() ? "" : OrderedJson(task.task.version).dump(),
                            measured.filter, std::to_string(task.numFewshot), measured.metric,
                            higherIsBetter(measured.metric) ? "↑" : "↓",
                            figure(aggregated(measured)), "±", error ? figure(*error) : "N/A"});
            name.clear();
        }
    }
    std::vector<std::size_t> widths(rows.front().size(), 1);
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = i == 5 || i == 7 ? 1 : std::max(widths[i], row[i].size());
    }
    std::string table;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const bool isMark = i == 5 || i == 7; // one column wide, whatever its bytes
            const bool right = i == 1 || i == 3 || i == 6 || i == 8;
            table += '|' + (isMark && !rows[r][i].empty() ? rows[r][i]
                                                          : cell(rows[r][i], widths[i], right));
        }
        table += "|\n";
        if (r == 0) {
            for (std::size_t i = 0; i < widths.size(); ++i)
                table += '|' + std::string(std::max<std::size_t>(widths[i], 1), '-');
            table += "|\n";
        }
    }
    return table;
}

} // namespace exitscope

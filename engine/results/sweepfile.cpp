#include "results/sweepfile.h"

#include "base/numbertext.h"
#include "base/readfile.h"
#include "results/benchmarkjson.h"
#include "trace/documentparts.h"
#include "trace/writefile.h"

#include <algorithm>
#include <new>

namespace exitscope {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr const char* formatName = "exitscope-sweep";

Json toJson(const SweepAxis& axis)
{
    return {{"option", axis.option},
            {"criterion", JsonNode::textOrNull(axis.criterion)},
            {"values", axis.values}};
}

std::vector<double> numbersIn(const JsonNode& node)
{
    std::vector<double> numbers;
    for (std::size_t i = 0; i < node.size(); ++i)
        numbers.push_back(node.at(i).number());
    return numbers;
}

SweepAxis toAxis(const JsonNode& node)
{
    return {node["option"].text(), node["criterion"].textOrNothing(), numbersIn(node["values"])};
}

Json toJson(const SweepPoint& point)
{
    Json difference;
    if (point.difference)
        difference = {{"mean", JsonNode::fromNumber(point.difference->mean)},
                      {"low", JsonNode::fromNumber(point.difference->low)},
                      {"high", JsonNode::fromNumber(point.difference->high)},
                      {"samples", point.difference->samples}};
    return {{"at", point.at},
            {"quality_difference", difference},
            {"benchmark", benchmarkToJson(point.result)}};
}

SweepPoint toPoint(const JsonNode& node, std::size_t axes)
{
    SweepPoint point;
    node["at"].sizeExactly(axes);
    point.at = numbersIn(node["at"]);
    point.result = benchmarkFromJson(node["benchmark"]);
    if (const JsonNode difference = node["quality_difference"]; !difference.isNull())
        point.difference = {difference["mean"].number(), difference["low"].number(),
                            difference["high"].number(), difference["samples"].integer(0)};
    return point;
}

Json bestOf(const SweepResult& sweep)
{
    const std::string why = bestSentence(sweep);
    if (why.empty())
        return nullptr;
    Json place;
    if (const auto best = bestPoint(sweep)) {
        for (std::size_t i = 0; i < sweep.axes.size(); ++i)
            place[axisName(sweep.axes[i])] = sweep.points[*best].at[i];
    }
    return {{"at", place}, {"why", why}};
}

SweepResult sweepFromJson(const JsonNode& node)
{
    if (!node.has("format") || node["format"].text() != formatName)
        node.fail("is not the result of a sweep");
    const int version = node["format_version"].integer(1);
    if (version > sweepFormatVersion)
        throw Error(ErrorCode::Unsupported, "it has the format version " + std::to_string(version) +
                                                ", and this program reads up to " +
                                                std::to_string(sweepFormatVersion) +
                                                "; open it with a newer one");
    SweepResult sweep;
    sweep.status = statusFromJson(node["status"]);
    const JsonNode axes = node["axes"];
    for (std::size_t i = 0; i < axes.size(); ++i)
        sweep.axes.push_back(toAxis(axes.at(i)));
    sweep.quality = node["quality"].text();
    if (!node["full_depth"].isNull())
        sweep.baseline = benchmarkFromJson(node["full_depth"]);
    const JsonNode points = node["points"];
    for (std::size_t i = 0; i < points.size(); ++i)
        sweep.points.push_back(toPoint(points.at(i), sweep.axes.size()));
    if (!node["drift"].isNull())
        sweep.drift = node["drift"].number();
    return sweep;
}

/// The names of all metrics, in the order of the tables that have them.
std::vector<std::string> metricNames(const SweepResult& sweep)
{
    std::vector<std::string> names;
    const auto addFrom = [&](const BenchmarkResult& result) {
        for (const MetricValue& metric : result.metrics)
            if (std::ranges::find(names, metric.name) == names.end())
                names.push_back(metric.name);
    };
    for (const SweepPoint& point : sweep.points)
        addFrom(point.result);
    if (sweep.baseline)
        addFrom(*sweep.baseline);
    return names;
}

std::string metricCells(const BenchmarkResult& result, const std::vector<std::string>& names)
{
    std::string cells;
    for (const std::string& name : names) {
        const MetricValue* metric = result.metric(name);
        cells += ',' + (metric ? shortest(metric->value) : "");
        cells += ',' + (metric && metric->low ? shortest(*metric->low) : "");
        cells += ',' + (metric && metric->high ? shortest(*metric->high) : "");
    }
    return cells;
}

std::string countCells(const BenchmarkResult& result)
{
    return ',' + std::to_string(result.counts.done - result.counts.skipped) + ',' +
           std::to_string(result.counts.skipped);
}

} // namespace

std::string sweepDocument(const SweepResult& sweep)
{
    Json axes = Json::array();
    for (const SweepAxis& axis : sweep.axes)
        axes.push_back(toJson(axis));
    Json points = Json::array();
    for (const SweepPoint& point : sweep.points)
        points.push_back(toJson(point));
    return documentText({{"format", formatName},
                         {"format_version", sweepFormatVersion},
                         {"status", fieldName(sweep.status)},
                         {"axes", axes},
                         {"quality", sweep.quality},
                         {"full_depth", sweep.baseline ? benchmarkToJson(*sweep.baseline) : Json()},
                         {"points", points},
                         {"drift", sweep.drift ? JsonNode::fromNumber(*sweep.drift) : Json()},
                         {"best", bestOf(sweep)}});
}

std::string sweepTable(const SweepResult& sweep)
{
    const std::vector<std::string> names = metricNames(sweep);
    std::string table = "point";
    for (const SweepAxis& axis : sweep.axes)
        table += ',' + axisName(axis);
    table += ",samples,skipped,quality_difference,quality_difference_low,quality_difference_high";
    for (const std::string& name : names)
        table += ',' + name + ',' + name + "_low," + name + "_high";
    table += "\r\n";
    if (sweep.baseline)
        table += "full_depth" + std::string(sweep.axes.size(), ',') + countCells(*sweep.baseline) +
                 ",,," + metricCells(*sweep.baseline, names) + "\r\n";
    for (std::size_t i = 0; i < sweep.points.size(); ++i) {
        const SweepPoint& point = sweep.points[i];
        table += std::to_string(i + 1);
        for (const double value : point.at)
            table += ',' + shortest(value);
        table += countCells(point.result);
        table += point.difference
                     ? ',' + shortest(point.difference->mean) + ',' +
                           shortest(point.difference->low) + ',' + shortest(point.difference->high)
                     : ",,,";
        table += metricCells(point.result, names) + "\r\n";
    }
    return table;
}

Status saveSweep(const SweepResult& sweep, const fs::path& folder)
{
    if (const Status table = writeFile(folder / sweepTableName, sweepTable(sweep)); !table)
        return table;
    return writeFile(folder / sweepDocumentName, sweepDocument(sweep));
}

Result<SweepResult> loadSweep(const fs::path& file)
{
    try {
        const std::string text = readFile(file, "the sweep", "choose another file");
        const Json document = Json::parse(text, nullptr, false);
        if (document.is_discarded())
            throw Error(ErrorCode::FileDamaged, "it is no whole JSON value");
        return sweepFromJson(JsonNode(document));
    } catch (const Error& error) {
        if (error.code() == ErrorCode::FileMissing)
            return error;
        return Error(error.code(), file.string() + ": " + error.what() + '.');
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory,
                     "Not enough memory for " + file.string() + "; close other programs.");
    }
}

fs::path pointFile(const fs::path& folder, const std::vector<SweepAxis>& axes,
                   const std::vector<double>& at)
{
    std::string name;
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (i > 0)
            name += '_';
        name += axisName(axes[i]);
        name += '-';
        name += shortest(at[i]);
    }
    return folder / sweepPointsName / ((name.empty() ? "full_depth" : name) + ".json");
}

} // namespace exitscope

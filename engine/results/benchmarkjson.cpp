#include "results/benchmarkjson.h"

#include "results/benchmarkfile.h"
#include "trace/documentparts.h"
#include "trace/settingsjson.h"

#include <array>

namespace exitscope {

namespace {

using Json = nlohmann::json;

constexpr std::array allStatuses{ResultStatus::Running, ResultStatus::Complete,
                                 ResultStatus::Interrupted};
constexpr std::array allOverlong{Overlong::TruncateLeft, Overlong::Skip, Overlong::Error};
constexpr const char* formatName = "exitscope-benchmark";

template <std::size_t N, typename Enum>
Enum named(const JsonNode& node, const std::array<Enum, N>& all)
{
    const std::string name = node.text();
    for (const Enum candidate : all) {
        if (name == fieldName(candidate))
            return candidate;
    }
    node.fail("has the unknown value \"" + toValidUtf8(name) + '"');
}

Json toJson(const DataFile& file)
{
    return {{"file", toValidUtf8(file.path)}, {"hash", file.hash}};
}

DataFile toDataFile(const JsonNode& node)
{
    return {node["file"].text(), node["hash"].text()};
}

Json toJson(const DataSource& data)
{
    return {{"name", toValidUtf8(data.name)},
            {"source", toJson(data.file)},
            {"input_field", toValidUtf8(data.inputField)},
            {"output_field", JsonNode::textOrNull(data.outputField)},
            {"template", JsonNode::textOrNull(data.promptTemplate)},
            {"num_samples", data.numSamples},
            {"n_shot", data.nShot},
            {"random_shuffle", data.shuffle},
            {"seed", data.seed},
            {"shots_source", data.shotsFile ? toJson(*data.shotsFile) : Json()},
            {"shots", data.shots},
            {"items", data.items}};
}

DataSource toDataSource(const JsonNode& node)
{
    DataSource data;
    data.name = node["name"].text();
    data.file = toDataFile(node["source"]);
    data.inputField = node["input_field"].text();
    data.outputField = node["output_field"].textOrNothing();
    data.promptTemplate = node["template"].textOrNothing();
    data.numSamples = node["num_samples"].integer(0);
    data.nShot = node["n_shot"].integer(0);
    data.shuffle = node["random_shuffle"].boolean();
    data.seed = node["seed"].unsignedInteger();
    if (!node["shots_source"].isNull())
        data.shotsFile = toDataFile(node["shots_source"]);
    const JsonNode shots = node["shots"];
    for (std::size_t i = 0; i < shots.size(); ++i)
        data.shots.push_back(shots.at(i).integer(0));
    data.items = node["items"].integer(0);
    return data;
}

Json toJson(const MetricOptions& options)
{
    return {{"rouge_tokenization", options.originalTokenization ? "original" : "standard"},
            {"stemmer", options.stemmer},
            {"agreement", options.agreement}};
}

MetricOptions toMetricOptions(const JsonNode& node)
{
    MetricOptions options;
    const JsonNode tokenization = node["rouge_tokenization"];
    options.originalTokenization = tokenization.text() == "original";
    if (!options.originalTokenization && tokenization.text() != "standard")
        tokenization.fail("should be \"standard\" or \"original\"");
    options.stemmer = node["stemmer"].boolean();
    options.agreement = node["agreement"].boolean();
    return options;
}

Json toJson(const std::optional<double>& value)
{
    return value ? JsonNode::fromNumber(*value) : Json();
}

Json toJson(const MetricValue& metric)
{
    return {{"name", metric.name},
            {"value", JsonNode::fromNumber(metric.value)},
            {"low", toJson(metric.low)},
            {"high", toJson(metric.high)},
            {"samples", metric.samples}};
}

MetricValue toMetricValue(const JsonNode& node)
{
    const auto orNothing = [](const JsonNode& number) {
        return number.isNull() ? std::nullopt : std::optional(number.number());
    };
    return {node["name"].text(), node["value"].number(), orNothing(node["low"]),
            orNothing(node["high"]), node["samples"].integer(0)};
}

Json toJson(const SampleCounts& counts)
{
    return {{"done", counts.done},
            {"skipped", counts.skipped},
            {"truncated", counts.truncated},
            {"empty", counts.empty}};
}

SampleCounts toCounts(const JsonNode& node)
{
    return {node["done"].integer(0), node["skipped"].integer(0), node["truncated"].integer(0),
            node["empty"].integer(0)};
}

Json toJson(const RunFigures& figures)
{
    return {{"tokens", figures.tokens},
            {"prefill_seconds", JsonNode::fromNumber(figures.prefillSeconds)},
            {"decode_seconds", JsonNode::fromNumber(figures.decodeSeconds)},
            {"metric_seconds", JsonNode::fromNumber(figures.metricSeconds)},
            {"wall_seconds", JsonNode::fromNumber(figures.wallSeconds)},
            {"drafted", figures.drafted},
            {"accepted", figures.accepted},
            {"exit_histogram", figures.exits}};
}

RunFigures toFigures(const JsonNode& node)
{
    RunFigures figures;
    figures.tokens = node["tokens"].integer64();
    figures.prefillSeconds = node["prefill_seconds"].number();
    figures.decodeSeconds = node["decode_seconds"].number();
    figures.metricSeconds = node["metric_seconds"].number();
    figures.wallSeconds = node["wall_seconds"].number();
    figures.drafted = node["drafted"].integer64();
    figures.accepted = node["accepted"].integer64();
    const JsonNode exits = node["exit_histogram"];
    for (std::size_t i = 0; i < exits.size(); ++i)
        figures.exits.push_back(exits.at(i).integer64());
    return figures;
}

template <typename T>
Json listOf(const std::vector<T>& values)
{
    Json list = Json::array();
    for (const T& value : values)
        list.push_back(toJson(value));
    return list;
}

void checkFormat(const JsonNode& node)
{
    if (!node.has("format") || node["format"].text() != formatName)
        node.fail("is not the result of a benchmark");
    const int version = node["format_version"].integer(1);
    if (version > benchmarkFormatVersion)
        throw Error(ErrorCode::Unsupported, "it has the format version " + std::to_string(version) +
                                                ", and this program reads up to " +
                                                std::to_string(benchmarkFormatVersion) +
                                                "; open it with a newer one");
}

} // namespace

ResultStatus statusFromJson(const JsonNode& node)
{
    return named(node, allStatuses);
}

Json benchmarkToJson(const BenchmarkResult& result)
{
    return {{"format", formatName},
            {"format_version", benchmarkFormatVersion},
            {"status", fieldName(result.status)},
            {"model", modelPart(result.model)},
            {"settings", settingsToJson(result.settings)},
            {"dataset", toJson(result.data)},
            {"overlong", fieldName(result.overlong)},
            {"metric_options", toJson(result.metricOptions)},
            {"shard", {{"index", result.shard.index}, {"count", result.shard.count}}},
            {"versions",
             {{"exitscope", result.versions.exitscope}, {"libtorch", result.versions.libtorch}}},
            {"machines", listOf(result.machines)},
            {"started", result.started},
            {"updated", result.updated},
            {"counts", toJson(result.counts)},
            {"metrics", listOf(result.metrics)},
            {"figures", toJson(result.figures)}};
}

BenchmarkResult benchmarkFromJson(const JsonNode& node)
{
    checkFormat(node);
    BenchmarkResult result;
    result.status = statusFromJson(node["status"]);
    result.model = modelFromPart(node["model"]);
    result.settings = settingsFromJson(node["settings"]);
    result.data = toDataSource(node["dataset"]);
    result.overlong = named(node["overlong"], allOverlong);
    result.metricOptions = toMetricOptions(node["metric_options"]);
    result.shard.count = node["shard"]["count"].integer(1);
    result.shard.index = node["shard"]["index"].integer(0, result.shard.count - 1);
    result.versions = {node["versions"]["exitscope"].text(), node["versions"]["libtorch"].text()};
    const JsonNode machines = node["machines"];
    for (std::size_t i = 0; i < machines.size(); ++i)
        result.machines.push_back(toMachine(machines.at(i)));
    result.started = node["started"].text();
    result.updated = node["updated"].text();
    result.counts = toCounts(node["counts"]);
    const JsonNode metrics = node["metrics"];
    for (std::size_t i = 0; i < metrics.size(); ++i)
        result.metrics.push_back(toMetricValue(metrics.at(i)));
    result.figures = toFigures(node["figures"]);
    return result;
}

Json toJson(const Machine& machine)
{
    return {{"cpu", toValidUtf8(machine.cpu)},
            {"cores", machine.cores},
            {"memory_bytes", machine.memoryBytes},
            {"threads", machine.threads},
            {"device", toValidUtf8(machine.device)}};
}

Machine toMachine(const JsonNode& node)
{
    return {node["cpu"].text(), node["cores"].integer(0), node["memory_bytes"].unsignedInteger(),
            node["threads"].integer(0), node["device"].text()};
}

Json benchmarkIdentity(const BenchmarkResult& result)
{
    Json data = toJson(result.data);
    data["source"].erase("file");
    if (data["shots_source"].is_object())
        data["shots_source"].erase("file");
    return {{"model", {{"hash", result.model.hash}, {"dtype", result.model.dtype}}},
            {"settings", settingsToJson(result.settings)},
            {"dataset", std::move(data)},
            {"overlong", fieldName(result.overlong)},
            {"metric_options", toJson(result.metricOptions)},
            {"versions", {{"exitscope", result.versions.exitscope}}}};
}

} // namespace exitscope

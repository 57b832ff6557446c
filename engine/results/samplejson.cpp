#include "results/benchmarkjson.h"

#include "trace/runfields.h"

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

std::vector<int> integers(const JsonNode& node, int least)
{
    std::vector<int> values(node.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = node.at(i).integer(least);
    return values;
}

FinishReason finishReason(const JsonNode& node)
{
    const std::string name = node.text();
    const auto found = std::ranges::find_if(
        allFinishReasons, [&](FinishReason reason) { return name == fieldName(reason); });
    if (found == allFinishReasons.end())
        node.fail("has the unknown value \"" + toValidUtf8(name) + '"');
    return *found;
}

Json metricsToJson(const SampleResult& sample)
{
    Json metrics = Json::object();
    for (const auto& [name, value] : sample.metrics)
        metrics[name] = JsonNode::fromNumber(value);
    return metrics;
}

} // namespace

Json sampleToJson(const SampleResult& sample)
{
    Json value{{"position", sample.position},
               {"index", sample.index},
               {"id", JsonNode::textOrNull(sample.id)},
               {"prompt", JsonNode::textOrNull(sample.prompt)},
               {"prompt_tokens", sample.promptTokens},
               {"truncated_tokens", sample.truncatedTokens},
               {"skipped", JsonNode::textOrNull(sample.skipped)},
               {"reference", toValidUtf8(sample.reference)}};
    if (sample.isSkipped())
        return value;
    value.update({{"prediction", toValidUtf8(sample.prediction)},
                  {"tokens", sample.tokens},
                  {"finish_reason", fieldName(sample.finishReason)},
                  {"exit_layers", sample.exitLayers},
                  {"drafted", sample.drafted},
                  {"accepted", sample.accepted},
                  {"prefill_seconds", JsonNode::fromNumber(sample.prefillSeconds)},
                  {"decode_seconds", JsonNode::fromNumber(sample.decodeSeconds)},
                  {"metrics", metricsToJson(sample)},
                  {"run_file", JsonNode::textOrNull(sample.runFile)}});
    return value;
}

SampleResult sampleFromJson(const JsonNode& node)
{
    SampleResult sample;
    sample.position = node["position"].integer(0);
    sample.index = node["index"].integer(0);
    sample.id = node["id"].textOrNothing();
    sample.prompt = node["prompt"].textOrNothing();
    sample.promptTokens = node["prompt_tokens"].integer(0);
    sample.truncatedTokens = node["truncated_tokens"].integer(0);
    sample.skipped = node["skipped"].textOrNothing();
    sample.reference = node["reference"].text();
    if (sample.isSkipped())
        return sample;
    sample.prediction = node["prediction"].text();
    sample.tokens = integers(node["tokens"], 0);
    sample.finishReason = finishReason(node["finish_reason"]);
    sample.exitLayers = integers(node["exit_layers"], 0);
    sample.drafted = node["drafted"].integer(0);
    sample.accepted = node["accepted"].integer(0);
    sample.prefillSeconds = node["prefill_seconds"].number();
    sample.decodeSeconds = node["decode_seconds"].number();
    node["metrics"].forEach([&](const std::string& name, const JsonNode& value) {
        if (!value.isNull())
            sample.metrics[name] = value.number();
    });
    sample.runFile = node["run_file"].textOrNothing();
    return sample;
}

} // namespace exitscope

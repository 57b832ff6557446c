#include "trace/settingsjson.h"

namespace exitscope {

namespace {

Rule ruleFromJson(const JsonNode& node)
{
    const std::string name = node["criteria"].text();
    if (name == "none")
        return {};
    const Criterion* criterion = findCriterion(name);
    if (!criterion)
        throw Error(ErrorCode::Unsupported,
                    "it uses the criterion \"" + toValidUtf8(name) +
                        "\", which this version does not know; open it with a newer one");
    ParameterValues values;
    for (const ParameterInfo& info : criterion->parameters) {
        const std::string key(info.name);
        if (node.has(key))
            values[key] = node[key.c_str()].number();
    }
    try {
        return makeRule(name, values);
    } catch (const Error& error) {
        node.fail(std::string("has a wrong value: ") + error.what());
    }
}

KvPolicy policyFromJson(const JsonNode& node)
{
    const std::string name = node.text();
    for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Holes}) {
        if (name == fieldName(policy))
            return policy;
    }
    node.fail("should be \"exact\" or \"holes\"");
}

} // namespace

nlohmann::json settingsToJson(const Settings& settings)
{
    auto stopWords = nlohmann::json::array();
    for (const std::string& word : settings.stopWords)
        stopWords.push_back(JsonNode::fromText(word));
    nlohmann::json value{
        {"criteria", settings.rule.name()},   {"exit_layer", settings.exitLayerLimit},
        {"kv", fieldName(settings.kvPolicy)}, {"prompt_exit", settings.promptExit},
        {"max_waiting", settings.maxWaiting}, {"watch", settings.watch},
        {"sample", settings.sampling.sample}, {"temperature", settings.sampling.temperature},
        {"top_k", settings.sampling.topK},    {"top_p", settings.sampling.topP},
        {"seed", settings.sampling.seed},     {"max_steps", settings.maxSteps},
        {"ignore_eos", settings.ignoreEos},   {"stop_words", std::move(stopWords)},
    };
    for (const auto& [name, number] : settings.rule.parameters)
        value[name] = number;
    return value;
}

Settings settingsFromJson(const JsonNode& node)
{
    Settings settings;
    settings.rule = ruleFromJson(node);
    settings.exitLayerLimit = node["exit_layer"].integer(-1);
    settings.kvPolicy = policyFromJson(node["kv"]);
    settings.promptExit = node["prompt_exit"].boolean();
    settings.maxWaiting = node["max_waiting"].integer(0);
    settings.watch = node["watch"].boolean();
    settings.sampling.sample = node["sample"].boolean();
    settings.sampling.temperature = node["temperature"].number();
    settings.sampling.topK = node["top_k"].integer(0);
    settings.sampling.topP = node["top_p"].number();
    settings.sampling.seed = node["seed"].unsignedInteger();
    settings.maxSteps = node["max_steps"].integer(0);
    settings.ignoreEos = node["ignore_eos"].boolean();
    const JsonNode stopWords = node["stop_words"];
    for (std::size_t i = 0; i < stopWords.size(); ++i)
        settings.stopWords.push_back(stopWords.at(i).text());
    return settings;
}

} // namespace exitscope

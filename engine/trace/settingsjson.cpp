#include "trace/settingsjson.h"

#include <array>
#include <sstream>

namespace exitscope {

namespace {

Condition conditionFromJson(const JsonNode& node, const std::string& name)
{
    const Criterion* criterion = findCriterion(name);
    if (!criterion)
        throw Error(ErrorCode::Unsupported,
                    "it uses the criterion \"" + toValidUtf8(name) +
                        "\", which this version does not know; open it with a newer one");
    ParameterValues values;
    for (const ParameterInfo& info : criterion->parameters) {
        const std::string key(info.name);
        if (node.has(key))
            values[key] = info.isSwitch ? node[key.c_str()].boolean() : node[key.c_str()].number();
    }
    std::vector<double> thresholds;
    if (node.has("thresholds") && node["thresholds"].has(name)) {
        const JsonNode all = node["thresholds"];
        const JsonNode list = all[name.c_str()];
        for (std::size_t i = 0; i < list.size(); ++i)
            thresholds.push_back(list.at(i).number());
    }
    try {
        return makeCondition(name, values, std::move(thresholds));
    } catch (const Error& error) {
        node.fail(std::string("has a wrong value: ") + error.what());
    }
}

template <std::size_t N, typename Enum>
Enum named(const JsonNode& node, const std::array<Enum, N>& all)
{
    const std::string name = node.text();
    std::string known;
    for (const Enum candidate : all) {
        if (name == fieldName(candidate))
            return candidate;
        known += (known.empty() ? "\"" : ", \"") + std::string(fieldName(candidate)) + '"';
    }
    node.fail("should be one of " + known);
}

Rule ruleFromJson(const JsonNode& node)
{
    Rule rule;
    std::istringstream names(node["criteria"].text());
    for (std::string name; std::getline(names, name, ',');) {
        if (name != "none")
            rule.conditions.push_back(conditionFromJson(node, name));
    }
    // Absent from runs of the first format version.
    if (node.has("combine"))
        rule.combine = named(node["combine"], std::array{Combine::Any, Combine::All});
    if (node.has("patience"))
        rule.patience = node["patience"].integer(1);
    if (node.has("minimum_layer"))
        rule.minimumLayer = node["minimum_layer"].integer(0);
    return rule;
}

nlohmann::json thresholdsToJson(const Rule& rule)
{
    auto value = nlohmann::json::object();
    for (const Condition& condition : rule.conditions) {
        if (!condition.thresholds.empty())
            value[condition.name()] = condition.thresholds;
    }
    return value;
}

} // namespace

nlohmann::json settingsToJson(const Settings& settings)
{
    auto stopWords = nlohmann::json::array();
    for (const std::string& word : settings.stopWords)
        stopWords.push_back(JsonNode::fromText(word));
    nlohmann::json value{
        {"criteria", settings.rule.name()},
        {"exit_layer", settings.exitLayerLimit},
        {"combine", fieldName(settings.rule.combine)},
        {"patience", settings.rule.patience},
        {"minimum_layer", settings.rule.minimumLayer},
        {"thresholds", thresholdsToJson(settings.rule)},
        {"generation_strategy", fieldName(settings.strategy)},
        {"num_speculations", settings.numSpeculations},
        {"kv", fieldName(settings.kvPolicy)},
        {"prompt_exit", settings.promptExit},
        {"max_waiting", settings.maxWaiting},
        {"scoring", fieldName(settings.scoring)},
        {"watch", settings.watch},
        {"sample", settings.sampling.sample},
        {"temperature", settings.sampling.temperature},
        {"top_k", settings.sampling.topK},
        {"top_p", settings.sampling.topP},
        {"min_p", settings.sampling.minP},
        {"repetition_penalty", settings.sampling.repetitionPenalty},
        {"no_repeat_ngram_size", settings.sampling.noRepeatNgram},
        {"seed", settings.sampling.seed},
        {"max_steps", settings.maxSteps},
        {"ignore_eos", settings.ignoreEos},
        {"stop_words", std::move(stopWords)},
    };
    for (const Condition& condition : settings.rule.conditions) {
        for (const ParameterInfo& info : condition.criterion->parameters) {
            const double number = parameter(condition.parameters, info.name);
            value[std::string(info.name)] =
                info.isSwitch ? nlohmann::json(number != 0) : nlohmann::json(number);
        }
    }
    return value;
}

Settings settingsFromJson(const JsonNode& node)
{
    Settings settings;
    settings.rule = ruleFromJson(node);
    settings.exitLayerLimit = node["exit_layer"].integer(-1);
    settings.kvPolicy =
        named(node["kv"], std::array{KvPolicy::Exact, KvPolicy::Holes, KvPolicy::Copy});
    if (node.has("generation_strategy")) {
        settings.strategy = named(node["generation_strategy"],
                                  std::array{Strategy::Autoregressive, Strategy::SelfSpeculative,
                                             Strategy::DynamicSelfSpeculative});
        settings.numSpeculations = node["num_speculations"].integer(1);
    }
    settings.promptExit = node["prompt_exit"].boolean();
    settings.maxWaiting = node["max_waiting"].integer(0);
    if (node.has("scoring")) // absent from earlier runs, which were all exact
        settings.scoring = named(node["scoring"], std::array{Scoring::Exact, Scoring::Preview});
    settings.watch = node["watch"].boolean();
    settings.sampling.sample = node["sample"].boolean();
    settings.sampling.temperature = node["temperature"].number();
    settings.sampling.topK = node["top_k"].integer(0);
    settings.sampling.topP = node["top_p"].number();
    if (node.has("min_p")) {
        settings.sampling.minP = node["min_p"].number();
        settings.sampling.repetitionPenalty = node["repetition_penalty"].number();
        settings.sampling.noRepeatNgram = node["no_repeat_ngram_size"].integer(0);
    }
    settings.sampling.seed = node["seed"].unsignedInteger();
    settings.maxSteps = node["max_steps"].integer(0);
    settings.ignoreEos = node["ignore_eos"].boolean();
    const JsonNode stopWords = node["stop_words"];
    for (std::size_t i = 0; i < stopWords.size(); ++i)
        settings.stopWords.push_back(stopWords.at(i).text());
    return settings;
}

} // namespace exitscope

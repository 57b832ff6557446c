#include "trace/generatedocument.h"

#include "trace/settingsjson.h"

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

Json modelValue(const ModelIdentity& model)
{
    return {{"name", toValidUtf8(model.name)},
            {"path", toValidUtf8(model.path)},
            {"hash", model.hash},
            {"dtype", model.dtype},
            {"layers", model.layers},
            {"vocabulary", model.vocabulary},
            {"width", model.width},
            {"context_length", model.contextLength}};
}

Json settingsValue(const Settings& settings)
{
    Json value = settingsToJson(settings);
    Json& words = value["stop_words"] = Json::array();
    for (const std::string& word : settings.stopWords)
        words.push_back(toValidUtf8(word));
    value["program"] = "exitscope " EXITSCOPE_VERSION;
    return value;
}

/// The rules to report at token `token`: `asked`, with the rule in force in its criterion's place.
std::vector<Rule> rulesAt(const Run& run, int token, const std::vector<Rule>& asked)
{
    std::vector<Rule> rules = asked;
    const Rule& active = run.settingsAt(token).rule;
    for (Rule& rule : rules) {
        if (rule.criterion == active.criterion)
            rule = active;
    }
    return rules;
}

void addScores(const Run& run, const std::vector<Rule>& asked, Json& document)
{
    Json& scores = document["scores"] = Json::array();
    Json& thresholds = document["thresholds"] = Json::array();
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        const std::span layers(run.tokens[i].layers);
        const std::vector<Rule> rules = rulesAt(run, static_cast<int>(i), asked);
        Json scoreList = Json::array();
        Json thresholdList = Json::array();
        for (int layer = 0; layer < static_cast<int>(layers.size()); ++layer) {
            Json scoreByName = Json::object();
            Json thresholdByName = Json::object();
            for (const Rule& rule : rules) {
                const float score = rule.score(layers.first(static_cast<std::size_t>(layer) + 1));
                scoreByName[rule.name()] = JsonNode::fromNumber(score);
                thresholdByName[rule.name()] =
                    JsonNode::fromNumber(rule.threshold(layer, run.model.shape()));
            }
            scoreList.push_back(std::move(scoreByName));
            thresholdList.push_back(std::move(thresholdByName));
        }
        scores.push_back(std::move(scoreList));
        thresholds.push_back(std::move(thresholdList));
    }
}

Json tiesValue(const std::vector<Tie>& ties)
{
    Json list = Json::array();
    for (const Tie& tie : ties)
        list.push_back({{"token", tie.token},
                        {"layer", tie.layer},
                        {"score", JsonNode::fromNumber(tie.score)},
                        {"threshold", JsonNode::fromNumber(tie.threshold)}});
    return list;
}

Json timingValue(const Run& run)
{
    const RunSummary summary = summarize(run);
    const bool known = summary.tokensPerSecond > 0;
    return {{"prefill_s", JsonNode::fromNumber(run.prefillSeconds)},
            {"decode_s", JsonNode::fromNumber(run.decodeSeconds)},
            {"tokens_per_second", known ? JsonNode::fromNumber(summary.tokensPerSecond) : Json()},
            {"layers_run", summary.layersRun},
            {"catch_up_rows", summary.catchUpRows}};
}

} // namespace

std::string generateDocument(const Run& run, const DocumentOptions& options)
{
    Json document{{"format_version", 1},
                  {"model", modelValue(run.model)},
                  {"settings", settingsValue(run.settingsAt(0))},
                  {"prompt_ids", run.promptIds},
                  {"tokens", Json::array()},
                  {"text", options.hasText ? Json(toValidUtf8(run.text())) : Json()},
                  {"finish_reason", fieldName(run.finishReason)},
                  {"exit_layers", Json::array()},
                  {"ties", tiesValue(run.ties)},
                  {"timing", timingValue(run)}};
    for (const TokenTrace& token : run.tokens) {
        document["tokens"].push_back(token.id);
        document["exit_layers"].push_back(token.exitLayer);
    }
    std::vector<Rule> rules = options.rules;
    if (rules.empty()) {
        for (const Criterion* criterion : allCriteria())
            rules.push_back(makeRule(criterion->name));
    }
    if (run.settingsAt(0).watch)
        addScores(run, rules, document);
    return document.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace exitscope

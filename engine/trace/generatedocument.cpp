#include "trace/generatedocument.h"

#include "trace/cost.h"
#include "trace/documentparts.h"
#include "trace/jsonnode.h"

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

/// The conditions to report at token `token`: `asked`, with those of the rule in force in their
/// criterion's place.
std::vector<Condition> conditionsAt(const Run& run, int token, const std::vector<Condition>& asked)
{
    std::vector<Condition> conditions = asked;
    for (Condition& condition : conditions) {
        if (const Condition* active = run.settingsAt(token).rule.find(condition.criterion))
            condition = *active;
    }
    return conditions;
}

void addScores(const Run& run, const std::vector<Condition>& asked, Json& document)
{
    Json& scores = document["scores"] = Json::array();
    Json& thresholds = document["thresholds"] = Json::array();
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        const std::span layers(run.tokens[i].layers);
        const auto conditions = conditionsAt(run, static_cast<int>(i), asked);
        Json scoreList = Json::array();
        Json thresholdList = Json::array();
        for (int layer = 0; layer < static_cast<int>(layers.size()); ++layer) {
            Json scoreByName = Json::object();
            Json thresholdByName = Json::object();
            for (const Condition& condition : conditions) {
                const float score =
                    condition.score(layers.first(static_cast<std::size_t>(layer) + 1));
                scoreByName[condition.name()] = JsonNode::fromNumber(score);
                thresholdByName[condition.name()] =
                    JsonNode::fromNumber(condition.threshold(layer, run.model.shape()));
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

Json roundsValue(const std::vector<SpeculationRound>& rounds)
{
    Json list = Json::array();
    for (const SpeculationRound& round : rounds) {
        Json drafts = Json::array();
        for (const Draft& draft : round.drafts)
            drafts.push_back({{"id", draft.id}, {"exit_layer", draft.exitLayer}});
        list.push_back({{"first_token", round.firstToken},
                        {"drafts", std::move(drafts)},
                        {"accepted", round.accepted}});
    }
    return list;
}

Json closeCallsValue(const std::vector<CloseCall>& calls)
{
    Json list = Json::array();
    for (const CloseCall& call : calls)
        list.push_back({{"token", call.token},
                        {"first", call.first},
                        {"second", call.second},
                        {"first_logit", JsonNode::fromNumber(call.firstLogit)},
                        {"second_logit", JsonNode::fromNumber(call.secondLogit)}});
    return list;
}

Json speculationValue(const Run& run)
{
    const RunSummary summary = summarize(run);
    const std::optional<double> rate = summary.acceptanceRate();
    Json roles = Json::array();
    for (const TokenTrace& token : run.tokens)
        roles.push_back(fieldName(token.role));
    return {{"drafted", summary.drafted},
            {"accepted", summary.accepted},
            {"acceptance_rate", rate ? Json(*rate) : Json()},
            {"roles", std::move(roles)},
            {"rounds", roundsValue(run.rounds)},
            {"close_calls", closeCallsValue(run.closeCalls)}};
}

bool speculated(const Run& run)
{
    return std::ranges::any_of(
        run.settings, [](const SettingsChange& change) { return change.settings.speculates(); });
}

/// How often a preview would have let tokens out elsewhere; per token its exit layer, or null.
Json previewValue(const Run& run, const RunSummary& summary)
{
    Json exits = Json::array();
    for (const TokenTrace& token : run.tokens)
        exits.push_back(token.previewExitLayer >= 0 ? Json(token.previewExitLayer) : Json());
    return {{"compared", summary.previewCompared},
            {"differs", summary.previewDiffers},
            {"exit_layers", std::move(exits)}};
}

Json timingValue(const Run& run)
{
    const RunSummary summary = summarize(run);
    const bool known = summary.tokensPerSecond > 0;
    const CostBreakdown cost = costOf(run);
    const auto seconds = [](double ms) { return JsonNode::fromNumber(ms / 1000); };
    const auto measured = [&](double (CostBreakdown::*ms)() const) {
        return cost.fullDepth ? seconds((cost.*ms)()) : Json();
    };
    return {{"prefill_s", JsonNode::fromNumber(run.prefillSeconds)},
            {"decode_s", JsonNode::fromNumber(run.decodeSeconds)},
            {"tokens_per_second", known ? JsonNode::fromNumber(summary.tokensPerSecond) : Json()},
            {"layers_run", summary.layersRun},
            {"catch_up_rows", summary.catchUpRows},
            {"layers_s", seconds(cost.layersMs)},
            {"scoring_s", seconds(cost.scoringMs)},
            {"catch_up_s", seconds(cost.catchUpMs)},
            {"sampling_s", seconds(cost.samplingMs)},
            {"other_s", seconds(cost.otherMs)},
            {"full_depth_s", measured(&CostBreakdown::fullDepthMs)},
            {"layers_saved_s", measured(&CostBreakdown::layersSavedMs)},
            {"net_saved_s", measured(&CostBreakdown::netSavedMs)}};
}

} // namespace

std::string generateDocument(const Run& run, const DocumentOptions& options)
{
    Json document{{"format_version", 1},
                  {"model", modelPart(run.model)},
                  {"settings", settingsPart(run.settingsAt(0))},
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
    std::vector<Condition> conditions = options.conditions;
    if (conditions.empty()) {
        for (const Criterion* criterion : allCriteria())
            conditions.push_back(makeCondition(criterion->name));
    }
    if (const RunSummary summary = summarize(run); summary.previewCompared > 0)
        document["preview"] = previewValue(run, summary);
    if (speculated(run))
        document["speculation"] = speculationValue(run);
    if (run.settingsAt(0).watch)
        addScores(run, conditions, document);
    return documentText(document);
}

} // namespace exitscope

#include "trace/runjson.h"

#include "trace/runfields.h"
#include "trace/runfile.h"
#include "trace/settingsjson.h"

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

Json fromModel(const ModelIdentity& model)
{
    return {{"name", JsonNode::fromText(model.name)},
            {"path", JsonNode::fromText(model.path)},
            {"hash", JsonNode::fromText(model.hash)},
            {"dtype", JsonNode::fromText(model.dtype)},
            {"layers", model.layers},
            {"vocabulary", model.vocabulary},
            {"width", model.width},
            {"context_length", model.contextLength},
            {"tokenizer", JsonNode::fromText(model.tokenizer)}};
}

/// One list per statistic, L entries each; a statistic that no layer has is left out.
Json fromStatistics(const std::vector<LayerStatistics>& layers)
{
    Json value = Json::object();
    for (const StatisticField& field : statisticFields) {
        if (std::ranges::all_of(layers, [&](const auto& l) { return std::isnan(l.*field.value); }))
            continue;
        Json& list = value[field.name] = Json::array();
        for (const LayerStatistics& layer : layers)
            list.push_back(JsonNode::fromNumber(layer.*field.value));
    }
    for (const CountField& field : countFields) {
        if (std::ranges::all_of(layers, [&](const auto& l) { return l.*field.value == -1; }))
            continue;
        Json& list = value[field.name] = Json::array();
        for (const LayerStatistics& layer : layers)
            list.push_back(layer.*field.value);
    }
    return value;
}

Json fromToken(const TokenTrace& token)
{
    std::string cells;
    for (const CellState state : token.cells)
        cells += cellLetters[static_cast<std::size_t>(state)];
    Json value{{"id", token.id},
               {"bytes", JsonNode::fromText(token.bytes)},
               {"position", token.position},
               {"exit_layer", token.exitLayer},
               {"role", fieldName(token.role)},
               {"layers", token.layers.size()},
               {"statistics", fromStatistics(token.layers)},
               {"cells", cells},
               {"times_ms", Json::array({token.times.layersMs, token.times.scoringMs,
                                         token.times.catchUpMs, token.times.samplingMs})},
               {"other_ms", token.times.otherMs},
               {"carried", Json::array({token.times.carriedMs, token.times.carriedPasses})},
               {"layers_run", token.layersRun},
               {"catch_up_rows", token.catchUpRows},
               {"debt_rows", token.debtRows}};
    if (token.previewExitLayer >= 0)
        value["preview_exit_layer"] = token.previewExitLayer;
    if (std::ranges::any_of(token.caughtUpAt, [](int at) { return at != -1; }))
        value["caught_up_at"] = token.caughtUpAt;
    if (!token.top.empty()) {
        Json& ids = value["top_ids"] = Json::array();
        Json& probabilities = value["top_probabilities"] = Json::array();
        for (const TopEntry& entry : token.top) {
            ids.push_back(entry.id);
            probabilities.push_back(JsonNode::fromNumber(entry.probability));
        }
    }
    return value;
}

Json fromSettings(const std::vector<SettingsChange>& changes)
{
    Json list = Json::array();
    for (const SettingsChange& change : changes) {
        list.push_back(settingsToJson(change.settings));
        list.back()["token"] = change.token;
    }
    return list;
}

Json fromRound(const SpeculationRound& round)
{
    Json drafts = Json::array();
    for (const Draft& draft : round.drafts)
        drafts.push_back(Json::array({draft.id, JsonNode::fromText(draft.bytes), draft.exitLayer}));
    Json value{{"first_token", round.firstToken},
               {"drafts", std::move(drafts)},
               {"accepted", round.accepted}};
    if (round.isCut)
        value["cut"] = true;
    return value;
}

Json fromRun(const Run& run)
{
    Json value{{"format", runFormatName},
               {"version", runFileVersion},
               {"model", fromModel(run.model)},
               {"prompt", JsonNode::fromText(run.prompt)},
               {"prompt_ids", run.promptIds},
               {"settings", fromSettings(run.settings)},
               {"finish_reason", fieldName(run.finishReason)},
               {"prefill_seconds", run.prefillSeconds},
               {"decode_seconds", run.decodeSeconds}};
    if (run.fullDepth)
        value["full_depth_ms"] =
            Json::array({run.fullDepth->layersMs, run.fullDepth->restMs, run.fullDepth->headMs});
    Json& tokens = value["tokens"] = Json::array();
    for (const TokenTrace& token : run.tokens)
        tokens.push_back(fromToken(token));
    Json& events = value["events"] = Json::array();
    for (const CellEvent& event : run.events)
        events.push_back(
            Json::array({event.atToken, event.layer, event.firstToken, event.lastToken}));
    Json& ties = value["ties"] = Json::array();
    for (const Tie& tie : run.ties)
        ties.push_back(Json::array({tie.token, tie.layer, tie.score, tie.threshold}));
    Json& calls = value["close_calls"] = Json::array();
    for (const CloseCall& call : run.closeCalls)
        calls.push_back(
            Json::array({call.token, call.first, call.second, call.firstLogit, call.secondLogit}));
    Json& rounds = value["rounds"] = Json::array();
    for (const SpeculationRound& round : run.rounds)
        rounds.push_back(fromRound(round));
    return value;
}

} // namespace

std::string encodeRun(const Run& run, RunForm form)
{
    const Json value = fromRun(run);
    if (form == RunForm::Json)
        return value.dump() + '\n';
    std::string content;
    Json::to_cbor(value, content);
    return content;
}

} // namespace exitscope

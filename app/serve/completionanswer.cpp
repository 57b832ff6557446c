#include "serve/completionanswer.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json nullable(const std::vector<std::optional<T>>& values)
{
    Json list = Json::array();
    for (const std::optional<T>& value : values)
        list.push_back(value ? Json(*value) : Json());
    return list;
}

Json logprobsJson(const std::optional<TokenLogprobs>& logprobs)
{
    if (!logprobs)
        return {};
    Json top = Json::array();
    for (const auto& candidates : logprobs->top) {
        Json entry; // null where nothing is known
        for (const auto& [spelling, value] : candidates)
            entry[spelling] = value;
        top.push_back(std::move(entry));
    }
    return {{"tokens", logprobs->tokens},
            {"token_logprobs", nullable(logprobs->values)},
            {"top_logprobs", std::move(top)},
            {"text_offset", logprobs->textOffsets},
            {"exit_layers", nullable(logprobs->exitLayers)}};
}

Json choiceJson(const ChoiceDelta& choice)
{
    return {{"text", choice.text},
            {"index", choice.index},
            {"logprobs", logprobsJson(choice.logprobs)},
            {"finish_reason", choice.finishReason.empty() ? Json() : Json(choice.finishReason)},
            {"exit_layers", choice.exitLayers},
            {"token_ids", choice.ids}};
}

Json usageJson(const CompletionFigures& figures)
{
    return {{"prompt_tokens", figures.promptTokens},
            {"completion_tokens", figures.completionTokens},
            {"total_tokens", figures.promptTokens + figures.completionTokens}};
}

/// null where there is nothing to divide by.
Json ratio(double part, double whole)
{
    return whole > 0 ? Json(part / whole) : Json();
}

Json figuresJson(const CompletionFigures& figures)
{
    return {{"layers", figures.layers},
            {"mean_exit_layer",
             ratio(static_cast<double>(figures.exitLayerSum), figures.completionTokens)},
            {"layers_saved", ratio(figures.savedLayers, figures.decodeLayers)},
            {"acceptance_rate", ratio(figures.accepted, figures.drafted)},
            {"ms_per_token", ratio(figures.decodeSeconds * 1000, figures.decodedTokens)},
            {"prefill_ms", figures.prefillSeconds * 1000},
            {"scoring_ms", figures.scoringSeconds * 1000}};
}

Json headJson(const AnswerHead& head)
{
    return {{"id", head.id},
            {"object", "text_completion"},
            {"created", head.created},
            {"model", head.model}};
}

std::string dumped(const Json& document)
{
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

void collect(std::vector<ChoiceDelta>& choices, ChoiceDelta delta)
{
    const auto known = std::ranges::find(choices, delta.index, &ChoiceDelta::index);
    if (known == choices.end()) {
        choices.push_back(std::move(delta));
        return;
    }
    known->text += delta.text;
    known->ids.insert(known->ids.end(), delta.ids.begin(), delta.ids.end());
    known->exitLayers.insert(known->exitLayers.end(), delta.exitLayers.begin(),
                             delta.exitLayers.end());
    if (delta.logprobs)
        known->logprobs = std::move(delta.logprobs);
    known->finishReason = std::move(delta.finishReason);
}

std::string completionAnswer(const AnswerHead& head, const std::vector<ChoiceDelta>& choices,
                             const CompletionFigures& figures)
{
    Json answer = headJson(head);
    answer["choices"] = Json::array();
    for (const ChoiceDelta& choice : choices)
        answer["choices"].push_back(choiceJson(choice));
    answer["usage"] = usageJson(figures);
    answer["exitscope"] = figuresJson(figures);
    return dumped(answer);
}

std::string completionChunk(const AnswerHead& head, const ChoiceDelta& delta,
                            const CompletionFigures* figures)
{
    Json chunk = headJson(head);
    chunk["choices"] = Json::array({choiceJson(delta)});
    if (figures)
        chunk["exitscope"] = figuresJson(*figures);
    return dumped(chunk);
}

std::string usageChunk(const AnswerHead& head, const CompletionFigures& figures)
{
    Json chunk = headJson(head);
    chunk["choices"] = Json::array();
    chunk["usage"] = usageJson(figures);
    return dumped(chunk);
}

} // namespace exitscope

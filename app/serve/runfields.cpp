#include "serve/runfields.h"

#include "base/error.h"
#include "serve/apierror.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>

namespace exitscope {

namespace {

constexpr int anyWhole = std::numeric_limits<int>::max();

/// The numbers of a list as the option --thresholds takes them.
std::string numbersOf(const Field& field, const nlohmann::json& list)
{
    std::string text;
    for (const nlohmann::json& value : list) {
        char buffer[64];
        const double number = Field{field.name, value}.number();
        if (!text.empty())
            text.append(1, ',');
        text.append(buffer, std::to_chars(std::begin(buffer), std::end(buffer), number).ptr);
    }
    if (text.empty())
        field.refuse("a number for each layer, or one for all; this list is empty");
    return text;
}

/// A number, a list of them, {criterion: list}, or the option's own text or texts.
void takeThresholds(const Field& field, RunOptions& options)
{
    std::vector<std::string>& lists = options.rule.thresholds;
    const nlohmann::json& value = field.value;
    lists.clear();
    if (value.is_number()) {
        lists.push_back(numbersOf(field, nlohmann::json::array({value})));
    } else if (value.is_string()) {
        lists.push_back(field.text());
    } else if (value.is_object()) {
        for (const auto& [criterion, list] : value.items())
            lists.push_back(
                criterion + ':' +
                numbersOf(field, list.is_array() ? list : nlohmann::json::array({list})));
    } else if (value.is_array() && !value.empty() && value.front().is_string()) {
        for (const nlohmann::json& list : value)
            lists.push_back(Field{field.name, list}.text());
    } else if (value.is_array()) {
        lists.push_back(numbersOf(field, value));
    } else {
        field.refuse("a number, a list of numbers, or an object of such lists by criterion");
    }
}

/// Names joined by commas, or a list of them. Thresholds of the server's own rule go with it; the
/// request's come later, as fields are taken in the order of their names.
void takeCriteria(const Field& field, RunOptions& options)
{
    std::string names;
    if (field.value.is_array()) {
        for (const nlohmann::json& name : field.value)
            names.append(names.empty() ? "" : ",").append(Field{field.name, name}.text());
        if (names.empty())
            names = "none";
    } else {
        names = field.text();
    }
    options.rule.criteria = names;
    options.rule.thresholds.clear();
}

using Taker = std::function<void(const Field&, RunOptions&)>;

const std::map<std::string, Taker>& takers()
{
    static const std::map<std::string, Taker> all = {
        {"criteria", takeCriteria},
        {"thresholds", takeThresholds},
        {"combine", [](auto& f, auto& o) { o.rule.combine = f.oneOf("any all"); }},
        {"patience", [](auto& f, auto& o) { o.rule.patience = f.whole(1, anyWhole); }},
        {"minimum_layer", [](auto& f, auto& o) { o.rule.minimumLayer = f.whole(0, anyWhole); }},
        {"exit_layer", [](auto& f, auto& o) { o.settings.exitLayerLimit = f.whole(-1, anyWhole); }},
        {"generation_strategy",
         [](auto& f, auto& o) {
             o.strategy = f.oneOf("autoregressive self_speculative dynamic_self_speculative");
         }},
        {"num_speculations",
         [](auto& f, auto& o) { o.settings.numSpeculations = f.whole(1, anyWhole); }},
        {"kv", [](auto& f, auto& o) { o.kv = f.oneOf("exact copy holes"); }},
        {"scoring", [](auto& f, auto& o) { o.scoring = f.oneOf("exact preview"); }},
        {"prompt_exit", [](auto& f, auto& o) { o.settings.promptExit = f.boolean(); }},
        {"max_waiting", [](auto& f, auto& o) { o.settings.maxWaiting = f.whole(0, anyWhole); }},
        {"top_k", [](auto& f, auto& o) { o.settings.sampling.topK = f.whole(0, anyWhole); }},
        {"top_p", [](auto& f, auto& o) { o.settings.sampling.topP = f.number(); }},
        {"min_p", [](auto& f, auto& o) { o.settings.sampling.minP = f.number(); }},
        {"repetition_penalty",
         [](auto& f, auto& o) { o.settings.sampling.repetitionPenalty = f.number(); }},
        {"no_repeat_ngram_size",
         [](auto& f, auto& o) { o.settings.sampling.noRepeatNgram = f.whole(0, anyWhole); }},
        {"seed", [](auto& f, auto& o) { o.settings.sampling.seed = f.seed(); }},
        {"ignore_eos", [](auto& f, auto& o) { o.settings.ignoreEos = f.boolean(); }},
    };
    return all;
}

/// A criterion's parameter by its name or its other one; nullptr where there is none.
const ParameterInfo* parameterNamed(const std::string& name)
{
    for (const Criterion* criterion : allCriteria()) {
        for (const ParameterInfo& info : criterion->parameters) {
            if (info.name == name || (!info.alias.empty() && info.alias == name))
                return &info;
        }
    }
    return nullptr;
}

/// The field that the sentence names first; empty where it names none.
std::string fieldIn(const std::string& sentence)
{
    std::string found;
    std::size_t first = std::string::npos;
    const auto isWord = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    const auto look = [&](const std::string& name) {
        const std::size_t at = sentence.find(name);
        const std::size_t end = at + name.size();
        if (at >= first || (at > 0 && isWord(sentence[at - 1])) ||
            (end < sentence.size() && isWord(sentence[end])))
            return;
        first = at;
        found = name;
    };
    for (const auto& entry : takers())
        look(entry.first);
    look("temperature");
    for (const Criterion* criterion : allCriteria()) {
        for (const ParameterInfo& info : criterion->parameters)
            look(std::string(info.name));
    }
    // An unknown criterion is told of without its field.
    return found.empty() && sentence.find("criterion") != std::string::npos ? "criteria" : found;
}

/// The command line's sentence in the API's terms: "--criteria" is "criteria" here.
std::string withoutDashes(std::string sentence)
{
    for (std::size_t at = 0; (at = sentence.find("--", at)) != std::string::npos;)
        sentence.erase(at, 2);
    return sentence;
}

} // namespace

bool takeRunField(const Field& field, RunOptions& options)
{
    if (const auto taker = takers().find(field.name); taker != takers().end()) {
        taker->second(field, options);
        return true;
    }
    const ParameterInfo* info = parameterNamed(field.name);
    if (info)
        options.rule.given[std::string(info->name)] =
            info->isSwitch ? static_cast<double>(field.boolean()) : field.number();
    return info != nullptr;
}

Settings requestSettings(RunOptions options, const RecommendedValues& recommended, int layers)
{
    try {
        checkRunOptions(options);
        return settingsFor(options, recommended, layers);
    } catch (const Error& error) {
        const std::string sentence = withoutDashes(error.what());
        throw ApiError(400, sentence, fieldIn(sentence));
    }
}

} // namespace exitscope

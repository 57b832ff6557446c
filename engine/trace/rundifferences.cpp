#include "trace/rundifferences.h"

#include <cstdio>
#include <utility>

namespace exitscope {

namespace {

std::string number(double value)
{
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%.4g", value);
    return {text, static_cast<std::size_t>(length)};
}

std::string describe(const Condition& condition)
{
    std::string values;
    for (const ParameterInfo& info : condition.criterion->parameters) {
        const auto value = condition.parameters.find(info.name);
        if (value == condition.parameters.end() || (info.isSwitch && value->second == 0))
            continue;
        values += values.empty() ? "" : ", ";
        values += info.label;
        if (!info.isSwitch)
            values += ' ' + number(value->second);
    }
    if (!condition.thresholds.empty())
        values += (values.empty() ? "" : ", ") + std::string("own thresholds by layer");
    const std::string title(condition.criterion->title);
    return values.empty() ? title : title + " (" + values + ')';
}

std::string describe(const Rule& rule)
{
    if (!rule.mayExit())
        return "full depth";
    std::string text;
    for (const Condition& condition : rule.conditions) {
        if (!text.empty())
            text += rule.combine == Combine::All ? " and " : " or ";
        text += describe(condition);
    }
    if (rule.patience > 1)
        text += ", at " + std::to_string(rule.patience) + " layers in a row";
    if (rule.minimumLayer > 0)
        text += ", from layer " + std::to_string(rule.minimumLayer);
    return text;
}

std::string describe(const Sampling& sampling)
{
    std::string text = "greedy";
    if (sampling.sample) {
        text = "temperature " + number(sampling.temperature);
        if (sampling.topK > 0)
            text += ", top k " + std::to_string(sampling.topK);
        if (sampling.topP < 1)
            text += ", top p " + number(sampling.topP);
        if (sampling.minP > 0)
            text += ", min p " + number(sampling.minP);
    }
    if (sampling.repetitionPenalty != 1)
        text += ", repetition penalty " + number(sampling.repetitionPenalty);
    if (sampling.noRepeatNgram > 0)
        text += ", no-repeat n-gram " + std::to_string(sampling.noRepeatNgram);
    return text;
}

std::string strategyText(Strategy strategy)
{
    switch (strategy) {
    case Strategy::SelfSpeculative:
        return "self-speculative";
    case Strategy::DynamicSelfSpeculative:
        return "dynamic self-speculative";
    case Strategy::Autoregressive:
        break;
    }
    return "autoregressive";
}

class Differences
{
public:
    void add(std::string_view name, const std::string& a, const std::string& b)
    {
        if (a != b)
            m_all.push_back({name, a.empty() ? "unknown" : a, b.empty() ? "unknown" : b});
    }
    void add(std::string_view name, int a, int b)
    {
        add(name, std::to_string(a), std::to_string(b));
    }
    std::vector<RunDifference> take() { return std::move(m_all); }

private:
    std::vector<RunDifference> m_all;
};

void addModel(Differences& found, const ModelIdentity& a, const ModelIdentity& b)
{
    found.add("model", a.name, b.name);
    if (a.name == b.name && a.hash != b.hash)
        found.add("checkpoint", a.path + " " + a.hash, b.path + " " + b.hash);
    found.add("weights", a.dtype, b.dtype);
    found.add("layers of the model", a.layers, b.layers);
}

void addSettings(Differences& found, const Settings& a, const Settings& b)
{
    found.add("strategy", strategyText(a.strategy), strategyText(b.strategy));
    const auto ruling = [](const Settings& settings) {
        return settings.strategy == Strategy::SelfSpeculative ? std::string("not asked")
                                                              : describe(settings.rule);
    };
    found.add("exit rule", ruling(a), ruling(b));
    const auto depth = [](int limit) {
        return limit > 0 ? std::to_string(limit) : std::string("all");
    };
    found.add("exit layer", depth(a.exitLayerLimit), depth(b.exitLayerLimit));
    if (a.speculates() || b.speculates()) {
        const auto drafts = [](const Settings& settings) {
            return settings.speculates() ? std::to_string(settings.numSpeculations)
                                         : std::string("none");
        };
        found.add("drafts per round", drafts(a), drafts(b));
    }
    if (a.ruleApplies() || b.ruleApplies()) {
        found.add("K/V policy", fieldName(a.kvPolicy), fieldName(b.kvPolicy));
        found.add("scoring", fieldName(a.scoring), fieldName(b.scoring));
        found.add("prompt may exit", a.promptExit ? "yes" : "no", b.promptExit ? "yes" : "no");
        found.add("waiting rows", a.maxWaiting, b.maxWaiting);
    }
    found.add("layers past the exit", a.watch ? "watched" : "not run",
              b.watch ? "watched" : "not run");
    found.add("next token", describe(a.sampling), describe(b.sampling));
    if (a.sampling.sample || b.sampling.sample)
        found.add("seed", std::to_string(a.sampling.seed), std::to_string(b.sampling.seed));
    found.add("tokens at most", a.maxSteps, b.maxSteps);
    found.add("end token", a.ignoreEos ? "ignored" : "ends", b.ignoreEos ? "ignored" : "ends");
    if (a.stopWords != b.stopWords)
        found.add("stop words", std::to_string(a.stopWords.size()) + " of its own",
                  std::to_string(b.stopWords.size()) + " others");
}

} // namespace

std::vector<RunDifference> differencesOf(const Run& a, const Run& b)
{
    Differences found;
    addModel(found, a.model, b.model);
    found.add("prompt", a.prompt, b.prompt);
    addSettings(found, a.settingsAt(0), b.settingsAt(0));
    const auto changes = [](const Run& run) {
        return run.settings.empty() ? 0 : static_cast<int>(run.settings.size()) - 1;
    };
    found.add("changes on the way", changes(a), changes(b));
    return found.take();
}

} // namespace exitscope

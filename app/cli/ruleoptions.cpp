#include "cli/ruleoptions.h"

#include "base/error.h"
#include "cli/optiongroup.h"
#include "cli/words.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

std::string helpOf(const ParameterInfo& info)
{
    std::string help(info.help);
    if (info.isSwitch)
        help += "; where the checkpoint's own values are in the other unit, they are not used";
    if (info.other)
        help += "; with --" + std::string(info.other->when) + ", " + std::string(info.other->help) +
                " (" + shortest(info.other->defaultValue) + ")";
    return help;
}

void addParameter(OptionGroup& group, const ParameterInfo& info, ParameterValues& given)
{
    std::string names(info.name);
    if (!info.alias.empty())
        names += ",--" + std::string(info.alias);
    const auto take = [&given, name = std::string(info.name)](double value) {
        given[name] = value;
    };
    if (info.isSwitch)
        group.addSwitch(names, take, helpOf(info))
            ->default_str(info.defaultValue != 0 ? "true" : "false");
    else
        group.addNumber(names, take, helpOf(info))->default_str(shortest(info.defaultValue));
}

/// The criteria's names; none for "none".
std::vector<std::string> criterionNames(std::string criteria)
{
    std::ranges::replace(criteria, '-', '_');
    std::vector<std::string> names = wordsOf(criteria);
    if (names == std::vector<std::string>{"none"})
        return {};
    require(std::ranges::find(names, "none") == names.end(),
            "--criteria names none together with others; leave one or the other out.");
    return names;
}

std::vector<double> thresholdsIn(const std::string& list, const std::string& whole)
{
    std::vector<double> values;
    for (const std::string& word : wordsOf(list)) {
        double value = 0;
        const char* end = word.data() + word.size();
        const auto parsed = std::from_chars(word.data(), end, value);
        require(parsed.ec == std::errc() && parsed.ptr == end && std::isfinite(value),
                "--thresholds " + whole + " holds \"" + word +
                    "\", which is no number; give one per layer, for example 0.9,0.8,0.7.");
        values.push_back(value);
    }
    return values;
}

/// The lists of --thresholds by criterion; one without a name belongs to the only criterion.
std::map<std::string, std::vector<double>> thresholdsOf(const RuleOptions& options,
                                                        const std::vector<std::string>& names)
{
    std::map<std::string, std::vector<double>> lists;
    require(options.thresholds.empty() || !names.empty(),
            "--thresholds is set, but --criteria is none: choose the criterion that they are for.");
    for (const std::string& whole : options.thresholds) {
        const std::size_t colon = whole.find(':');
        std::string name = colon == std::string::npos ? std::string() : whole.substr(0, colon);
        std::ranges::replace(name, '-', '_');
        if (name.empty()) {
            require(names.size() == 1, "--thresholds " + whole +
                                           " needs the name of its criterion, as in "
                                           "max_probability:0.9,0.8, because --criteria is " +
                                           options.criteria + '.');
            name = names.front();
        }
        require(std::ranges::find(names, name) != names.end(),
                "--thresholds " + whole + " is for " + name + ", but --criteria is " +
                    options.criteria + '.');
        const std::string list = colon == std::string::npos ? whole : whole.substr(colon + 1);
        require(lists.emplace(name, thresholdsIn(list, whole)).second,
                "--thresholds is given twice for " + name + "; give it once.");
    }
    return lists;
}

} // namespace

void addRuleOptions(CLI::App& command, RuleOptions& options)
{
    std::string names;
    for (const Criterion* criterion : allCriteria())
        names += std::string(criterion->name) + ", ";
    OptionGroup group(command, "Early exit");
    group
        .add("criteria", options.criteria,
             "rule that lets a token out, one or several joined by commas: " + names +
                 "none; the parameters stand below, and a checkpoint may bring its own defaults "
                 "for them")
        ->capture_default_str();
    group
        .add("combine", options.combine,
             "of several criteria, any lets a token out, or all must hold")
        ->check(CLI::IsMember({"any", "all"}))
        ->capture_default_str();
    group.addWhole("patience", options.patience,
                   "layers in a row at which the rule must hold, the exit included");
    group.addWhole("minimum_layer", options.minimumLayer,
                   "layers below this one (counted from 0) let no token out");
    group.addList("thresholds", options.thresholds,
                  "thresholds by layer, v0,v1,..., in the place of the criterion's own; the last "
                  "one holds for all deeper layers, so that a single one is a constant; with "
                  "several criteria NAME:v0,v1,..., once for each");
}

void addCriterionOptions(CLI::App& command, RuleOptions& options)
{
    for (const Criterion* criterion : allCriteria()) {
        OptionGroup group(command,
                          std::string(criterion->name) + ": " + std::string(criterion->formula));
        for (const ParameterInfo& info : criterion->parameters)
            addParameter(group, info, options.given);
    }
}

Condition conditionFor(std::string_view criterion, const RecommendedValues& recommended,
                       const ParameterValues& given, std::vector<double> thresholds)
{
    ParameterValues values;
    if (const Criterion* known = findCriterion(criterion)) {
        ParameterValues own;
        for (const ParameterInfo& info : known->parameters) {
            if (const auto value = given.find(info.name); value != given.end())
                own.insert(*value);
        }
        const auto found = recommended.find(std::string(criterion));
        values = known->merged(found == recommended.end() ? ParameterValues() : found->second, own);
    }
    return makeCondition(criterion, values, std::move(thresholds));
}

Rule ruleFor(const RuleOptions& options, const RecommendedValues& recommended)
{
    const std::vector<std::string> names = criterionNames(options.criteria);
    auto thresholds = thresholdsOf(options, names);
    Rule rule;
    for (const std::string& name : names)
        rule.conditions.push_back(
            conditionFor(name, recommended, options.given, std::move(thresholds[name])));
    rule.combine = options.combine == "all" ? Combine::All : Combine::Any;
    rule.patience = options.patience;
    rule.minimumLayer = options.minimumLayer;
    return rule;
}

} // namespace exitscope

#include "options/exitrule.h"

#include "common/words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace exitscope {

namespace {

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

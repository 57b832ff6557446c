#include "cli/ruleoptions.h"

#include "cli/optiongroup.h"

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

} // namespace exitscope

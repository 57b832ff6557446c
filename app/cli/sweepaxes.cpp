#include "cli/sweepaxes.h"

#include "cli/optiongroup.h"
#include "common/words.h"
#include "eval/sweepgrid.h"

#include <algorithm>

namespace exitscope {

namespace {

constexpr GridOptions::Range originalDrafts{1, 6, 1};

void addRange(OptionGroup& group, const std::string& name, GridOptions::Range& range,
              const std::string& what)
{
    const auto add = [&](const char* part, std::optional<int>& value, const std::string& help) {
        group
            .addTaken<int>(
                name + part, [&value](const int& given) { value = given; }, help)
            ->transform(wholeNumber())
            ->type_name("INT");
    };
    add("_first", range.first, what + ", as the original sweep has it: the first");
    add("_last", range.last, "and the last");
    add("_step", range.step, "and the distance of two");
}

std::string textOf(const GridOptions::Range& range, const GridOptions::Range& original)
{
    return std::to_string(range.first.value_or(*original.first)) + ':' +
           std::to_string(range.last.value_or(*original.last)) + ':' +
           std::to_string(range.step.value_or(*original.step));
}

/// Nothing where the option was not given; `isNeeded` then takes the original's.
std::optional<SweepAxis> wholeAxis(const std::string& option, const std::string& list,
                                   const GridOptions::Range& range,
                                   const GridOptions::Range& original, bool isNeeded)
{
    require(list.empty() || !range.isGiven(), "--" + option + " and --" + option +
                                                  "_first, _last, _step say the same in two ways; "
                                                  "leave one out.");
    if (list.empty() && !range.isGiven() && !isNeeded)
        return std::nullopt;
    return SweepAxis{
        option, "",
        sweepValues(list.empty() ? textOf(range, original) : list, "--" + option, true)};
}

SweepAxis thresholdAxis(const GridOptions& options, const MeasureOptions& run)
{
    const Rule rule = ruleFor(run.rule, {});
    require(rule.mayExit(), "--threshold needs the criterion that it is for: --criteria NAME.");
    std::string name = options.vary;
    std::ranges::replace(name, '-', '_');
    require(!name.empty() || rule.conditions.size() == 1,
            "--criteria is " + rule.name() +
                ", and --threshold is for one of them: say with --vary NAME for which.");
    if (name.empty())
        name = rule.leading()->name();
    const Criterion* criterion = findCriterion(name);
    require(criterion && rule.find(criterion),
            "--vary is " + options.vary + ", but --criteria is " + rule.name() + '.');
    require(rule.find(criterion)->thresholds.empty(),
            "--thresholds of " + name + " would give way to --threshold; leave it out.");
    return {"threshold", name, sweepValues(options.threshold, "--threshold", false)};
}

} // namespace

void addGridOptions(CLI::App& command, GridOptions& options)
{
    OptionGroup group(command, "Grid");
    group
        .add("exit_layer", options.exitLayers,
             "layers that run, of speculation those that draft: numbers and ranges "
             "FIRST:LAST:STEP, both ends included, joined by commas")
        ->type_name("LIST");
    group.add("num_speculations", options.drafts, "drafts in each round, likewise")
        ->type_name("LIST");
    group
        .add("threshold", options.threshold,
             "thresholds of the criterion, each the same for all layers, likewise (a range of "
             "decimals needs its step)")
        ->type_name("LIST");
    group.add("vary", options.vary, "of several --criteria the one whose threshold it is");
    addRange(group, "exit_layer", options.exitLayerRange, "a range of exit layers");
    addRange(group, "num_speculations", options.draftRange, "a range of drafts");
}

std::vector<SweepAxis> axesOf(const GridOptions& options, const MeasureOptions& run, int layers)
{
    std::vector<SweepAxis> axes;
    if (!options.threshold.empty())
        axes.push_back(thresholdAxis(options, run));
    else
        require(options.vary.empty(), "--vary needs the --threshold values to try.");
    const GridOptions::Range originalLayers{1, std::max(1, std::min(15, layers - 1)), 1};
    const bool isOriginal = options.exitLayerRange.isGiven() || options.draftRange.isGiven() ||
                            (axes.empty() && options.exitLayers.empty() && options.drafts.empty());
    const bool needsBoth = run.strategy != "autoregressive" && isOriginal;
    if (auto axis = wholeAxis("exit_layer", options.exitLayers, options.exitLayerRange,
                              originalLayers, needsBoth))
        axes.push_back(std::move(*axis));
    if (auto axis = wholeAxis("num_speculations", options.drafts, options.draftRange,
                              originalDrafts, needsBoth))
        axes.push_back(std::move(*axis));
    require(!axes.empty(),
            "Name what is varied: --exit_layer, --num_speculations or --threshold, with a list or "
            "a range such as 2:10:2.");
    return axes;
}

} // namespace exitscope

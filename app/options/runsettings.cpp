#include "options/runsettings.h"

#include "common/words.h"

namespace exitscope {

namespace {

/// More layers than any model has: how many there are is known once it is open.
constexpr int anyDepth = 1'000'000;

} // namespace

void checkRunOptions(RunOptions& options)
{
    Settings& settings = options.settings;
    settings.kvPolicy = KvPolicy::Exact;
    for (const KvPolicy policy : {KvPolicy::Holes, KvPolicy::Copy}) {
        if (options.kv == fieldName(policy))
            settings.kvPolicy = policy;
    }
    settings.scoring =
        options.scoring == fieldName(Scoring::Preview) ? Scoring::Preview : Scoring::Exact;
    settings.strategy = Strategy::Autoregressive;
    for (const Strategy strategy : {Strategy::SelfSpeculative, Strategy::DynamicSelfSpeculative}) {
        if (options.strategy == fieldName(strategy))
            settings.strategy = strategy;
    }
    const auto number = [](int value) { return std::to_string(value); };
    require(options.load.threads >= 0, "--threads is " + number(options.load.threads) +
                                           ", but must be 0 (as many as cores) or more.");
    require(settings.exitLayerLimit == -1 || settings.exitLayerLimit >= 1,
            "exit_layer is " + number(settings.exitLayerLimit) +
                ", but must be -1 (all layers), or 1 or more.");
    require(options.rule.patience >= 1,
            "patience is " + number(options.rule.patience) + ", but must be 1 or more.");
    require(options.rule.minimumLayer >= 0, "minimum_layer is " +
                                                number(options.rule.minimumLayer) +
                                                ", but must be 0 (the first layer) or more.");
    for (const Criterion* criterion : allCriteria())
        conditionFor(criterion->name, {}, options.rule.given);
    settingsFor(options, {}, anyDepth);
}

Settings settingsFor(const RunOptions& options, const RecommendedValues& recommended, int layers)
{
    Settings settings = options.settings;
    settings.rule = ruleFor(options.rule, recommended);
    require(settings.strategy != Strategy::SelfSpeculative || !settings.rule.mayExit(),
            "--criteria has no say in self_speculative, where all drafts leave at --exit_layer; "
            "choose dynamic_self_speculative, or leave it out.");
    validate(settings, layers);
    return settings;
}

} // namespace exitscope

#include "exit/registry.h"
#include "exit/schedule.h"

namespace exitscope {

const Criterion& maxProbability()
{
    static const Criterion criterion{
        .name = "max_probability",
        .title = "Maximum probability",
        .explanation =
            "Looks at the probability of the most likely token after a layer. The token leaves "
            "when that confidence exceeds a threshold, strict at first and laxer with depth.",
        .formula = "max p_l > a rho^k + b (1 - rho^k)",
        .parameters = {{.name = "max_prob_initial_threshold",
                        .alias = "",
                        .label = "Threshold at the first layer",
                        .help = "probability threshold a at layer 0",
                        .defaultValue = 0.99,
                        .minimum = 0,
                        .maximum = 1,
                        .decimals = 3},
                       {.name = "max_prob_final_threshold",
                        .alias = "",
                        .label = "Threshold towards the last layer",
                        .help = "probability threshold b that the deepest layers approach",
                        .defaultValue = 0.75,
                        .minimum = 0,
                        .maximum = 1,
                        .decimals = 3},
                       {.name = "max_prob_scale",
                        .alias = "",
                        .label = "Exponent",
                        .help = "exponent k of the way from a to b; 1 is a straight line, less "
                                "stays near a for longer",
                        .defaultValue = 0.75,
                        .minimum = 0,
                        .maximum = 10,
                        .decimals = 2}},
        .comparison = Comparison::Above,
        .needs = Needs::Head,
        .firstLayer = 0,
        .promptPass = PromptPass::LastPosition,
        .range = ScoreRange::One,
        .score =
            [](std::span<const LayerStatistics> layers, const ParameterValues&) {
                return layers.empty() ? unknownScore : layers.back().maxProbability;
            },
        .threshold =
            [](int layer, const ModelShape& shape, const ParameterValues& values) {
                return scheduledThreshold(parameter(values, "max_prob_initial_threshold"),
                                          parameter(values, "max_prob_final_threshold"),
                                          parameter(values, "max_prob_scale"), layer, shape);
            },
    };
    return criterion;
}

} // namespace exitscope

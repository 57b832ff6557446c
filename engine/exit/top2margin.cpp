#include "exit/registry.h"

namespace exitscope {

const Criterion& top2Margin()
{
    static const Criterion criterion{
        .name = "top2_margin",
        .title = "Top-2 margin",
        .explanation =
            "Looks at how far the most likely token after a layer is ahead of the second. The "
            "token leaves when that lead in probability exceeds a threshold.",
        .formula = "p_l(1) - p_l(2) > margin_threshold",
        .parameters = {{.name = "margin_threshold",
                        .alias = "",
                        .label = "Margin threshold",
                        .help = "leave when the two largest probabilities differ by more than this",
                        .defaultValue = 0.9,
                        .minimum = 0,
                        .maximum = 1,
                        .decimals = 3}},
        .comparison = Comparison::Above,
        .needs = Needs::Head,
        .firstLayer = 0,
        .promptPass = PromptPass::LastPosition,
        .range = ScoreRange::One,
        .score =
            [](std::span<const LayerStatistics> layers, const ParameterValues&) {
                return layers.empty()
                           ? unknownScore
                           : layers.back().maxProbability - layers.back().secondProbability;
            },
        .threshold =
            [](int, const ModelShape&, const ParameterValues& values) {
                return parameter(values, "margin_threshold");
            },
    };
    return criterion;
}

} // namespace exitscope

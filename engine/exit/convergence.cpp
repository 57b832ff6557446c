#include "exit/registry.h"

#include <cmath>

namespace exitscope {

const Criterion& convergence()
{
    static const Criterion criterion{
        .name = "convergence",
        .title = "Convergence",
        .explanation =
            "Watches how much the probability of the most likely token changes from one layer to "
            "the next. When it hardly moves any more, the prediction is taken to have settled.",
        .formula = "l >= 2 and |max p_l - max p_{l-1}| <= delta_threshold",
        .parameters = {{.name = "delta_threshold",
                        .alias = "",
                        .label = "Largest change",
                        .help = "leave when the top probability changed by no more than this",
                        .defaultValue = 0.01,
                        .minimum = 0,
                        .maximum = 1,
                        .decimals = 4}},
        .comparison = Comparison::AtMost,
        .needs = Needs::Head,
        .firstLayer = 2,
        .promptPass = PromptPass::LastPosition,
        .range = ScoreRange::One,
        .score =
            [](std::span<const LayerStatistics> layers, const ParameterValues&) {
                if (layers.size() < 2)
                    return unknownScore;
                return std::abs(layers.back().maxProbability -
                                layers[layers.size() - 2].maxProbability);
            },
        .threshold =
            [](int, const ModelShape&, const ParameterValues& values) {
                return parameter(values, "delta_threshold");
            },
    };
    return criterion;
}

} // namespace exitscope

#include "exit/registry.h"

namespace exitscope {

const Criterion& klToPrevious()
{
    static const Criterion criterion{
        .name = "kl_to_previous",
        .title = "KL to the previous layer",
        .explanation =
            "Measures by how much a layer changed the whole prediction of the layer before it. "
            "When next to nothing has changed, deeper layers are taken to change nothing either.",
        .formula = "KL(p_l || p_{l-1}) < kl_threshold",
        .parameters = {{.name = "kl_threshold",
                        .alias = "",
                        .label = "KL threshold",
                        .help = "leave when the divergence from the previous layer's prediction is "
                                "below this, nats",
                        .defaultValue = 0.05,
                        .minimum = 0,
                        .maximum = 30,
                        .decimals = 4}},
        .comparison = Comparison::Below,
        .needs = Needs::Divergence,
        .firstLayer = 1,
        .promptPass = PromptPass::LastPosition,
        .range = ScoreRange::One,
        .score =
            [](std::span<const LayerStatistics> layers, const ParameterValues&) {
                return layers.size() < 2 ? unknownScore : layers.back().klToPrevious;
            },
        .threshold =
            [](int, const ModelShape&, const ParameterValues& values) {
                return parameter(values, "kl_threshold");
            },
    };
    return criterion;
}

} // namespace exitscope

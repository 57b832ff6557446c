#include "exit/registry.h"

namespace exitscope {

const Criterion& cosineSimilarity()
{
    static const Criterion criterion{
        .name = "cosine_similarity",
        .title = "Cosine similarity",
        .explanation =
            "Compares what the model holds after a layer with what it held one layer earlier. When "
            "the two point almost the same way, deeper layers are taken to add nothing.",
        .formula = "cos(n_l, n_{l-1}) > similarity_threshold",
        .parameters = {{.name = "similarity_threshold",
                        .alias = "conf",
                        .label = "Similarity threshold",
                        .help = "leave when the cosine of successive hidden states is above this",
                        .defaultValue = 0.95,
                        .minimum = -1,
                        .maximum = 1,
                        .decimals = 3}},
        .comparison = Comparison::Above,
        .needs = Needs::Cosine,
        .firstLayer = 1,
        .promptPass = PromptPass::EveryPosition,
        .range = ScoreRange::One,
        .score =
            [](std::span<const LayerStatistics> layers, const ParameterValues&) {
                return layers.size() < 2 ? unknownScore : layers.back().cosineToPrevious;
            },
        .threshold =
            [](int, const ModelShape&, const ParameterValues& values) {
                return parameter(values, "similarity_threshold");
            },
    };
    return criterion;
}

} // namespace exitscope

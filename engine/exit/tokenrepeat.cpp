#include "exit/registry.h"

namespace exitscope {

namespace {

/// How many layers before the last one predict the same token as it without a break.
float repeatsAtLast(std::span<const LayerStatistics> layers)
{
    if (layers.empty() || layers.back().top1 < 0)
        return unknownScore;
    int repeats = 0;
    for (std::size_t layer = layers.size() - 1; layer > 0; --layer) {
        const int earlier = layers[layer - 1].top1;
        if (earlier < 0)
            return unknownScore;
        if (earlier != layers.back().top1)
            break;
        ++repeats;
    }
    return static_cast<float>(repeats);
}

} // namespace

const Criterion& tokenRepeat()
{
    static const Criterion criterion{
        .name = "token_repeat",
        .title = "Token repeat",
        .explanation =
            "Counts for how many layers in a row the most likely token has stayed the same. Once "
            "it has been repeated often enough, it is taken as final.",
        .formula = "r_l = r_{l-1} + 1 if the top token is unchanged, else 0;  r_l >= repeats",
        .parameters = {{.name = "repeats",
                        .alias = "",
                        .label = "Repeats",
                        .help = "leave when the top token has been repeated at this many layers",
                        .defaultValue = 4,
                        .minimum = 1,
                        .maximum = 200,
                        .decimals = 0}},
        .comparison = Comparison::AtLeast,
        .needs = Needs::Head,
        .firstLayer = 0,
        .promptPass = PromptPass::LastPosition,
        .range = ScoreRange::LayerCount,
        .score = [](std::span<const LayerStatistics> layers,
                    const ParameterValues&) { return repeatsAtLast(layers); },
        .threshold = [](int, const ModelShape&,
                        const ParameterValues& values) { return parameter(values, "repeats"); },
    };
    return criterion;
}

} // namespace exitscope

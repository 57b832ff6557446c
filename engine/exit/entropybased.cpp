#include "exit/registry.h"
#include "exit/schedule.h"

namespace exitscope {

namespace {

/// NaN where no entropy was taken at that temperature.
float entropyAt(double temperature, const LayerStatistics& layer)
{
    if (layer.chosenTemperature == static_cast<float>(temperature))
        return layer.entropyAtChosen;
    if (temperature == 1)
        return layer.entropyAt1;
    return temperature == 3 ? layer.entropyAt3 : unknownScore;
}

/// The shares are those of the defaults in nats at the vocabulary they were made for, 128256.
OtherUnit asShare(std::string_view help, double defaultValue)
{
    return {.when = "entropy_relative",
            .help = help,
            .defaultValue = defaultValue,
            .minimum = 0,
            .maximum = 1,
            .decimals = 3};
}

double unitOf(const ModelShape& shape, const ParameterValues& values)
{
    const bool isShare = parameter(values, "entropy_relative") != 0;
    return isShare ? std::log(static_cast<double>(shape.vocabulary)) : 1;
}

std::vector<ParameterInfo> parameters()
{
    return {{.name = "entropy_initial_threshold",
             .alias = "",
             .label = "Threshold at the first layer",
             .help = "entropy threshold a at layer 0, nats; the largest entropy is "
                     "ln(vocabulary)",
             .defaultValue = 11.0,
             .minimum = 0,
             .maximum = 20,
             .decimals = 2,
             .other = asShare("entropy threshold a at layer 0, as a share of "
                              "ln(vocabulary)",
                              0.935)},
            {.name = "entropy_final_threshold",
             .alias = "",
             .label = "Threshold towards the last layer",
             .help = "entropy threshold b that the deepest layers approach, nats",
             .defaultValue = 10.5,
             .minimum = 0,
             .maximum = 20,
             .decimals = 2,
             .other = asShare("entropy threshold b that the deepest layers approach, "
                              "as a share of ln(vocabulary)",
                              0.893)},
            {.name = "entropy_temp",
             .alias = "",
             .label = "Temperature",
             .help = "temperature T of the softmax whose entropy is taken",
             .defaultValue = 3.0,
             .minimum = 0.01,
             .maximum = 100,
             .decimals = 2},
            {.name = "entropy_relative",
             .alias = "",
             .label = "Thresholds as shares of ln V",
             .help = "a and b are shares of the largest possible entropy, ln(vocabulary), "
                     "so that they suit any vocabulary",
             .defaultValue = 0,
             .minimum = 0,
             .maximum = 1,
             .decimals = 0,
             .isSwitch = true}};
}

} // namespace

const Criterion& entropyBased()
{
    static const Criterion criterion{
        .name = "entropy_based",
        .title = "Entropy",
        .explanation =
            "Measures how undecided the prediction after a layer still is: high when many tokens "
            "are about equally likely, near zero when one stands out. The token leaves when the "
            "entropy falls below a threshold that moves with depth.",
        .formula = "H(softmax(z_l / T)) < a rho^0.5 + b (1 - rho^0.5)",
        .parameters = parameters(),
        .comparison = Comparison::Below,
        .needs = Needs::Entropy,
        .firstLayer = 0,
        .promptPass = PromptPass::MeanPosition,
        .range = ScoreRange::LogVocabulary,
        .score =
            [](std::span<const LayerStatistics> layers, const ParameterValues& values) {
                return layers.empty() ? unknownScore
                                      : entropyAt(parameter(values, "entropy_temp"), layers.back());
            },
        .threshold =
            [](int layer, const ModelShape& shape, const ParameterValues& values) {
                return unitOf(shape, values) *
                       scheduledThreshold(parameter(values, "entropy_initial_threshold"),
                                          parameter(values, "entropy_final_threshold"), 0.5, layer,
                                          shape);
            },
        .unit = unitOf,
    };
    return criterion;
}

} // namespace exitscope

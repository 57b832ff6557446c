#pragma once

#include "trace/run.h"

#include <algorithm>
#include <optional>
#include <random>

namespace exitscope::test {

/// Watched runs and rules at random. Scores lie on coarse grids, so that they meet thresholds, one
/// another and the ends of their ranges; the same seed gives the same runs.
class ReplayLottery
{
public:
    explicit ReplayLottery(unsigned seed)
        : m_random(seed)
    {}

    int integer(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }
    double real(double least, double most)
    {
        return std::uniform_real_distribution(least, most)(m_random);
    }

    /// `holes`: a statistic in that many is not recorded; 0: all are.
    Run run(int tokens, int layers, int holes)
    {
        Run run;
        run.model.layers = layers;
        run.model.vocabulary = 1000;
        run.settings = {{0, {}}};
        run.settings[0].settings.watch = true;
        run.settings[0].settings.sampling.sample = false;
        while (static_cast<int>(run.tokens.size()) < tokens)
            run.tokens.push_back(token(layers, holes));
        return run;
    }

    /// Of any of the criteria, but always of `one`.
    Rule rule(int layers, const Criterion* one)
    {
        Rule rule;
        const bool isAlone = integer(0, 2) == 0;
        for (const Criterion* criterion : allCriteria()) {
            if (criterion != one && (isAlone || integer(0, 3) != 0))
                continue;
            rule.conditions.push_back(makeCondition(criterion->name, parameters(*criterion)));
            if (integer(0, 2) == 0)
                rule.conditions.back().thresholds = thresholds(*criterion, layers);
        }
        rule.combine = integer(0, 1) == 0 ? Combine::Any : Combine::All;
        rule.patience = integer(1, std::min(3, layers));
        rule.minimumLayer = integer(0, layers / 2);
        return rule;
    }

private:
    float eighths(int most) { return static_cast<float>(integer(0, most)) / 8; }

    LayerStatistics statistics(int layer)
    {
        LayerStatistics result{.top1 = integer(1, 3),
                               .maxProbability = eighths(8),
                               .secondProbability = eighths(3),
                               .entropyAt1 = eighths(56),
                               .entropyAt3 = eighths(56),
                               .entropyAtChosen = eighths(56),
                               .chosenTemperature = 2};
        if (layer > 0) {
            result.cosineToPrevious = eighths(8);
            result.klToPrevious = eighths(16);
        }
        return result;
    }

    LayerStatistics withHoles(LayerStatistics layer, int holes)
    {
        for (float* value :
             {&layer.cosineToPrevious, &layer.maxProbability, &layer.secondProbability,
              &layer.entropyAt1, &layer.entropyAt3, &layer.klToPrevious}) {
            if (holes > 0 && integer(1, holes) == 1)
                *value = unknownScore;
        }
        if (holes > 0 && integer(1, holes) == 1)
            layer.top1 = -1;
        return layer;
    }

    TokenTrace token(int layers, int holes)
    {
        TokenTrace token;
        token.exitLayer = integer(0, layers - 1);
        for (int layer = 0; layer < layers; ++layer)
            token.layers.push_back(withHoles(statistics(layer), holes));
        token.id = token.layers[static_cast<std::size_t>(token.exitLayer)].top1;
        token.top.resize(static_cast<std::size_t>(layers) * topEntriesPerLayer);
        return token;
    }

    ParameterValues parameters(const Criterion& criterion)
    {
        ParameterValues values;
        if (criterion.name == "entropy_based") {
            values["entropy_temp"] = integer(1, 3);
            values["entropy_relative"] = integer(0, 1);
        }
        if (criterion.name == "token_repeat")
            values["repeats"] = integer(1, 3);
        return values;
    }

    std::vector<double> thresholds(const Criterion& criterion, int layers)
    {
        const double most = criterion.range == ScoreRange::One ? 1 : 4;
        std::vector<double> values;
        const int parts = integer(0, 1) == 0 ? 8 : 20; // twentieths are rounded
        for (int count = integer(1, layers); count > 0; --count)
            values.push_back(integer(0, parts) * most / parts);
        return values;
    }

    std::mt19937 m_random;
};

/// Where `rule` lets a token out, asked of Rule::verdict layer by layer; nothing where a score that
/// decides is unknown.
inline std::optional<int> slowExit(const Rule& rule, const TokenTrace& token, int depth,
                                   const ModelShape& shape)
{
    for (int layer = 0; layer + 1 < depth && rule.mayExit(); ++layer) {
        const auto count = static_cast<std::size_t>(layer) + 1;
        if (count > token.layers.size())
            return std::nullopt;
        const auto passed = std::span(token.layers).first(count);
        if (rule.fires(passed, shape))
            return layer;
        if (!rule.verdict(passed, shape))
            return std::nullopt;
    }
    return depth - 1;
}

} // namespace exitscope::test

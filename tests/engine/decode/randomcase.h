#pragma once

#include "generationfixture.h"

#include <QSet>

#include <algorithm>
#include <random>

namespace exitscope::test {

/// A model of a random shape with a prompt and settings for it; the same seed gives the same case.
class RandomCase
{
public:
    explicit RandomCase(unsigned seed)
        : m_random(seed)
        , files(shape(), seed)
        , prompt(ids(integer(1, 9)))
    {
        calmDeepLayers();
        files.write();
    }

    /// Greedy, to the end of a few steps.
    Settings plain()
    {
        Settings settings = greedy(integer(1, 24));
        settings.ignoreEos = integer(0, 3) != 0;
        return settings;
    }

    Settings speculative(Settings settings, Strategy strategy)
    {
        const int layers = files.shape.layers;
        settings.strategy = strategy;
        settings.numSpeculations = integer(1, 7);
        settings.exitLayerLimit = integer(1, layers);
        if (strategy == Strategy::DynamicSelfSpeculative) {
            settings.rule = rule();
            settings.exitLayerLimit = integer(0, 2) == 0 ? integer(1, layers) : -1;
        }
        return settings;
    }

    /// One to three criteria with thresholds at which some layers fire and some do not.
    Rule rule()
    {
        const auto known = allCriteria();
        std::vector<const Criterion*> some(known.begin(), known.end());
        std::shuffle(some.begin(), some.end(), m_random);
        const int layers = files.shape.layers;
        Rule rule;
        for (int i = 0; i < integer(1, 3); ++i) {
            std::vector<double> thresholds;
            for (int count = integer(1, layers); count > 0; --count)
                thresholds.push_back(threshold(*some[static_cast<std::size_t>(i)]));
            rule.conditions.push_back(
                makeCondition(some[static_cast<std::size_t>(i)]->name, {}, thresholds));
        }
        rule.combine = integer(0, 1) == 0 ? Combine::Any : Combine::All;
        rule.patience = integer(0, 2) == 0 ? integer(1, std::min(3, layers)) : 1;
        rule.minimumLayer = integer(0, 2) == 0 ? integer(0, layers - 1) : 0;
        return rule;
    }

    int integer(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }

private:
    std::mt19937 m_random;

    double real(double least, double most)
    {
        return std::uniform_real_distribution(least, most)(m_random);
    }

    TinyModel::Shape shape()
    {
        TinyModel::Shape result;
        result.layers = integer(1, 8);
        result.heads = 1 << integer(0, 2);
        result.kvHeads = std::max(1, result.heads >> integer(0, 2));
        result.headDim = 2 * integer(1, 4);
        result.width = 4 * integer(2, 6);
        result.mlpWidth = 4 * integer(2, 8);
        result.vocabulary = integer(5, 60);
        result.context = integer(0, 4) == 0 ? integer(10, 16) : 96;
        result.window = integer(0, 4) == 0 ? integer(1, 12) : 0;
        result.tied = integer(0, 3) == 0;
        return result;
    }

    std::vector<int> ids(int count)
    {
        std::vector<int> result;
        while (static_cast<int>(result.size()) < count)
            result.push_back(integer(0, files.shape.vocabulary - 1));
        return result;
    }

    /// Lets deeper layers change less, in some models, so that drafts are often right.
    void calmDeepLayers()
    {
        const float share = std::vector{1.0f, 0.4f, 0.15f}[static_cast<std::size_t>(integer(0, 2))];
        for (auto& [name, tensor] : files.tensors) {
            if (name.find("model.layers.0.") == 0 || (name.find("o_proj") == std::string::npos &&
                                                      name.find("down_proj") == std::string::npos))
                continue;
            for (float& value : tensor.values)
                value *= share;
        }
    }

    double threshold(const Criterion& criterion)
    {
        switch (criterion.range) {
        case ScoreRange::LayerCount:
            return integer(1, 2);
        case ScoreRange::LogVocabulary:
            return real(0, std::log(files.shape.vocabulary));
        case ScoreRange::One:
            break;
        }
        return criterion.comparison == Comparison::AtMost ? real(0, 0.2) : real(0, 1);
    }

public:
    TinyModel files;
    const std::vector<int> prompt;
};

/// Draws a generation dry; the run it wrote, and each step by its sizes.
inline Run runOf(LlamaGeneration& generation, const Settings& settings, const ModelIdentity& model)
{
    Run run;
    run.model = model;
    run.promptIds = generation.promptIds();
    run.settings.push_back({0, settings});
    for (;;) {
        auto step = generation.next(settings, CancelCheck([] { return false; }));
        if (!step)
            throw step.error();
        if (!step->has_value())
            break;
        run.append(std::move(**step));
    }
    run.finishReason = generation.finishReason();
    return run;
}

/// The prompt and the tokens of `run`, the newest `without` left out.
inline std::vector<int> textOf(const Run& run, int without = 0)
{
    std::vector<int> ids = run.promptIds;
    for (const TokenTrace& token : run.tokens)
        ids.push_back(token.id);
    ids.resize(ids.size() - static_cast<std::size_t>(without));
    return ids;
}

} // namespace exitscope::test

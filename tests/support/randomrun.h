#pragma once

#include "trace/run.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace exitscope::test {

/// Runs with every field filled at random, some statistics unknown, some tokens cutting UTF-8
/// sequences; the same seed gives the same run.
class RandomRun
{
public:
    explicit RandomRun(unsigned seed)
        : m_random(seed)
    {}

    Run make(int tokens, int layers)
    {
        Run run;
        run.model = {"mod\"el", "/tmp/a b", "00ff", "fp32", layers, 1000, 64, 2048};
        run.model.tokenizer = "tiktoken, /tmp/a \"b\"";
        run.prompt = "Once upon a time, \xC3\xA9t\xC3\xA9";
        run.promptIds = {1, 5, 9, integer(0, 999)};
        run.settings.push_back({0, settings(0, layers)});
        if (tokens > 1)
            run.settings.push_back({tokens / 2, settings(1, layers)});
        while (static_cast<int>(run.tokens.size()) < tokens)
            run.append(step(static_cast<int>(run.tokens.size()), tokens, layers));
        run.finishReason = static_cast<FinishReason>(integer(0, 5));
        run.prefillSeconds = real();
        run.decodeSeconds = real();
        if (coin())
            run.fullDepth = FullDepthCost{real(), real(), real()};
        return run;
    }

private:
    int integer(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }
    double real() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    float score() { return integer(0, 4) == 0 ? unknownScore : static_cast<float>(real() * 12); }

    bool coin() { return integer(0, 1) != 0; }

    std::vector<double> thresholds(int layers)
    {
        std::vector<double> values;
        for (int count = coin() ? 0 : integer(1, layers); count > 0; --count)
            values.push_back(real() * 3 - 1);
        return values;
    }

    Rule rule(int layers)
    {
        Rule rule;
        for (const Criterion* criterion : allCriteria()) {
            if (integer(0, 2) != 0)
                continue;
            ParameterValues values;
            for (const ParameterInfo& info : criterion->parameters) {
                if (info.isSwitch)
                    values.emplace(info.name, integer(0, 1));
            }
            rule.conditions.push_back(makeCondition(criterion->name, values, thresholds(layers)));
        }
        rule.combine = coin() ? Combine::Any : Combine::All;
        rule.patience = integer(1, layers);
        rule.minimumLayer = integer(0, layers - 1);
        return rule;
    }

    Settings settings(int which, int layers)
    {
        Settings settings;
        settings.rule = which == 0 ? Rule{} : rule(layers);
        settings.exitLayerLimit = coin() ? -1 : integer(1, layers);
        settings.kvPolicy = static_cast<KvPolicy>(integer(0, 2));
        if (settings.kvPolicy == KvPolicy::Exact && coin() && settings.exitLayerLimit > 0)
            settings.strategy = Strategy::SelfSpeculative;
        else if (settings.kvPolicy == KvPolicy::Exact && settings.rule.mayExit())
            settings.strategy = Strategy::DynamicSelfSpeculative;
        settings.numSpeculations = integer(1, 9);
        settings.promptExit = settings.kvPolicy == KvPolicy::Holes && coin();
        settings.maxWaiting = integer(0, 64);
        settings.scoring = coin() ? Scoring::Preview : Scoring::Exact;
        settings.watch = coin();
        settings.sampling = {.sample = coin(),
                             .temperature = real() + 0.1,
                             .topK = integer(0, 50),
                             .topP = 1 - real(),
                             .minP = real(),
                             .repetitionPenalty = real() + 0.5,
                             .noRepeatNgram = integer(0, 4),
                             .seed = 0xFFFFFFFFFFFFFFFFULL - static_cast<unsigned>(integer(0, 9))};
        settings.maxSteps = integer(1, 500);
        settings.ignoreEos = coin();
        settings.stopWords = {"\n\n", "\xFF\xFE"};
        return settings;
    }

    LayerStatistics statistics()
    {
        LayerStatistics made{score(), integer(-1, 999), score(), score(), score(),
                             score(), score(),          score(), score()};
        made.emittedRank = made.top1 < 0 ? -1 : made.top1 / 3;
        return made;
    }

    std::string piece()
    {
        static const char* const pieces[] = {" the",     "\xE2\x96", "\x81",
                                             "a\"b,c\n", "",         "\xF0\x9F"};
        return pieces[integer(0, 5)];
    }

    /// One token, or those of a round: the accepted drafts and one more.
    Step step(int index, int most, int layers)
    {
        Step step{.tokens = {token(index, layers)},
                  .events = events(index, layers),
                  .ties = ties(index, layers),
                  .closeCalls = closeCalls(index),
                  .round = {}};
        if (index == 0 || coin())
            return step;
        SpeculationRound round{.firstToken = index, .drafts = {}, .accepted = 0};
        for (int count = integer(1, 4); count > 0; --count)
            round.drafts.push_back({integer(0, 999), piece(), integer(0, layers - 1)});
        round.accepted =
            integer(0, std::min(static_cast<int>(round.drafts.size()), most - index - 1));
        for (int i = 0; i < round.accepted; ++i) {
            step.tokens.back().role = TokenRole::Accepted;
            step.tokens.push_back(token(index + i + 1, layers));
        }
        step.tokens.back().role = TokenRole::Corrected;
        step.round = std::move(round);
        return step;
    }

    TokenTrace token(int index, int layers)
    {
        TokenTrace token;
        token.id = integer(0, 999);
        token.bytes = piece();
        token.position = 3 + index;
        token.exitLayer = integer(0, layers - 1);
        token.previewExitLayer = coin() ? integer(0, layers - 1) : -1;
        const bool watched = coin();
        const CellState past = coin() ? CellState::Never : CellState::Copied;
        for (int layer = 0; layer < layers; ++layer) {
            const bool ran = watched || layer <= token.exitLayer;
            token.layers.push_back(ran ? statistics() : LayerStatistics{});
            token.cells.push_back(layer <= token.exitLayer ? CellState::Computed : past);
            for (int k = 0; watched && k < topEntriesPerLayer; ++k)
                token.top.push_back({integer(-1, 999), static_cast<float>(real())});
        }
        token.caughtUpAt.assign(token.cells.size(), -1);
        token.times = {.layersMs = real(),
                       .carriedMs = real(),
                       .carriedPasses = integer(0, layers),
                       .scoringMs = real() / 3,
                       .catchUpMs = real() / 7,
                       .samplingMs = real() / 9,
                       .otherMs = real() / 11};
        token.layersRun = index == 0 ? 0 : token.exitLayer + 1;
        token.catchUpRows = integer(0, 5);
        token.debtRows = integer(0, 30);
        return token;
    }

    std::vector<CellEvent> events(int index, int layers)
    {
        if (index == 0 || integer(0, 2) != 0)
            return {};
        const int first = integer(0, index - 1);
        return {{index, integer(0, layers - 1), first, integer(first, index - 1)}};
    }

    std::vector<Tie> ties(int index, int layers)
    {
        if (integer(0, 3) != 0)
            return {};
        return {{index, integer(0, layers - 1), real(), real()}};
    }

    std::vector<CloseCall> closeCalls(int index)
    {
        if (integer(0, 3) != 0)
            return {};
        return {{index, integer(0, 999), integer(-1, 999), real(), real()}};
    }

    std::mt19937 m_random;
};

} // namespace exitscope::test

#pragma once

#include "trace/run.h"

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
        run.prompt = "Once upon a time, \xC3\xA9t\xC3\xA9";
        run.promptIds = {1, 5, 9, integer(0, 999)};
        run.settings.push_back({0, settings(0, layers)});
        if (tokens > 1)
            run.settings.push_back({tokens / 2, settings(1, layers)});
        for (int i = 0; i < tokens; ++i)
            run.append({token(i, layers), events(i, layers), ties(i, layers)});
        run.finishReason = static_cast<FinishReason>(integer(0, 5));
        run.prefillSeconds = real();
        run.decodeSeconds = real();
        return run;
    }

private:
    int integer(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }
    double real() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    float score() { return integer(0, 4) == 0 ? unknownScore : static_cast<float>(real() * 12); }

    Settings settings(int which, int layers)
    {
        Settings settings;
        const auto criteria = allCriteria();
        const auto criterion = criteria[static_cast<std::size_t>(integer(0, 4))];
        settings.rule = which == 0 ? Rule{} : makeRule(criterion->name);
        settings.exitLayerLimit = integer(0, 1) ? -1 : integer(1, layers);
        settings.kvPolicy = integer(0, 1) ? KvPolicy::Exact : KvPolicy::Holes;
        settings.promptExit = settings.kvPolicy == KvPolicy::Holes && integer(0, 1) != 0;
        settings.maxWaiting = integer(0, 64);
        settings.watch = integer(0, 1) != 0;
        settings.sampling = {integer(0, 1) != 0, real() + 0.1, integer(0, 50), 1 - real(),
                             0xFFFFFFFFFFFFFFFFULL - static_cast<unsigned>(integer(0, 9))};
        settings.maxSteps = integer(1, 500);
        settings.ignoreEos = integer(0, 1) != 0;
        settings.stopWords = {"\n\n", "\xFF\xFE"};
        return settings;
    }

    LayerStatistics statistics()
    {
        return {score(), integer(-1, 999), score(), score(), score(),
                score(), score(),          score(), score()};
    }

    TokenTrace token(int index, int layers)
    {
        static const char* const pieces[] = {" the",     "\xE2\x96", "\x81",
                                             "a\"b,c\n", "",         "\xF0\x9F"};
        TokenTrace token;
        token.id = integer(0, 999);
        token.bytes = pieces[integer(0, 5)];
        token.position = 3 + index;
        token.exitLayer = integer(0, layers - 1);
        token.role = static_cast<TokenRole>(integer(0, 3));
        const bool watched = integer(0, 1) != 0;
        for (int layer = 0; layer < layers; ++layer) {
            const bool ran = watched || layer <= token.exitLayer;
            token.layers.push_back(ran ? statistics() : LayerStatistics{});
            token.cells.push_back(layer <= token.exitLayer ? CellState::Computed
                                                           : CellState::Never);
            for (int k = 0; watched && k < topEntriesPerLayer; ++k)
                token.top.push_back({integer(-1, 999), static_cast<float>(real())});
        }
        token.caughtUpAt.assign(token.cells.size(), -1);
        token.times = {real(), real() / 3, real() / 7, real() / 9};
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

    std::mt19937 m_random;
};

} // namespace exitscope::test

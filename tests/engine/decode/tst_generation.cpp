#include "generationfixture.h"

#include <set>

using namespace exitscope;
using namespace exitscope::test;

/// The loop: exits, debts, seeds, and what is recorded.
class GenerationTest : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
    void aRuleThatNeverFiresIsFullDepth()
    {
        const Run full = run(greedy(60));
        for (const bool watch : {false, true}) {
            for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Holes}) {
                Settings settings = greedy(60);
                settings.rule = never();
                settings.watch = watch;
                settings.kvPolicy = policy;
                const Run same = run(settings);
                QCOMPARE(tokensOf(same), tokensOf(full));
                QCOMPARE(exitsOf(same), std::vector<int>(60, 5));
            }
        }
    }

    void watchingChangesNothing()
    {
        for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Holes}) {
            Settings settings = greedy(80);
            settings.rule = livelyRule();
            settings.kvPolicy = policy;
            const Run decided = run(settings);
            settings.watch = true;
            const Run watched = run(settings);
            QCOMPARE(tokensOf(watched), tokensOf(decided));
            QCOMPARE(exitsOf(watched), exitsOf(decided));
            const std::vector<int> list = exitsOf(decided);
            QVERIFY2(std::set<int>(list.begin(), list.end()).size() > 2, "the rule is not lively");
        }
    }

    void maxWaitingBoundsTheDebtAndChangesNoToken()
    {
        Settings settings = greedy(80);
        settings.rule = livelyRule();
        settings.maxWaiting = 0;
        const Run lazy = run(settings);
        for (const int bound : {1, 3, 32}) {
            settings.maxWaiting = bound;
            const Run bounded = run(settings);
            QCOMPARE(tokensOf(bounded), tokensOf(lazy));
            QCOMPARE(exitsOf(bounded), exitsOf(lazy));
            for (const TokenTrace& token : bounded.tokens)
                QVERIFY(token.debtRows <= (bound - 1) * 6);
        }
    }

    void debtGrowsAndIsPaid()
    {
        Settings settings = greedy(9);
        settings.rule = alwaysFirst();
        settings.maxWaiting = 4;
        const Run paid = run(settings);
        // The prompt pass runs everything; each later token leaves 5 layers to run.
        const std::vector<int> debts{0, 5, 10, 15, 0, 5, 10, 15, 0};
        for (std::size_t i = 0; i < debts.size(); ++i) {
            QCOMPARE(paid.tokens[i].debtRows, debts[i]);
            QCOMPARE(paid.tokens[i].catchUpRows, debts[i] == 0 && i > 0 ? 20 : 0);
            QCOMPARE(paid.tokens[i].layersRun, i == 0 ? 0 : 1);
        }
        for (std::size_t i = 1; i < debts.size(); ++i) {
            QCOMPARE(paid.tokens[i].cells[0], CellState::Computed);
            QCOMPARE(paid.tokens[i].cells[3], CellState::CaughtUp);
            QCOMPARE(paid.tokens[i].caughtUpAt[3], i <= 4 ? 4 : 8);
        }
    }

    void deeperTokensCarryTheOnesThatWait()
    {
        auto generation = m_session->start(m_prompt);
        Run recorded;
        Settings shallow = greedy(100);
        shallow.rule = alwaysFirst();
        steps(**generation, shallow, 4, recorded); // 3 wait at the door of layer 1
        QCOMPARE(recorded.tokens[3].cells[1], CellState::Never);
        steps(**generation, greedy(100), 1, recorded);
        QCOMPARE(recorded.tokens[4].catchUpRows, 3 * 5);
        QCOMPARE(recorded.tokens[4].debtRows, 0);
        for (int layer = 1; layer < 6; ++layer) {
            QCOMPARE(recorded.tokens[3].cells[layer], CellState::CaughtUp);
            QCOMPARE(recorded.tokens[3].caughtUpAt[layer], 4);
            QCOMPARE(recorded.tokens[0].cells[layer], CellState::Computed);
        }
        // With everything caught up, what follows is what full depth writes.
        const std::vector<int> expected = fullDepthAfter(recorded, 10);
        Run rest;
        steps(**generation, greedy(100), 10, rest);
        QCOMPARE(tokensOf(rest), expected);
    }

    void fixedExitKeepsItsRowsForLater()
    {
        auto generation = m_session->start(m_prompt);
        Run recorded;
        Settings fixed = greedy(100);
        fixed.exitLayerLimit = 2;
        steps(**generation, fixed, 45, recorded); // far more than max_waiting
        QCOMPARE(exitsOf(recorded), std::vector<int>(45, 1));
        QCOMPARE(recorded.tokens.back().debtRows, 0); // deeper layers are not part of the model
        QCOMPARE(recorded.tokens.back().catchUpRows, 0);
        const std::vector<int> expected = fullDepthAfter(recorded, 10);
        Run rest;
        steps(**generation, greedy(100), 10, rest);
        QCOMPARE(tokensOf(rest), expected);
        QCOMPARE(rest.tokens.front().catchUpRows, (44 + 5) * 4);
    }

    void sameSeedSameText()
    {
        Settings settings = greedy(60);
        settings.sampling.sample = true;
        settings.sampling.temperature = 1.5;
        settings.sampling.seed = 7;
        const Run first = run(settings);
        QCOMPARE(tokensOf(run(settings)), tokensOf(first));
        settings.watch = true;
        QCOMPARE(tokensOf(run(settings)), tokensOf(first));
        settings.sampling.seed = 8;
        QVERIFY(tokensOf(run(settings)) != tokensOf(first));
    }

    void watchedTokensAreComplete()
    {
        Settings settings = greedy(5);
        settings.watch = true;
        settings.rule = livelyRule();
        const Run watched = run(settings);
        for (const TokenTrace& token : watched.tokens) {
            QCOMPARE(token.layers.size(), std::size_t{6});
            for (int layer = 0; layer < 6; ++layer) {
                const LayerStatistics& s = token.layers[layer];
                QCOMPARE(std::isnan(s.cosineToPrevious), layer == 0);
                QCOMPARE(std::isnan(s.klToPrevious), layer == 0);
                QVERIFY(s.maxProbability > 0 && s.maxProbability <= 1);
                QVERIFY(s.maxProbability >= s.secondProbability);
                QVERIFY(s.emittedProbability > 0);
                QVERIFY(s.emittedRank >= 0);
                QCOMPARE(s.emittedRank == 0, s.top1 == token.id);
                const auto top = token.topAt(layer);
                QCOMPARE(top.size(), std::size_t{topEntriesPerLayer});
                QCOMPARE(top[0].id, s.top1);
                QVERIFY(std::abs(top[0].probability - s.maxProbability) < 1e-6);
                QVERIFY(top[0].probability >= top[4].probability);
            }
            QCOMPARE(token.topAt(token.exitLayer)[0].id, token.id);
        }
    }

    void decidingScoresOnlyWhatTheRuleNeeds()
    {
        Settings settings = greedy(5);
        settings.rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.9}});
        for (const TokenTrace& token : run(settings).tokens) {
            QVERIFY(std::isnan(token.layers[1].maxProbability));
            QVERIFY(!std::isnan(token.layers[1].cosineToPrevious));
            QVERIFY(token.top.empty());
        }
    }

    void moreStepsGoOn()
    {
        const Run full = run(greedy(20));
        auto generation = m_session->start(m_prompt);
        Run recorded;
        steps(**generation, greedy(8), 8, recorded);
        auto ended = (*generation)->next(greedy(8));
        QVERIFY(ended.ok() && !ended->has_value());
        QCOMPARE((*generation)->finishReason(), FinishReason::Length);
        steps(**generation, greedy(20), 12, recorded);
        QCOMPARE(tokensOf(recorded), tokensOf(full));
    }
};

QTEST_GUILESS_MAIN(GenerationTest)
#include "tst_generation.moc"

#include "predictedrun.h"
#include "trace/exitfigures.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace exitscope;
using namespace exitscope::test;

class ExitFiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void histogramByHand();
    void histogramOfRandomExits();
    void wrongExitsHaveMargins();
    void whatIsNotKnownIsCounted();
    void confirmedDraftsAreRight();
    void drawnTokensAreCounted();
};

void ExitFiguresTest::histogramByHand()
{
    const ExitHistogram none = exitHistogramOf(Run());
    QCOMPARE(none.total, 0);
    QCOMPARE(none.cumulative(3), 0.0);

    const std::vector<int> exits{3, 0, 1, -1, 1, 4, 3};
    const ExitHistogram histogram = exitHistogramOf(exits, 4);
    QCOMPARE(histogram.tokens, (std::vector{1, 2, 0, 2}));
    QCOMPARE(histogram.total, 5);
    QCOMPARE(histogram.mean, 8 / 5.0);
    QCOMPARE(histogram.median, 1.0);
    QCOMPARE(histogram.cumulative(-1), 0.0);
    QCOMPARE(histogram.cumulative(1), 0.6);
    QCOMPARE(histogram.cumulative(3), 1.0);
    QCOMPARE(exitHistogramOf(std::vector{1, 2}, 4).median, 1.5);
    QCOMPARE(exitHistogramOf(std::vector<int>{}, 0).total, 0);
}

void ExitFiguresTest::histogramOfRandomExits()
{
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const int layers = std::uniform_int_distribution(1, 33)(random);
        std::vector<int> exits(std::size_t(std::uniform_int_distribution(1, 60)(random)));
        for (int& exit : exits)
            exit = std::uniform_int_distribution(0, layers - 1)(random);
        const ExitHistogram histogram = exitHistogramOf(exits, layers);
        std::ranges::sort(exits);
        const std::size_t half = exits.size() / 2;
        const double median =
            exits.size() % 2 == 1 ? exits[half] : (exits[half] + exits[half - 1]) / 2.0;
        QCOMPARE(histogram.median, median);
        for (int layer = 0; layer < layers; ++layer) {
            QCOMPARE(histogram.tokens[std::size_t(layer)], int(std::ranges::count(exits, layer)));
            const auto below =
                std::ranges::count_if(exits, [layer](int exit) { return exit <= layer; });
            QCOMPARE(histogram.cumulative(layer), double(below) / double(exits.size()));
        }
    }
}

void ExitFiguresTest::wrongExitsHaveMargins()
{
    Run run = runOf({tokenOf({5, 5, 5, 5}, 1), tokenOf({6, 6, 7, 7}, 1)});
    run.tokens[1].layers[1].maxProbability = 0.5f;
    run.tokens[1].layers[1].secondProbability = 0.375f;
    run.tokens[1].layers[3].maxProbability = 0.75f;
    run.tokens[1].layers[3].emittedProbability = 0.125f;
    const ExitCheck check = exitCheckOf(run);
    QCOMPARE(check.tokens, 2);
    QCOMPARE(check.early, 2);
    QCOMPARE(check.compared, 2);
    QCOMPARE(check.unknown(), 0);
    QCOMPARE(check.drawn, 0);
    QCOMPARE(check.wrong.size(), std::size_t(1));
    QVERIFY((check.wrong[0].exit == WrongExit{1, 1, 6, 7}));
    QCOMPARE(check.wrong[0].atExit.value_or(-1), 0.125);
    QCOMPARE(check.wrong[0].atFullDepth.value_or(-1), 0.625);

    run.tokens[1].layers[1].secondProbability = unknownScore;
    run.tokens[1].layers[3].emittedProbability = unknownScore;
    const ExitCheck poorer = exitCheckOf(run);
    QVERIFY(!poorer.wrong[0].atExit && !poorer.wrong[0].atFullDepth);
}

void ExitFiguresTest::whatIsNotKnownIsCounted()
{
    const ExitCheck check = exitCheckOf(
        runOf({tokenOf({5, 5, -1, -1}, 1), tokenOf({5, 5, 5, 6}, 3), tokenOf({5, 5, 5, 5}, 0)}));
    QCOMPARE(check.early, 2);
    QCOMPARE(check.compared, 1);
    QCOMPARE(check.unknown(), 1);
    QVERIFY(check.wrong.empty());
}

void ExitFiguresTest::confirmedDraftsAreRight()
{
    Run run = runOf({tokenOf({5, 5, -1, -1}, 1), tokenOf({5, 5, 5, 9}, 1)});
    for (TokenTrace& token : run.tokens)
        token.role = TokenRole::Accepted;
    const ExitCheck check = exitCheckOf(run);
    QCOMPARE(check.early, 2);
    QCOMPARE(check.confirmed, 2);
    QCOMPARE(check.unknown(), 0);
    QVERIFY(check.wrong.empty());
}

void ExitFiguresTest::drawnTokensAreCounted()
{
    Run run = runOf({tokenOf({6, 6, 7, 7}, 1)});
    run.settings[0].settings.sampling.sample = true;
    run.tokens[0].id = 99; // drawn otherwise than the top-1
    run.tokens[0].layers[3].maxProbability = 0.75f;
    run.tokens[0].top.assign(4 * topEntriesPerLayer, {});
    run.tokens[0].top[3 * topEntriesPerLayer] = {7, 0.75f};
    run.tokens[0].top[3 * topEntriesPerLayer + 1] = {6, 0.25f};
    const ExitCheck check = exitCheckOf(run);
    QCOMPARE(check.drawn, 1);
    QCOMPARE(check.wrong.size(), std::size_t(1));
    QCOMPARE(check.wrong[0].exit.chosen, 6);
    QCOMPARE(check.wrong[0].atFullDepth.value_or(-1), 0.5);
}

QTEST_APPLESS_MAIN(ExitFiguresTest)
#include "tst_exitfigures.moc"

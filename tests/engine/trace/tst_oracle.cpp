#include "predictedrun.h"
#include "trace/oracle.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class TestOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void earliestLayersByHand();
    void whatWasNotRecordedIsNotKnown();
    void wrongExitsByHand();
    void drawnTokensAreJudgedByTheirTop1();
};

void TestOracle::earliestLayersByHand()
{
    const Oracle oracle = oracleOf(runOf({tokenOf({5, 5, 5, 5}, 3), tokenOf({2, 5, 3, 5}, 3),
                                          tokenOf({1, 2, 3, 4}, 3), tokenOf({7, 1, 7, 7}, 3)}));
    QCOMPARE(oracle.reached, (std::vector<int>{0, 1, 3, 0}));
    QCOMPARE(oracle.settled, (std::vector<int>{0, 3, 3, 2}));
    // Without the first token: 3 - 1, 3 - 3 and 3 - 0 of 12 layers; 0, 0 and 1.
    QCOMPARE(oracle.reachedTotals.layersSaved(), 5 / 12.0);
    QCOMPARE(oracle.settledTotals.layersSaved(), 1 / 12.0);
    QCOMPARE(oracle.reachedTotals.meanExitLayer(), 1.0);
    QCOMPARE(oracle.reachedTotals.agreement(), std::optional(1.0));
    QCOMPARE(oracle.settledTotals.agreement(), std::optional(1.0));
}

void TestOracle::whatWasNotRecordedIsNotKnown()
{
    const Oracle oracle = oracleOf(runOf({tokenOf({-1, 5, 5, 5}, 3), tokenOf({5, 1, -1, 5}, 3),
                                          tokenOf({1, -1, 5, 5}, 3), tokenOf({5, 5, 5, -1}, 2)}));
    QCOMPARE(oracle.reached, (std::vector<int>{-1, 0, -1, -1}));
    QCOMPARE(oracle.settled, (std::vector<int>{-1, -1, -1, -1}));
    QCOMPARE(oracle.reachedTotals.replayed, 1);
    QCOMPARE(oracle.settledTotals.replayed, 0);
    TokenTrace bare;
    bare.exitLayer = 3;
    QCOMPARE(oracleOf(runOf({bare})).reached, std::vector<int>{-1});
    QVERIFY(oracleOf({}).reached.empty());
}

void TestOracle::wrongExitsByHand()
{
    Run run = runOf({tokenOf({5, 6, 6, 6}, 0), tokenOf({5, 5, 6, 6}, 2), tokenOf({1, 2, 3, 4}, 3),
                     tokenOf({1, 1, 1, 2}, 1), tokenOf({1, 1, 1, -1}, 1)});
    const std::vector<WrongExit> expected{{0, 0, 5, 6}, {3, 1, 1, 2}};
    QCOMPARE(wrongExits(run), expected);
    run.tokens[2].id = 77; // the whole model's own choice is never wrong
    QCOMPARE(wrongExits(run), expected);
    QVERIFY(wrongExits({}).empty());
}

void TestOracle::drawnTokensAreJudgedByTheirTop1()
{
    Run run = runOf({tokenOf({5, 6, 6, 6}, 0), tokenOf({6, 6, 6, 6}, 0)});
    run.settings[0].settings.sampling.sample = true;
    run.tokens[0].id = 6;
    run.tokens[1].id = 5;
    QCOMPARE(wrongExits(run), (std::vector<WrongExit>{{0, 0, 5, 6}}));
}

QTEST_GUILESS_MAIN(TestOracle)
#include "tst_oracle.moc"

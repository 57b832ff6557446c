#include "trace/cost.h"

#include <QtTest>

using namespace exitscope;

namespace {

/// Two decoded tokens of a model of four layers, after the prompt's.
Run smallRun()
{
    Run run;
    run.model.layers = 4;
    run.promptIds = {1, 2, 3, 4, 5, 6};
    run.settings = {{0, {}}};
    run.settings[0].settings.rule = makeRule("max_probability");
    run.tokens.resize(3);
    run.tokens[0].times = {.layersMs = 500, .otherMs = 7};
    run.tokens[1].times = {.layersMs = 6,
                           .carriedMs = 4,
                           .carriedPasses = 2,
                           .scoringMs = 3,
                           .catchUpMs = 1,
                           .samplingMs = 0.5,
                           .otherMs = 0.25};
    run.tokens[2].times = {.layersMs = 4, .scoringMs = 2, .samplingMs = 0.5, .otherMs = 0.75};
    return run;
}

double sumAfterTheFirst(const Run& run)
{
    double sum = 0;
    for (std::size_t i = 1; i < run.tokens.size(); ++i)
        sum += run.tokens[i].times.totalMs();
    return sum;
}

} // namespace

class TestCost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsAddUp();
    void withoutAMeasureOnlyThePartsAreKnown();
    void whatNoPartNamesIsTheRest();
    void theEndOfTheTextTookAPassToo();
    void fullDepthIsItsOwnMeasure();
    void emptyStepsCountWithTheLastToken();
    void nothingDecodedCostsNothing();
};

void TestCost::partsAddUp()
{
    Run run = smallRun();
    run.fullDepth = FullDepthCost{.layersMs = 8, .restMs = 2, .headMs = 1.5};
    const CostBreakdown cost = costOf(run);
    QCOMPARE(cost.decoded, 2);
    QCOMPARE(cost.wallMs(), 18.0);
    QCOMPARE(cost.wallMs(), sumAfterTheFirst(run));
    // A lone layer takes 2 ms, so that nothing of the 4 in which older rows rode was theirs.
    QCOMPARE(cost.layersMs, 10.0);
    QCOMPARE(cost.catchUpMs, 1.0);
    run.tokens[1].times.carriedPasses = 1;
    const CostBreakdown carried = costOf(run);
    QCOMPARE(carried.layersMs, 8.0);
    QCOMPARE(carried.catchUpMs, 3.0);
    QCOMPARE(carried.wallMs(), 18.0);
    QCOMPARE(carried.fullDepthMs(), 20.0);
    QCOMPARE(carried.netSavedMs(), 2.0);
    QCOMPARE(carried.savedShare(), 0.1);
    QCOMPARE(carried.layersSavedMs(), 8.0);
    QCOMPARE(carried.addedScoringMs(), 2.0);
    QCOMPARE(carried.addedRestMs(), 1.0);
    QCOMPARE(carried.layersSavedMs() - carried.addedScoringMs() - carried.catchUpMs -
                 carried.addedRestMs(),
             carried.netSavedMs());
    // Older rows never make a layer cheaper.
    run.tokens[1].times.carriedPasses = 4;
    QCOMPARE(costOf(run).catchUpMs, 1.0);
}

void TestCost::withoutAMeasureOnlyThePartsAreKnown()
{
    const CostBreakdown cost = costOf(smallRun());
    QVERIFY(!cost.fullDepth);
    QCOMPARE(cost.layersMs, 10.0);
    QCOMPARE(cost.wallMs(), 18.0);
}

void TestCost::whatNoPartNamesIsTheRest()
{
    Run run = smallRun();
    run.decodeSeconds = 0.020;
    QCOMPARE(costOf(run).otherMs, 3.0);
    QCOMPARE(costOf(run).wallMs(), 20.0);
    run.decodeSeconds = 0.010;
    QCOMPARE(costOf(run).wallMs(), 18.0);
}

void TestCost::theEndOfTheTextTookAPassToo()
{
    Run run = smallRun();
    run.fullDepth = FullDepthCost{.layersMs = 8, .restMs = 2, .headMs = 1.5};
    run.finishReason = FinishReason::Eos;
    QCOMPARE(costOf(run).decoded, 2);
    QCOMPARE(costOf(run).fullDepthMs(), 30.0);
}

void TestCost::fullDepthIsItsOwnMeasure()
{
    Run run = smallRun();
    run.settings[0].settings.rule = {};
    QVERIFY(wasFullDepth(run));
    run.tokens.push_back(run.tokens[2]);
    const CostBreakdown cost = costOf(run);
    QVERIFY(cost.fullDepth);
    QCOMPARE(cost.fullDepth->layersMs, 4.0);
    QCOMPARE(cost.fullDepth->headMs, 2.0);
    QCOMPARE(cost.fullDepth->restMs, 3.25);
    const auto isNot = [&run](auto change) {
        Settings other;
        change(other);
        run.settings = {{0, {}}, {2, other}};
        return !wasFullDepth(run) && !costOf(run).fullDepth;
    };
    QVERIFY(isNot([](Settings& s) { s.watch = true; }));
    QVERIFY(isNot([](Settings& s) { s.rule = makeRule("token_repeat"); }));
    QVERIFY(isNot([](Settings& s) { s.exitLayerLimit = 3; }));
    QVERIFY(isNot([](Settings& s) {
        s.strategy = Strategy::SelfSpeculative;
        s.exitLayerLimit = 2;
    }));
    QVERIFY(!isNot([](Settings& s) { s.exitLayerLimit = 4; }));
    QCOMPARE(meanContext(run), 8);
    // Times that were not recorded measure nothing.
    for (TokenTrace& token : run.tokens)
        token.times = {};
    QVERIFY(!costOf(run).fullDepth);
}

void TestCost::emptyStepsCountWithTheLastToken()
{
    Run run = smallRun();
    Step ended;
    ended.times = {.layersMs = 2, .carriedMs = 1, .carriedPasses = 1, .otherMs = 0.5};
    run.append(ended);
    QCOMPARE(run.tokens[2].times.layersMs, 6.0);
    QCOMPARE(run.tokens[2].times.carriedPasses, 1);
    QCOMPARE(costOf(run).wallMs(), 20.5);
}

void TestCost::nothingDecodedCostsNothing()
{
    QCOMPARE(costOf({}).wallMs(), 0.0);
    Run run = smallRun();
    run.tokens.resize(1);
    run.fullDepth = FullDepthCost{.layersMs = 8, .restMs = 2};
    QCOMPARE(costOf(run).wallMs(), 0.0);
    QVERIFY(!costOf(run).fullDepth);
}

QTEST_GUILESS_MAIN(TestCost)
#include "tst_cost.moc"

#include "results/sweepresult.h"
#include "support/sweeps.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class TestSweepResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesOfAGrid();
    void theFastestThatKeepsQuality();
    void noneIsBetter();
    void whatCannotBeComparedIsNotBest();
    void theFront();
    void aMachineThatChangesItsPace();
};

void TestSweepResult::placesOfAGrid()
{
    const std::vector<SweepAxis> axes = {layers({2, 4}), drafts({1, 3, 5})};
    QCOMPARE(gridSize(axes), std::size_t(6));
    QCOMPARE(gridPlace(axes, 0), (std::vector<double>{2, 1}));
    QCOMPARE(gridPlace(axes, 1), (std::vector<double>{2, 3}));
    QCOMPARE(gridPlace(axes, 5), (std::vector<double>{4, 5}));
    QCOMPARE(placeName(axes, {4, 5}), std::string("exit_layer 4, num_speculations 5"));
    QCOMPARE(gridSize({}), std::size_t(0));
    const SweepAxis threshold{"threshold", "max_probability", {0.5}};
    QCOMPARE(placeName({threshold}, {0.5}), std::string("max_probability 0.5"));
    QCOMPARE(axisName(threshold), std::string("max_probability_threshold"));
}

void TestSweepResult::theFastestThatKeepsQuality()
{
    SweepResult sweep;
    sweep.quality = "rouge-l";
    sweep.axes = {layers({2, 4, 6})};
    sweep.baseline = measured(30, 0.2);
    sweep.points = {pointAt({2}, 60, -0.02),  // the interval ends at -0.01: worse for certain
                    pointAt({4}, 40, -0.005), // it reaches above 0
                    pointAt({6}, 35, 0.0)};
    QCOMPARE(bestPoint(sweep), std::optional<std::size_t>(1));
    QCOMPARE(bestSentence(sweep),
             std::string("exit_layer 4, the fastest of the 2 points (of 3) whose rouge-l is not "
                         "significantly below full depth's: 40.0 tokens/s, 1.33 times full "
                         "depth's; rouge-l differs by -0.0050 (95 % interval -0.0150 to 0.0050, "
                         "20 samples)."));
    // An interval that ends at 0 does not lie below it.
    sweep.points[0].difference = QualityDifference{-0.01, -0.02, 0, 20};
    QCOMPARE(bestPoint(sweep), std::optional<std::size_t>(0));
}

void TestSweepResult::noneIsBetter()
{
    SweepResult sweep;
    sweep.quality = "rouge-l";
    sweep.axes = {layers({2, 4})};
    QCOMPARE(bestSentence(sweep), std::string());
    sweep.baseline = measured(30, 0.2);
    sweep.points = {pointAt({2}, 60, -0.05), pointAt({4}, 30, 0.1)};
    QCOMPARE(bestPoint(sweep), std::optional<std::size_t>());
    QCOMPARE(bestSentence(sweep),
             std::string("No point of 2 is faster than full depth (30.0 tokens/s) with its rouge-l "
                         "not significantly below."));
}

void TestSweepResult::whatCannotBeComparedIsNotBest()
{
    SweepResult sweep;
    sweep.quality = "rouge-l";
    sweep.axes = {layers({2})};
    sweep.baseline = measured(30, 0.2);
    sweep.points = {pointAt({2}, 60, 0)};
    sweep.points[0].difference.reset();
    QCOMPARE(bestPoint(sweep), std::optional<std::size_t>());
}

void TestSweepResult::theFront()
{
    SweepResult sweep;
    sweep.quality = "rouge-l";
    sweep.axes = {layers({1, 2, 3, 4, 5})};
    sweep.baseline = measured(30, 0.2);
    sweep.points = {pointAt({1}, 60, -0.1),  // the fastest
                    pointAt({2}, 50, -0.15), // slower and worse than that
                    pointAt({3}, 40, -0.05), // between
                    pointAt({4}, 25, 0.0),   // full depth is as good and faster
                    pointAt({5}, 20, 0.02)}; // the best text
    QCOMPARE(paretoFront(sweep), (std::vector<std::size_t>{4, 2, 0}));
    // Two that are the same beat neither one.
    sweep.points[1] = sweep.points[0];
    QCOMPARE(paretoFront(sweep), (std::vector<std::size_t>{4, 2, 0, 1}));
}

void TestSweepResult::aMachineThatChangesItsPace()
{
    SweepResult sweep = gridSweep();
    QCOMPARE(driftSentence(sweep), std::string());
    sweep.drift = 0.95;
    QCOMPARE(driftSentence(sweep), std::string());
    sweep.drift = 0.5;
    QVERIFY(driftSentence(sweep).starts_with("Full depth ran 0.50 times as fast"));
    sweep.drift = 1.3;
    QVERIFY(driftSentence(sweep).starts_with("Full depth ran 1.30 times as fast"));
}

QTEST_APPLESS_MAIN(TestSweepResult)
#include "tst_sweepresult.moc"

#include "base/error.h"
#include "replaylottery.h"
#include "trace/calibration.h"
#include "trace/replay.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

namespace {

CalibrationUnit unitOf(std::vector<double> losses, int tokens = 10)
{
    std::vector<double> saved(losses.size(), 0.25);
    return {tokens, std::move(losses), std::move(saved)};
}

/// A watched run at full depth.
Run fullDepthRun(unsigned seed, int tokens, int holes = 0)
{
    Run run = ReplayLottery(seed).run(tokens, 6, holes);
    for (TokenTrace& token : run.tokens) {
        token.layers.back().top1 = 1;
        token.exitLayer = 5;
        token.id = 1;
    }
    return run;
}

} // namespace

class TestCalibration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnWhileThePValueIsSmall();
    void noThresholdQualifiesWhereNoneCan();
    void fewUnitsQualifyNothing();
    void unitsWithoutTokensDoNotCount();
    void refusesWhatCannotBe();
    void unitsCountWhatDiffers();
    void unitsMustBeFullDepth();
    void heldOutMeans();
    void gridsRunFromCautiousToDaring();
};

void TestCalibration::goesOnWhileThePValueIsSmall()
{
    // 50 units; at alpha 0.1 and delta 0.1 no loss gives 0.005, a mean of 0.2 gives 1.
    const std::vector<CalibrationUnit> units(50, unitOf({0, 0.001, 0.2, 0}));
    const Calibration result = calibrate(units, std::vector<double>{4, 3, 2, 1}, {0.1, 0.1});
    QCOMPARE(result.units, 50);
    QCOMPARE(result.tokens, 500);
    QCOMPARE(result.chosen, std::optional<std::size_t>(1));
    QCOMPARE(result.points[1].threshold, 3.0);
    QCOMPARE(result.points[1].layersSaved, 0.25);
    QCOMPARE(result.points[0].pValue, std::pow(0.9, 50));
    QCOMPARE(result.points[2].meanLoss, 0.2);
    QCOMPARE(result.points[2].pValue, 1.0);
    // What lies past the first failure is not asked, however well it did.
    QVERIFY(result.points[3].pValue < 0.1 && !result.points[3].qualifies);
}

void TestCalibration::noThresholdQualifiesWhereNoneCan()
{
    const std::vector<CalibrationUnit> perfect(1000, unitOf({0, 0}));
    const std::vector<double> grid{1, 0};
    QVERIFY(!calibrate(perfect, grid, {0, 0.1}).chosen); // no sample shows a risk of exactly 0
    QCOMPARE(calibrate(perfect, grid, {1, 0.1}).chosen, std::optional<std::size_t>(1));
}

void TestCalibration::fewUnitsQualifyNothing()
{
    const std::vector<double> grid{1};
    const Calibration none = calibrate({}, grid, {0.1, 0.1});
    QVERIFY(!none.chosen);
    QCOMPARE(none.units, 0);
    QCOMPARE(none.points[0].pValue, 1.0);
    QCOMPARE(none.points[0].meanLoss, 0.0);
    const std::vector<CalibrationUnit> one{unitOf({0})};
    QVERIFY(!calibrate(one, grid, {0.1, 0.1}).chosen);
    QCOMPARE(calibrate(one, grid, {0.1, 0.1}).points[0].pValue, 0.9);
    QVERIFY(calibrate(one, grid, {0.95, 0.1}).chosen);
    QVERIFY(!calibrate(std::vector{unitOf({})}, {}, {0.95, 0.1}).chosen);
    // 0.9^21 is more than 0.1, 0.9^22 is not.
    QVERIFY(!calibrate(std::vector<CalibrationUnit>(21, unitOf({0})), grid, {0.1, 0.1}).chosen);
    QVERIFY(calibrate(std::vector<CalibrationUnit>(22, unitOf({0})), grid, {0.1, 0.1}).chosen);
}

void TestCalibration::unitsWithoutTokensDoNotCount()
{
    std::vector<CalibrationUnit> units(30, unitOf({0}));
    units.insert(units.end(), 30, unitOf({1}, 0));
    const Calibration result = calibrate(units, std::vector<double>{1}, {0.1, 0.1});
    QCOMPARE(result.units, 30);
    QCOMPARE(result.points[0].meanLoss, 0.0);
    const std::vector<double> grid{0.5, 0.1};
    const CalibrationUnit empty =
        calibrationUnit(fullDepthRun(1, 0), makeRule("max_probability"),
                        findCriterion("max_probability"), Sweep::Constant, grid);
    QCOMPARE(empty.tokens, 0);
    QCOMPARE(empty.losses, (std::vector<double>{0, 0}));
    QCOMPARE(calibrate({&empty, 1}, grid, {}).units, 0);
}

void TestCalibration::refusesWhatCannotBe()
{
    const std::vector<CalibrationUnit> units(3, unitOf({0, 0}));
    const std::vector<double> grid{1, 0};
    for (const RiskTarget target :
         {RiskTarget{-0.1, 0.1}, {1.1, 0.1}, {0.1, 0}, {0.1, 1}, {NAN, 0.1}, {0.1, NAN}})
        QVERIFY_THROWS_EXCEPTION(Error, calibrate(units, grid, target));
    QVERIFY_THROWS_EXCEPTION(Error, calibrate(units, std::vector<double>{1}, {}));
    for (const double loss : {-0.5, 1.5, double(NAN)})
        QVERIFY_THROWS_EXCEPTION(Error, calibrate(std::vector{unitOf({0, loss})}, grid, {}));
    QVERIFY_THROWS_EXCEPTION(Error, heldOut(units, 2));
}

void TestCalibration::unitsCountWhatDiffers()
{
    for (const Criterion* criterion : allCriteria()) {
        const Run run = fullDepthRun(3, 40, 8);
        const Rule rule = makeRule(criterion->name);
        for (const Sweep sweep : {Sweep::Constant, Sweep::Shift}) {
            const auto grid = thresholdGrid(rule.conditions[0], sweep, 12, run.model.shape());
            const CalibrationUnit unit = calibrationUnit(run, rule, criterion, sweep, grid);
            QCOMPARE(unit.tokens, 40);
            for (std::size_t i = 0; i < grid.size(); ++i) {
                const Rule changed =
                    withThreshold(rule, criterion, sweep, grid[i], run.model.shape());
                int same = 0;
                for (const TokenTrace& token : run.tokens) {
                    const auto exit = slowExit(changed, token, 6, run.model.shape());
                    same += exit && top1At(token, *exit) == 1;
                }
                QCOMPARE(unit.losses[i], (40 - same) / 40.0);
                QCOMPARE(unit.layersSaved[i], replay(run, changed).totals.layersSaved());
            }
        }
    }
}

void TestCalibration::unitsMustBeFullDepth()
{
    const Rule rule = makeRule("max_probability");
    const std::vector<double> grid{0.5};
    const auto make = [&](const Run& run) {
        return calibrationUnit(run, rule, rule.conditions[0].criterion, Sweep::Constant, grid);
    };
    Run run = fullDepthRun(1, 4);
    QCOMPARE(make(run).tokens, 4);
    run.tokens[2].exitLayer = 1;
    QVERIFY_THROWS_EXCEPTION(Error, make(run));
    run.settings[0].settings.strategy = Strategy::DynamicSelfSpeculative; // confirmed by all layers
    QCOMPARE(make(run).tokens, 4);
    run.tokens[3].top.clear();
    QVERIFY_THROWS_EXCEPTION(Error, make(run));
    run = fullDepthRun(1, 4);
    run.tokens[0].layers.back().top1 = -1;
    QVERIFY_THROWS_EXCEPTION(Error, make(run));
}

void TestCalibration::heldOutMeans()
{
    std::vector<CalibrationUnit> units{unitOf({0, 0.1}), unitOf({0, 0.3}), unitOf({1, 1}, 0)};
    const HeldOut result = heldOut(units, 1);
    QCOMPARE(result.units, 2);
    QCOMPARE(result.tokens, 20);
    QCOMPARE(result.meanLoss, 0.2);
    QCOMPARE(result.standardError, 0.1);
    QCOMPARE(result.layersSaved, 0.25);
    QCOMPARE(heldOut({}, 0).units, 0);
    QCOMPARE(heldOut(std::span(units).first(1), 1).standardError, 0.0);
}

void TestCalibration::gridsRunFromCautiousToDaring()
{
    const ModelShape shape{12, 1000};
    for (const Criterion* criterion : allCriteria()) {
        const Condition condition = makeCondition(criterion->name);
        const ParameterInfo& info = criterion->parameters.front();
        const bool isUp = criterion->comparison == Comparison::Above ||
                          criterion->comparison == Comparison::AtLeast;
        for (const Sweep sweep : {Sweep::Constant, Sweep::Shift}) {
            for (const int points : {2, 3, 20}) {
                const auto grid = thresholdGrid(condition, sweep, points, shape);
                const bool isWhole = sweep == Sweep::Constant && info.decimals == 0;
                QCOMPARE(grid.size(), static_cast<std::size_t>(isWhole ? 12 : points));
                for (std::size_t i = 1; i < grid.size(); ++i)
                    QVERIFY(isUp ? grid[i] < grid[i - 1] : grid[i] > grid[i - 1]);
            }
        }
        const auto grid = thresholdGrid(condition, Sweep::Constant, 20, shape);
        QCOMPARE(grid.back(), isUp ? info.minimum : info.maximum);
    }
    const auto margins = thresholdGrid(makeCondition("top2_margin"), Sweep::Constant, 6, shape);
    const std::vector<double> expected{1, 0.9999, 0.999, 0.99, 0.9, 0};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(1 + margins[i], 1 + expected[i]);
    const auto share = makeCondition("entropy_based", {{"entropy_relative", 1}});
    QCOMPARE(thresholdGrid(share, Sweep::Constant, 5, shape).back(), 1.0);
    QCOMPARE(thresholdGrid(share, Sweep::Shift, 3, shape), (std::vector<double>{-1, 0, 1}));
}

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"

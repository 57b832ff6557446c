#include "widgets/recordedscore.h"
#include "widgets/scheduleplot.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace exitscope;

class TestSchedulePlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plotAcceptsEveryCurve();
    void recordedExitKnowsItsLimits();
};

void TestSchedulePlot::plotAcceptsEveryCurve()
{
    SchedulePlot plot;
    plot.resize(280, 140);
    QVERIFY(!plot.grab().isNull());
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const Criterion* criterion : allCriteria()) {
        const Condition rule{criterion, criterion->defaults(), {}};
        for (const int layers : {1, 2, 12, 80}) {
            const auto count = static_cast<std::size_t>(layers);
            plot.setCurve({rule, std::vector<double>(count, 0.5), {}, -1});
            QVERIFY(!plot.grab().isNull());
            plot.setCurve({rule, std::vector<double>(count, 0.5), std::vector(count, nan), 0});
            QVERIFY(!plot.grab().isNull());
            plot.setCurve(
                {rule, std::vector<double>(count, 0.5), std::vector(count, 0.5), layers - 1});
            QVERIFY(!plot.grab().isNull());
        }
    }
}

void TestSchedulePlot::recordedExitKnowsItsLimits()
{
    Run run;
    run.model.layers = 4;
    run.model.vocabulary = 100;
    Settings settings;
    settings.rule = makeRule("entropy_based", {{"entropy_temp", 2.0}});
    run.settings.push_back({0, settings});
    TokenTrace token;
    token.exitLayer = 2;
    token.layers.resize(4);
    for (std::size_t layer = 0; layer < 3; ++layer) {
        token.layers[layer].maxProbability = 0.2f * static_cast<float>(layer + 1);
        token.layers[layer].chosenTemperature = 2;
        token.layers[layer].entropyAtChosen = 4 - static_cast<float>(layer);
        token.layers[layer].entropyAt1 = 3 - static_cast<float>(layer);
    }
    run.tokens.push_back(token);

    const auto flat = [](double at) {
        return makeRule("max_probability",
                        {{"max_prob_initial_threshold", at}, {"max_prob_final_threshold", at}});
    };
    QCOMPARE(recordedExit(run, 0, flat(0.3), 4), std::optional(1));
    QCOMPARE(recordedExit(run, 0, flat(0.59), 4), std::optional(2));
    // Layer 2 does not fire; layer 3 is the last and needs no score.
    QCOMPARE(recordedExit(run, 0, flat(0.9), 4), std::optional(3));
    QCOMPARE(recordedExit(run, 0, flat(0.9), 3), std::optional(2));
    run.tokens[0].layers[1] = {};
    QCOMPARE(recordedExit(run, 0, flat(0.59), 4), std::optional<int>());
    QCOMPARE(recordedExit(run, 0, Rule{}, 4), std::optional(3));
    // Entropies exist at temperatures 1, 3 and the one that ran.
    QVERIFY(!std::isnan(recordedScore(run, 0, *settings.rule.leading(), 0)));
    QVERIFY(!std::isnan(
        recordedScore(run, 0, makeCondition("entropy_based", {{"entropy_temp", 1.0}}), 0)));
    QVERIFY(std::isnan(
        recordedScore(run, 0, makeCondition("entropy_based", {{"entropy_temp", 5.0}}), 0)));
    QVERIFY(std::isnan(
        recordedScore(run, 0, makeCondition("entropy_based", {{"entropy_temp", 3.0}}), 0)));
}

QTEST_MAIN(TestSchedulePlot)
#include "tst_scheduleplot.moc"

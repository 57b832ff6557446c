#include "syntheticrun.h"
#include "widgets/whatif.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// The questions of the What-if tab, without the tab.
class WhatIfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parametersSayTheSameAsLists_data();
    void parametersSayTheSameAsLists();
    void listsByLayerStayLists();
    void startsAtTheRuleItself();
    void asksAboutACriterionOutsideTheRule();
    void curvePointsKeepTheirWord_data();
    void curvePointsKeepTheirWord();
    void unrecordedScoresHaveNoCurve();
    void knowsWhatTheRunWas();

private:
    static void addCriteria()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("shifts");
        for (const Criterion* criterion : allCriteria()) {
            const QString name = QString::fromLatin1(criterion->name.data());
            QTest::addRow("%s", qPrintable(name)) << name << false;
            QTest::addRow("%s, shifted", qPrintable(name)) << name << true;
        }
    }
    static WhatIf question(const Run& run, const QString& name, bool shifts)
    {
        const Criterion& criterion = *findCriterion(name.toStdString());
        return askAbout(makeRule(criterion.name), criterion, {}, shifts, run.model.shape());
    }
};

void WhatIfTest::parametersSayTheSameAsLists_data()
{
    addCriteria();
}

void WhatIfTest::parametersSayTheSameAsLists()
{
    QFETCH(QString, name);
    QFETCH(bool, shifts);
    const Run run = syntheticRun({.tokens = 40});
    const ModelShape shape = run.model.shape();
    const WhatIf what = question(run, name, shifts);
    for (const double value : {0.25, 1.0, 2.0}) {
        const double threshold = what.sweep == Sweep::Shift ? -0.1 * value : value;
        const Rule rule = ruleAt(what, threshold, shape);
        const Rule list = withThreshold(what.rule, what.varied, what.sweep, threshold, shape);
        for (int layer = 0; layer < shape.layers; ++layer)
            QVERIFY(std::abs(rule.leading()->threshold(layer, shape) -
                             list.leading()->threshold(layer, shape)) < 1e-9);
        QVERIFY(replay(run, rule).totals == replay(run, list).totals);
        const ParameterInfo info = what.varied->parameters.front();
        const bool isAllowed = value <= info.maximum && (info.decimals > 0 || value == 1.0);
        if (isAllowed)
            QVERIFY2(rule.leading()->thresholds.empty(), "the parameters can say it");
    }
}

void WhatIfTest::listsByLayerStayLists()
{
    const ModelShape shape{4, 100};
    Rule rule;
    rule.conditions = {makeCondition("top2_margin", {}, {0.9, 0.8, 0.5, 0.5})};
    const Criterion& margin = *findCriterion("top2_margin");
    const WhatIf shifted = askAbout(rule, margin, {}, true, shape);
    QCOMPARE(shifted.sweep, Sweep::Shift);
    const Rule lower = ruleAt(shifted, -0.25, shape);
    QCOMPARE(lower.leading()->thresholds.size(), 4u);
    QVERIFY(std::abs(lower.leading()->threshold(1, shape) - 0.55) < 1e-12);
    const WhatIf constant = askAbout(rule, margin, {}, false, shape);
    QCOMPARE(constant.sweep, Sweep::Constant);
    QVERIFY(ruleAt(constant, 0.75, shape).leading()->thresholds.empty());
    QCOMPARE(ruleAt(constant, 0.75, shape).leading()->threshold(0, shape), 0.75);
}

void WhatIfTest::startsAtTheRuleItself()
{
    const Run run = syntheticRun({.tokens = 5});
    const ModelShape shape = run.model.shape();
    for (const Criterion* criterion : allCriteria()) {
        for (const bool shifts : {false, true}) {
            const WhatIf what = question(run, QString::fromLatin1(criterion->name.data()), shifts);
            const std::optional<double> start = thresholdOf(what, shape);
            const bool varies = variesOverDepth(*what.rule.leading(), shape);
            QCOMPARE(start.has_value(), shifts || !varies);
            if (start)
                QVERIFY(ruleAt(what, *start, shape) == what.rule);
        }
    }
}

void WhatIfTest::asksAboutACriterionOutsideTheRule()
{
    const ModelShape shape{12, 4096};
    Rule rule;
    rule.conditions = {makeCondition("entropy_based"), makeCondition("token_repeat")};
    rule.combine = Combine::All;
    rule.patience = 2;
    rule.minimumLayer = 3;
    QVERIFY(askAbout(rule, *findCriterion("token_repeat"), {}, true, shape).rule == rule);
    const WhatIf other = askAbout(rule, *findCriterion("cosine_similarity"),
                                  {{"similarity_threshold", 0.99}}, true, shape);
    QCOMPARE(other.rule.conditions.size(), 1u);
    QCOMPARE(other.rule.leading()->threshold(0, shape), 0.99);
    QCOMPARE(other.rule.patience, 2);
    QCOMPARE(other.rule.minimumLayer, 3);
    // Recommendations may name a unit; what they leave out is that unit's.
    const WhatIf share =
        askAbout({}, *findCriterion("entropy_based"), {{"entropy_relative", 1}}, true, shape);
    QCOMPARE(share.rule.leading()->parameters.at("entropy_initial_threshold"), 0.935);
    validate(share.rule, shape.layers);
}

void WhatIfTest::curvePointsKeepTheirWord_data()
{
    addCriteria();
}

void WhatIfTest::curvePointsKeepTheirWord()
{
    QFETCH(QString, name);
    QFETCH(bool, shifts);
    const Run run = syntheticRun({.tokens = 50});
    const WhatIfCurve curve = curveOf(run, question(run, name, shifts));
    QVERIFY(curve.isRecorded());
    QCOMPARE(curve.points.front().agreement, std::optional(1.0));
    for (const CurvePoint& point : curve.points) {
        const Rule rule = ruleAt(curve.what, point.threshold, run.model.shape());
        const ReplayTotals totals = replay(run, rule).totals;
        QCOMPARE(totals.layersSaved(), point.layersSaved);
        QCOMPARE(totals.agreement(), point.agreement);
        if (name == QLatin1String("token_repeat"))
            QCOMPARE(point.threshold, std::round(point.threshold));
    }
    const CurvePoint* most = curve.nearest(1);
    QVERIFY(most);
    QCOMPARE(most->layersSaved, curve.points.back().layersSaved);
}

void WhatIfTest::unrecordedScoresHaveNoCurve()
{
    const Run run = syntheticRun({.tokens = 10});
    const Criterion& entropy = *findCriterion("entropy_based");
    const auto at = [&](double temperature) {
        return curveOf(run, askAbout(makeRule("entropy_based", {{"entropy_temp", temperature}}),
                                     entropy, {}, true, run.model.shape()));
    };
    QVERIFY(at(3).isRecorded());
    QVERIFY(at(1).isRecorded());
    QVERIFY(!at(2).isRecorded());
    QVERIFY(!at(2).nearest(0.5));
}

void WhatIfTest::knowsWhatTheRunWas()
{
    QVERIFY(!isWatched({}));
    QVERIFY(!lastRuleOf({}).mayExit());
    Run run = syntheticRun({.tokens = 30, .settingsChangeAt = 20, .later = "entropy_based"});
    QVERIFY(isWatched(run));
    QCOMPARE(lastRuleOf(run).name(), std::string("entropy_based"));
    QCOMPARE(depthLimitOf(run), -1);
    const RunSummary summary = summarize(run);
    QCOMPARE(recordedTotals(run).layersSaved(), summary.layersPastExit);
    QCOMPARE(recordedTotals(run).meanExitLayer(), summary.meanExitLayer);
    run.settings.back().settings.exitLayerLimit = 8;
    QCOMPARE(depthLimitOf(run), 8);
    QVERIFY(!isWatched(syntheticRun({.tokens = 30, .watch = false})));
    QCOMPARE(depthLimitOf(speculativeRun({})), -1);
    QVERIFY(!lastRuleOf(speculativeRun({})).mayExit());
}

QTEST_APPLESS_MAIN(WhatIfTest)
#include "tst_whatif.moc"

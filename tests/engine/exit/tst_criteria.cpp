#include "base/error.h"
#include "exit/rule.h"
#include "support/tolerances.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace exitscope;

namespace {

constexpr ModelShape shape{8, 32000};

LayerStatistics withTop(int id, float probability)
{
    LayerStatistics layer;
    layer.top1 = id;
    layer.maxProbability = probability;
    return layer;
}

std::vector<LayerStatistics> withTops(const std::vector<int>& ids)
{
    std::vector<LayerStatistics> layers;
    for (const int id : ids)
        layers.push_back(withTop(id, 0.5F));
    return layers;
}

std::vector<LayerStatistics> withCosines(const std::vector<float>& values)
{
    std::vector<LayerStatistics> layers(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        layers[i].cosineToPrevious = values[i];
    return layers;
}

int exitOf(const Rule& rule, const std::vector<LayerStatistics>& layers)
{
    return exitLayer(rule, layers, static_cast<int>(layers.size()), shape);
}

} // namespace

class TestCriteria : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registryHoldsTheFiveByName();
    void cosineExitsAboveItsThresholdOnly();
    void tokenRepeatCountsUnbrokenRuns();
    void convergenceStartsAtTheThirdLayer();
    void maxProbabilityFollowsItsSchedule();
    void entropyFollowsItsScheduleAndTemperature();
    void unknownScoresNeverFire();
    void noRuleMeansFullDepth();
    void distancesArePositiveWhereTheRuleFires();
    void makeRuleCompletesParameters();
    void makeRuleRefuses_data();
    void makeRuleRefuses();
    void promptPassModes();
};

void TestCriteria::registryHoldsTheFiveByName()
{
    std::set<std::string_view> names;
    std::set<std::string_view> options;
    for (const Criterion* criterion : allCriteria()) {
        names.insert(criterion->name);
        QCOMPARE(findCriterion(criterion->name), criterion);
        QVERIFY(!criterion->title.empty() && !criterion->explanation.empty());
        for (const ParameterInfo& info : criterion->parameters) {
            QVERIFY2(options.insert(info.name).second, "two parameters share a name");
            QVERIFY(info.minimum <= info.defaultValue && info.defaultValue <= info.maximum);
        }
    }
    QCOMPARE(names,
             (std::set<std::string_view>{"cosine_similarity", "token_repeat", "entropy_based",
                                         "max_probability", "convergence"}));
    QVERIFY(!findCriterion("none"));
    QVERIFY(!findCriterion(""));
}

void TestCriteria::cosineExitsAboveItsThresholdOnly()
{
    const Rule rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.5}});
    QCOMPARE(exitOf(rule, withCosines({unknownScore, 0.4F, 0.5F, 0.51F})), 3);
    // The first layer has no previous one: even a number there must not count.
    QCOMPARE(exitOf(rule, withCosines({0.9F, 0.9F})), 1);
    QCOMPARE(rule.needs(), Needs::Cosine);
}

void TestCriteria::tokenRepeatCountsUnbrokenRuns()
{
    const Rule rule = makeRule("token_repeat", {{"repeats", 2}});
    const auto layers = withTops({7, 7, 3, 3, 3, 3});
    const std::vector<float> expected{0, 1, 0, 1, 2, 3};
    for (std::size_t i = 0; i < layers.size(); ++i)
        QCOMPARE(rule.score(std::span(layers).first(i + 1)), expected[i]);
    QCOMPARE(exitOf(rule, layers), 4);
    QVERIFY(includes(rule.needs(), Needs::Head));
}

void TestCriteria::convergenceStartsAtTheThirdLayer()
{
    const Rule rule = makeRule("convergence", {{"delta_threshold", 0.125}});
    const std::vector layers{withTop(1, 0.5F), withTop(1, 0.5F), withTop(1, 0.75F),
                             withTop(1, 0.625F)};
    QCOMPARE(rule.score(std::span(layers).first(2)), 0.0F);
    QCOMPARE(rule.score(std::span(layers).first(3)), 0.25F);
    QCOMPARE(exitOf(rule, layers), 3); // at most: equality fires
}

void TestCriteria::maxProbabilityFollowsItsSchedule()
{
    const Rule rule = makeRule("max_probability", {{"max_prob_initial_threshold", 0.9},
                                                   {"max_prob_final_threshold", 0.5},
                                                   {"max_prob_scale", 1.0}});
    QCOMPARE(rule.threshold(0, shape), 0.9);
    QCOMPARE(rule.threshold(4, shape), 0.7);  // rho = 1/2
    QCOMPARE(rule.threshold(7, shape), 0.55); // rho = 1/8: b itself lies one layer further
    const Rule bent = makeRule("max_probability");
    QCOMPARE(bent.threshold(4, shape), 0.75 + 0.24 * std::pow(0.5, 0.75));
    QCOMPARE(exitOf(rule, {withTop(1, 0.9F - 1e-6F), withTop(1, 0.84F), withTop(1, 0.81F)}), 2);
}

void TestCriteria::entropyFollowsItsScheduleAndTemperature()
{
    const Rule rule = makeRule("entropy_based", {{"entropy_initial_threshold", 4.0},
                                                 {"entropy_final_threshold", 2.0},
                                                 {"entropy_temp", 1.5}});
    QCOMPARE(rule.entropyTemperature(), 1.5);
    QCOMPARE(rule.threshold(0, shape), 4.0);
    QCOMPARE(rule.threshold(6, shape), 3.0); // rho = 1/4, its root 1/2
    LayerStatistics layer;
    layer.entropyAt1 = 1;
    layer.entropyAt3 = 3;
    layer.entropyAtChosen = 2;
    layer.chosenTemperature = 1.5F;
    QCOMPARE(rule.score({&layer, 1}), 2.0F);
    QCOMPARE(makeRule("entropy_based", {{"entropy_temp", 1}}).score({&layer, 1}), 1.0F);
    QCOMPARE(makeRule("entropy_based").score({&layer, 1}), 3.0F);
    QVERIFY(std::isnan(makeRule("entropy_based", {{"entropy_temp", 2}}).score({&layer, 1})));
    LayerStatistics decided; // deciding computes the chosen temperature alone
    decided.entropyAtChosen = 2;
    decided.chosenTemperature = 3;
    QCOMPARE(makeRule("entropy_based").score({&decided, 1}), 2.0F);
    QVERIFY(rule.fires({&layer, 1}, shape));
    layer.entropyAtChosen = 4; // below, not at, the threshold
    QVERIFY(!rule.fires({&layer, 1}, shape));
}

void TestCriteria::unknownScoresNeverFire()
{
    const std::vector<LayerStatistics> unknown(8);
    for (const Criterion* criterion : allCriteria()) {
        const Rule rule = makeRule(criterion->name);
        QVERIFY(std::isnan(rule.score(unknown)));
        QVERIFY(std::isnan(rule.score({})));
        QCOMPARE(exitOf(rule, unknown), 7);
        for (const double threshold : {-1e30, 1e30})
            QVERIFY(!criterion->passes(unknownScore, threshold));
        QVERIFY(std::isnan(criterion->signedDistance(unknownScore, 0.5, shape)));
    }
    auto broken = withTops({5, 5, 5});
    broken[1].top1 = -1;
    QVERIFY(std::isnan(makeRule("token_repeat").score(broken)));
}

void TestCriteria::noRuleMeansFullDepth()
{
    const Rule rule = makeRule("none");
    QCOMPARE(rule, makeRule(""));
    QCOMPARE(rule.name(), std::string("none"));
    QCOMPARE(exitOf(rule, withCosines({1, 1, 1})), 2);
    QVERIFY(std::isnan(rule.threshold(0, shape)));
    QVERIFY(std::isnan(rule.score(withCosines({1}))));
    QCOMPARE(rule.needs(), Needs::Nothing);
    // A capped depth ends earlier than the statistics do.
    QCOMPARE(exitLayer(rule, withCosines({1, 1, 1}), 2, shape), 1);
}

void TestCriteria::distancesArePositiveWhereTheRuleFires()
{
    const Criterion& cosine = *findCriterion("cosine_similarity");
    QCOMPARE(cosine.signedDistance(0.75F, 0.5, shape), 0.25);
    const Criterion& repeat = *findCriterion("token_repeat");
    QCOMPARE(repeat.signedDistance(2.0F, 4, shape), -0.25);
    const Criterion& entropy = *findCriterion("entropy_based");
    QCOMPARE(entropy.rangeWidth(shape), std::log(32000.0));
    QCOMPARE(entropy.signedDistance(1.0F, 3, shape), 2 / std::log(32000.0));
    const Criterion& convergence = *findCriterion("convergence");
    QCOMPARE(convergence.signedDistance(0.5F, 0.25, shape), -0.25);
}

void TestCriteria::makeRuleCompletesParameters()
{
    const Rule rule = makeRule("max_probability", {{"max_prob_scale", 2}});
    QCOMPARE(rule.parameters, (ParameterValues{{"max_prob_initial_threshold", 0.99},
                                               {"max_prob_final_threshold", 0.75},
                                               {"max_prob_scale", 2}}));
    QVERIFY_EXCEPTION_THROWN(parameter(rule.parameters, "repeats"), std::out_of_range);
}

void TestCriteria::makeRuleRefuses_data()
{
    QTest::addColumn<QString>("criterion");
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("says");
    QTest::newRow("criterion") << "cosine"
                               << "" << 0.0 << "cosine_similarity";
    QTest::newRow("parameter") << "token_repeat"
                               << "repeat" << 1.0 << "it has repeats";
    QTest::newRow("too large") << "cosine_similarity"
                               << "similarity_threshold" << 1.5 << "1.5";
    QTest::newRow("too small") << "max_probability"
                               << "max_prob_scale" << -1.0 << "between 0 and 10";
    QTest::newRow("not a number") << "convergence"
                                  << "delta_threshold" << std::numeric_limits<double>::quiet_NaN()
                                  << "between 0 and 1";
    QTest::newRow("fraction") << "token_repeat"
                              << "repeats" << 2.5 << "whole number";
    QTest::newRow("without criterion") << "none"
                                       << "repeats" << 2.0 << "repeats";
}

void TestCriteria::makeRuleRefuses()
{
    QFETCH(QString, criterion);
    QFETCH(QString, name);
    QFETCH(double, value);
    QFETCH(QString, says);
    ParameterValues values;
    if (!name.isEmpty())
        values[name.toStdString()] = value;
    try {
        makeRule(criterion.toStdString(), values);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WrongUse);
        QVERIFY2(QString(error.what()).contains(says), error.what());
    }
}

void TestCriteria::promptPassModes()
{
    QCOMPARE(findCriterion("cosine_similarity")->promptPass, PromptPass::EveryPosition);
    QCOMPARE(findCriterion("entropy_based")->promptPass, PromptPass::MeanPosition);
    QCOMPARE(findCriterion("max_probability")->promptPass, PromptPass::LastPosition);
}

QTEST_GUILESS_MAIN(TestCriteria)
#include "tst_criteria.moc"

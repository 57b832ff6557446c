#include "base/error.h"
#include "exit/rule.h"
#include "support/tolerances.h"

#include <QtTest>

#include <algorithm>
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

float scoreOf(const Rule& rule, std::span<const LayerStatistics> layers)
{
    return rule.leading()->score(layers);
}

double thresholdOf(const Rule& rule, int layer, const ModelShape& model = shape)
{
    return rule.leading()->threshold(layer, model);
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
    void registryHoldsThemByName();
    void cosineExitsAboveItsThresholdOnly();
    void tokenRepeatCountsUnbrokenRuns();
    void convergenceStartsAtTheThirdLayer();
    void maxProbabilityFollowsItsSchedule();
    void entropyFollowsItsScheduleAndTemperature();
    void entropyAsAShareOfItsLargest();
    void marginIsTheLeadOverTheSecond();
    void divergenceStartsAtTheSecondLayer();
    void recommendedValuesKeepTheirUnit();
    void unknownScoresNeverFire();
    void noRuleMeansFullDepth();
    void distancesArePositiveWhereTheRuleFires();
    void makeRuleCompletesParameters();
    void makeRuleRefuses_data();
    void makeRuleRefuses();
    void promptPassModes();
};

void TestCriteria::registryHoldsThemByName()
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
            QVERIFY(!info.help.empty() && !info.label.empty());
            if (!info.other)
                continue;
            QVERIFY(info.other->minimum <= info.other->defaultValue &&
                    info.other->defaultValue <= info.other->maximum);
            const auto hasName = [&](const ParameterInfo& p) { return p.name == info.other->when; };
            QVERIFY(std::ranges::any_of(criterion->parameters, hasName));
        }
    }
    QCOMPARE(names, (std::set<std::string_view>{"cosine_similarity", "token_repeat",
                                                "entropy_based", "max_probability", "convergence",
                                                "top2_margin", "kl_to_previous"}));
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
        QCOMPARE(scoreOf(rule, std::span(layers).first(i + 1)), expected[i]);
    QCOMPARE(exitOf(rule, layers), 4);
    QVERIFY(includes(rule.needs(), Needs::Head));
}

void TestCriteria::convergenceStartsAtTheThirdLayer()
{
    const Rule rule = makeRule("convergence", {{"delta_threshold", 0.125}});
    const std::vector layers{withTop(1, 0.5F), withTop(1, 0.5F), withTop(1, 0.75F),
                             withTop(1, 0.625F)};
    QCOMPARE(scoreOf(rule, std::span(layers).first(2)), 0.0F);
    QCOMPARE(scoreOf(rule, std::span(layers).first(3)), 0.25F);
    QCOMPARE(exitOf(rule, layers), 3); // at most: equality fires
}

void TestCriteria::maxProbabilityFollowsItsSchedule()
{
    const Rule rule = makeRule("max_probability", {{"max_prob_initial_threshold", 0.9},
                                                   {"max_prob_final_threshold", 0.5},
                                                   {"max_prob_scale", 1.0}});
    QCOMPARE(thresholdOf(rule, 0), 0.9);
    QCOMPARE(thresholdOf(rule, 4), 0.7);  // rho = 1/2
    QCOMPARE(thresholdOf(rule, 7), 0.55); // rho = 1/8: b itself lies one layer further
    const Rule bent = makeRule("max_probability");
    QCOMPARE(thresholdOf(bent, 4), 0.75 + 0.24 * std::pow(0.5, 0.75));
    QCOMPARE(exitOf(rule, {withTop(1, 0.9F - 1e-6F), withTop(1, 0.84F), withTop(1, 0.81F)}), 2);
}

void TestCriteria::entropyFollowsItsScheduleAndTemperature()
{
    const Rule rule = makeRule("entropy_based", {{"entropy_initial_threshold", 4.0},
                                                 {"entropy_final_threshold", 2.0},
                                                 {"entropy_temp", 1.5}});
    QCOMPARE(rule.entropyTemperature(), 1.5);
    QCOMPARE(thresholdOf(rule, 0), 4.0);
    QCOMPARE(thresholdOf(rule, 6), 3.0); // rho = 1/4, its root 1/2
    LayerStatistics layer;
    layer.entropyAt1 = 1;
    layer.entropyAt3 = 3;
    layer.entropyAtChosen = 2;
    layer.chosenTemperature = 1.5F;
    QCOMPARE(scoreOf(rule, {&layer, 1}), 2.0F);
    QCOMPARE(scoreOf(makeRule("entropy_based", {{"entropy_temp", 1}}), {&layer, 1}), 1.0F);
    QCOMPARE(scoreOf(makeRule("entropy_based"), {&layer, 1}), 3.0F);
    QVERIFY(std::isnan(scoreOf(makeRule("entropy_based", {{"entropy_temp", 2}}), {&layer, 1})));
    LayerStatistics decided; // deciding computes the chosen temperature alone
    decided.entropyAtChosen = 2;
    decided.chosenTemperature = 3;
    QCOMPARE(scoreOf(makeRule("entropy_based"), {&decided, 1}), 2.0F);
    QVERIFY(rule.fires({&layer, 1}, shape));
    layer.entropyAtChosen = 4; // below, not at, the threshold
    QVERIFY(!rule.fires({&layer, 1}, shape));
}

void TestCriteria::entropyAsAShareOfItsLargest()
{
    const Rule rule = makeRule("entropy_based", {{"entropy_relative", 1},
                                                 {"entropy_initial_threshold", 0.5},
                                                 {"entropy_final_threshold", 0.25},
                                                 {"entropy_temp", 1}});
    const double largest = std::log(32000.0);
    QCOMPARE(thresholdOf(rule, 0), 0.5 * largest);
    QCOMPARE(thresholdOf(rule, 6), 0.375 * largest); // rho = 1/4, its root 1/2
    QCOMPARE(thresholdOf(rule, 0, {8, 512}), 0.5 * std::log(512.0));
    LayerStatistics layer;
    layer.entropyAt1 = static_cast<float>(0.5 * largest) + 0.01F;
    QVERIFY(!rule.fires({&layer, 1}, shape));
    layer.entropyAt1 -= 0.02F;
    QVERIFY(rule.fires({&layer, 1}, shape));
    // The defaults are those in nats at the vocabulary that they were made for.
    const Rule nats = makeRule("entropy_based");
    const Rule shares = makeRule("entropy_based", {{"entropy_relative", 1}});
    for (int at = 0; at < 8; ++at) {
        const double difference =
            thresholdOf(shares, at, {8, 128256}) - thresholdOf(nats, at, {8, 128256});
        QVERIFY2(std::abs(difference) < 0.01, qPrintable(QString::number(difference)));
    }
    // Thresholds by layer are in the same unit.
    const Condition listed =
        makeCondition("entropy_based", {{"entropy_relative", 1}}, {0.75, 0.125});
    QCOMPARE(listed.threshold(0, shape), 0.75 * largest);
    QCOMPARE(listed.threshold(5, shape), 0.125 * largest);
}

void TestCriteria::marginIsTheLeadOverTheSecond()
{
    const Rule rule = makeRule("top2_margin", {{"margin_threshold", 0.5}});
    auto layers = withTops({1, 1, 1});
    for (const auto& [layer, second] : {std::pair(0, 0.25F), {1, 0.125F}, {2, 0.0F}})
        layers[static_cast<std::size_t>(layer)].secondProbability = second;
    layers[1].maxProbability = 0.625F;
    layers[2].maxProbability = 0.75F;
    QCOMPARE(scoreOf(rule, std::span(layers).first(1)), 0.25F);
    QCOMPARE(scoreOf(rule, std::span(layers).first(2)), 0.5F); // above, not at, the threshold
    QCOMPARE(scoreOf(rule, layers), 0.75F);
    QCOMPARE(exitOf(rule, {layers[0], layers[1], layers[2], layers[2]}), 2);
    QCOMPARE(thresholdOf(makeRule("top2_margin"), 7), 0.9);
    QVERIFY(includes(rule.needs(), Needs::Head));
}

void TestCriteria::divergenceStartsAtTheSecondLayer()
{
    const Rule rule = makeRule("kl_to_previous", {{"kl_threshold", 0.125}});
    std::vector<LayerStatistics> layers(4);
    layers[0].klToPrevious = 0; // there is nothing before the first layer
    layers[1].klToPrevious = 0.25F;
    layers[2].klToPrevious = 0.125F; // below, not at, the threshold
    layers[3].klToPrevious = 0.0625F;
    QVERIFY(std::isnan(scoreOf(rule, std::span(layers).first(1))));
    QCOMPARE(scoreOf(rule, std::span(layers).first(2)), 0.25F);
    QCOMPARE(exitOf(rule, {layers[0], layers[1], layers[2], layers[3], layers[3]}), 3);
    QCOMPARE(thresholdOf(makeRule("kl_to_previous"), 3), 0.05);
    QVERIFY(includes(rule.needs(), Needs::Divergence));
}

void TestCriteria::recommendedValuesKeepTheirUnit()
{
    const Criterion& entropy = *findCriterion("entropy_based");
    const ParameterValues nats{{"entropy_initial_threshold", 3},
                               {"entropy_final_threshold", 2},
                               {"entropy_temp", 1},
                               {"entropy_relative", 0}};
    using Values = ParameterValues;
    QCOMPARE(entropy.merged(nats, {}), nats);
    QCOMPARE(entropy.merged({}, {{"entropy_temp", 2}}), (Values{{"entropy_temp", 2}}));
    QCOMPARE(entropy.merged(nats, {{"entropy_final_threshold", 4}, {"entropy_relative", 0}}),
             (Values{{"entropy_initial_threshold", 3},
                     {"entropy_final_threshold", 4},
                     {"entropy_temp", 1},
                     {"entropy_relative", 0}}));
    // Shares are asked for: what is recommended in nats goes, the temperature stays.
    QCOMPARE(entropy.merged(nats, {{"entropy_relative", 1}}),
             (Values{{"entropy_temp", 1}, {"entropy_relative", 1}}));
    QCOMPARE(
        entropy.merged(nats, {{"entropy_final_threshold", 0.5}, {"entropy_relative", 1}}),
        (Values{{"entropy_final_threshold", 0.5}, {"entropy_temp", 1}, {"entropy_relative", 1}}));
    // And the other way round.
    const ParameterValues shares{{"entropy_initial_threshold", 0.5}, {"entropy_relative", 1}};
    QCOMPARE(
        entropy.merged(shares, {{"entropy_temp", 2}}),
        (Values{{"entropy_initial_threshold", 0.5}, {"entropy_temp", 2}, {"entropy_relative", 1}}));
    QCOMPARE(entropy.merged(shares, {{"entropy_relative", 0}}), (Values{{"entropy_relative", 0}}));
}

void TestCriteria::unknownScoresNeverFire()
{
    const std::vector<LayerStatistics> unknown(8);
    for (const Criterion* criterion : allCriteria()) {
        const Rule rule = makeRule(criterion->name);
        QVERIFY(std::isnan(scoreOf(rule, unknown)));
        QVERIFY(std::isnan(scoreOf(rule, {})));
        QCOMPARE(exitOf(rule, unknown), 7);
        for (const double threshold : {-1e30, 1e30})
            QVERIFY(!criterion->passes(unknownScore, threshold));
        QVERIFY(std::isnan(criterion->signedDistance(unknownScore, 0.5, shape)));
    }
    auto broken = withTops({5, 5, 5});
    broken[1].top1 = -1;
    QVERIFY(std::isnan(scoreOf(makeRule("token_repeat"), broken)));
}

void TestCriteria::noRuleMeansFullDepth()
{
    const Rule rule = makeRule("none");
    QCOMPARE(rule, makeRule(""));
    QCOMPARE(rule.name(), std::string("none"));
    QCOMPARE(exitOf(rule, withCosines({1, 1, 1})), 2);
    QVERIFY(!rule.mayExit() && !rule.leading());
    QVERIFY(std::isnan(rule.signedDistance(withCosines({1}), shape)));
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
    QCOMPARE(rule.leading()->parameters, (ParameterValues{{"max_prob_initial_threshold", 0.99},
                                                          {"max_prob_final_threshold", 0.75},
                                                          {"max_prob_scale", 2}}));
    QVERIFY_EXCEPTION_THROWN(parameter(rule.leading()->parameters, "repeats"), std::out_of_range);
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
    QTest::newRow("share") << "entropy_based"
                           << "entropy_relative" << 0.5 << "whole number";
    QTest::newRow("margin") << "top2_margin"
                            << "margin_threshold" << 1.5 << "between 0 and 1";
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

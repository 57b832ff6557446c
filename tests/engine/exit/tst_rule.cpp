#include "base/error.h"
#include "exit/rule.h"

#include <QtTest>

#include <cmath>
#include <functional>

using namespace exitscope;

namespace {

constexpr ModelShape shape{6, 1000};

/// Layers with a cosine (condition `cosine` holds above 0.5) and a largest probability (condition
/// `sure` holds above 0.5), 1 where it holds, 0 where not, NaN where unknown.
std::vector<LayerStatistics> layersOf(const std::vector<float>& cosines,
                                      const std::vector<float>& probabilities)
{
    std::vector<LayerStatistics> layers(cosines.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        layers[i].cosineToPrevious = cosines[i];
        layers[i].maxProbability = probabilities[i];
    }
    return layers;
}

Condition cosine()
{
    return makeCondition("cosine_similarity", {{"similarity_threshold", 0.5}});
}

Condition sure()
{
    return makeCondition("max_probability",
                         {{"max_prob_initial_threshold", 0.5}, {"max_prob_final_threshold", 0.5}});
}

Rule both(Combine combine, int patience = 1, int minimumLayer = 0)
{
    return {{cosine(), sure()}, combine, patience, minimumLayer};
}

int exitOf(const Rule& rule, const std::vector<LayerStatistics>& layers)
{
    return exitLayer(rule, layers, static_cast<int>(layers.size()), shape);
}

std::optional<int> knownExitOf(const Rule& rule, const std::vector<LayerStatistics>& layers)
{
    return knownExitLayer(rule, layers, static_cast<int>(layers.size()), shape);
}

/// The sentence with which `action` is refused as wrong use; empty where it is not.
QString refusal(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code() == ErrorCode::WrongUse ? QString(error.what()) : QString();
    }
    return {};
}

} // namespace

class TestRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNeedsOneAndAllNeedsEach();
    void patienceCountsLayersInARow();
    void theMinimumLayerHoldsTokensBack();
    void unknownScoresLeaveOpenOnlyWhatTheyDecide();
    void thresholdsByLayer();
    void theDecisiveConditionIsTheOneItHangsOn();
    void whatARuleSaysOfItself();
    void wrongRules_data();
    void wrongRules();
};

void TestRule::anyNeedsOneAndAllNeedsEach()
{
    const auto layers = layersOf({0, 0, 1, 0, 1, 1}, {0, 0, 0, 1, 1, 0});
    QCOMPARE(exitOf(both(Combine::Any), layers), 2);
    QCOMPARE(exitOf(both(Combine::All), layers), 4);
    // A condition below its first layer does not hold, whatever its score.
    const auto early = layersOf({1, 0, 0, 0, 0, 0}, {1, 0, 0, 0, 0, 0});
    QCOMPARE(exitOf(both(Combine::Any), early), 0);
    QCOMPARE(exitOf(both(Combine::All), early), 5);
    QCOMPARE(exitOf({}, layers), 5);
}

void TestRule::patienceCountsLayersInARow()
{
    const auto layers = layersOf({0, 1, 0, 1, 1, 1}, {0, 0, 0, 0, 0, 0});
    QCOMPARE(exitOf(both(Combine::Any, 1), layers), 1);
    QCOMPARE(exitOf(both(Combine::Any, 2), layers), 4);
    QCOMPARE(exitOf(both(Combine::Any, 3), layers), 5);
    QCOMPARE(exitOf(both(Combine::Any, 4), layers), 5); // never: the last layer
    // The conditions take turns: together they hold at three layers in a row.
    QCOMPARE(exitOf(both(Combine::Any, 3), layersOf({0, 1, 0, 1, 0, 0}, {0, 0, 1, 0, 0, 0})), 3);
    QCOMPARE(exitOf(both(Combine::All, 2), layersOf({0, 1, 1, 1, 1, 0}, {0, 1, 0, 1, 1, 0})), 4);
}

void TestRule::theMinimumLayerHoldsTokensBack()
{
    const auto layers = layersOf({0, 1, 1, 0, 0, 1}, {0, 0, 0, 0, 0, 0});
    QCOMPARE(exitOf(both(Combine::Any, 1, 1), layers), 1);
    QCOMPARE(exitOf(both(Combine::Any, 1, 2), layers), 2);
    QCOMPARE(exitOf(both(Combine::Any, 1, 3), layers), 5);
    // Patience may begin below it.
    QCOMPARE(exitOf(both(Combine::Any, 2, 2), layers), 2);
    QCOMPARE(
        knownExitOf(both(Combine::Any, 1, 3), layersOf({0, NAN, NAN, 1, 0, 0}, {0, 0, 0, 0, 0, 0})),
        std::optional(3));
}

void TestRule::unknownScoresLeaveOpenOnlyWhatTheyDecide()
{
    const Rule any = both(Combine::Any);
    const Rule all = both(Combine::All);
    const auto verdict = [](const Rule& rule, float c, float p) {
        return rule.verdict(layersOf({0, c}, {0, p}), shape);
    };
    const std::optional<bool> unknown;
    QCOMPARE(verdict(any, NAN, 0), unknown);
    QCOMPARE(verdict(any, NAN, 1), std::optional(true));
    QCOMPARE(verdict(all, NAN, 0), std::optional(false));
    QCOMPARE(verdict(all, NAN, 1), unknown);
    QCOMPARE(verdict(any, NAN, NAN), unknown);
    QVERIFY(!any.fires(layersOf({0, NAN}, {0, 0}), shape));

    QCOMPARE(knownExitOf(any, layersOf({0, 1, NAN}, {0, 0, 0})), std::optional(1));
    QCOMPARE(knownExitOf(any, layersOf({0, NAN, 1}, {0, 0, 0})), std::optional<int>());
    // The last layer is the exit whatever its score.
    QCOMPARE(knownExitOf(any, layersOf({0, 0, NAN}, {0, 0, NAN})), std::optional(2));
    QCOMPARE(knownExitOf({}, layersOf({0, NAN, 1}, {0, 0, 0})), std::optional(2));
    // Patience 2: a layer that does not hold settles the next one too.
    const Rule patient = both(Combine::Any, 2);
    QCOMPARE(knownExitOf(patient, layersOf({0, 0, NAN, 0, 1, 1}, {0, 0, 0, 0, 0, 0})),
             std::optional(5));
    QCOMPARE(knownExitOf(patient, layersOf({0, 1, NAN, 0, 0, 0}, {0, 0, 0, 0, 0, 0})),
             std::optional<int>());
    // Fewer layers were recorded than the depth.
    QCOMPARE(knownExitLayer(any, layersOf({0, 0}, {0, 0}), 6, shape), std::optional<int>());
    QCOMPARE(knownExitLayer(any, layersOf({0, 1}, {0, 0}), 6, shape), std::optional(1));
}

void TestRule::thresholdsByLayer()
{
    Condition condition = makeCondition("max_probability", {}, {0.75, 0.5, 0.25});
    for (const auto& [layer, expected] : {std::pair(0, 0.75), {1, 0.5}, {2, 0.25}, {5, 0.25}})
        QCOMPARE(condition.threshold(layer, shape), expected);
    const Rule rule{{condition}};
    QCOMPARE(exitOf(rule, layersOf({0, 0, 0, 0}, {0.7F, 0.4F, 0.2F, 0.3F})), 3);
    QCOMPARE(exitOf(rule, layersOf({0, 0, 0, 0}, {0.7F, 0.6F, 0, 0})), 1);
    condition.thresholds = {0.125}; // one value is a constant
    QCOMPARE(condition.threshold(0, shape), 0.125);
    QCOMPARE(condition.threshold(5, shape), 0.125);
    QVERIFY(!(condition == makeCondition("max_probability")));
}

void TestRule::theDecisiveConditionIsTheOneItHangsOn()
{
    const auto nameAndDistance = [](Combine combine, float c, float p) {
        const Rule rule = both(combine);
        const auto layers = layersOf({0, c}, {0, p});
        const Condition* decisive = rule.decisive(layers, shape);
        return std::pair(decisive ? decisive->name() : std::string("-"),
                         rule.signedDistance(layers, shape));
    };
    const auto pair = [](const char* name, double distance) {
        return std::pair(std::string(name), distance);
    };
    QCOMPARE(nameAndDistance(Combine::Any, 0.75F, 1), pair("max_probability", 0.5));
    QCOMPARE(nameAndDistance(Combine::All, 0.75F, 1), pair("cosine_similarity", 0.25));
    QCOMPARE(nameAndDistance(Combine::Any, 0.25F, 0), pair("cosine_similarity", -0.25));
    QCOMPARE(nameAndDistance(Combine::All, 0.25F, 0), pair("max_probability", -0.5));
    // An unknown score counts where it could turn the outcome.
    QCOMPARE(nameAndDistance(Combine::Any, NAN, 1), pair("max_probability", 0.5));
    QCOMPARE(nameAndDistance(Combine::Any, NAN, 0).first, std::string("-"));
    QCOMPARE(nameAndDistance(Combine::All, NAN, 0), pair("max_probability", -0.5));
    QVERIFY(std::isnan(nameAndDistance(Combine::All, NAN, 1).second));
    // At the first layer the cosine holds for no token: any-of hangs on the other, all-of on none.
    const auto first = layersOf({1}, {1});
    QCOMPARE(both(Combine::Any).decisive(first, shape)->name(), std::string("max_probability"));
    QVERIFY(!both(Combine::All).decisive(first, shape));
    QVERIFY(!Rule{}.decisive(first, shape));
}

void TestRule::whatARuleSaysOfItself()
{
    QCOMPARE(Rule{}.name(), std::string("none"));
    Rule rule = both(Combine::All);
    QCOMPARE(rule.name(), std::string("cosine_similarity,max_probability"));
    QCOMPARE(rule.needs(), Needs::Cosine | Needs::Head);
    QCOMPARE(rule.entropyTemperature(), 1.0);
    rule.conditions.push_back(makeCondition("entropy_based"));
    QCOMPARE(rule.entropyTemperature(), 3.0);
    QVERIFY(includes(rule.needs(), Needs::Entropy) && !includes(rule.needs(), Needs::Divergence));
    QCOMPARE(rule.find(findCriterion("max_probability")), &rule.conditions[1]);
    QVERIFY(!rule.find(findCriterion("token_repeat")));
    QCOMPARE(QString(fieldName(Combine::All)), QString("all"));
    validate(rule, 6);
}

void TestRule::wrongRules_data()
{
    QTest::addColumn<std::function<void()>>("action");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const std::function<void()>& action, const char* says) {
        QTest::newRow(name) << action << QString(says);
    };
    const auto checked = [](Rule rule) { return [rule] { validate(rule, 6); }; };
    row("twice", checked({{sure(), cosine(), sure()}}),
        "max_probability is named twice in one rule; name it once.");
    row("no patience", checked(both(Combine::Any, 0)),
        "patience is 0, but must be from 1 to 6, the model's number of layers.");
    row("too patient", checked(both(Combine::Any, 7)), "patience is 7");
    row("too deep", checked(both(Combine::Any, 1, 6)),
        "minimum_layer is 6, but must be from 0 to 5, the model's last layer.");
    row("negative", checked(both(Combine::Any, 1, -1)), "minimum_layer is -1");
    row("too many thresholds",
        checked({{makeCondition("token_repeat", {}, std::vector<double>(7, 1))}}),
        "thresholds of token_repeat names 7 layers, and the model has 6.");
    row(
        "nan",
        [] {
            makeCondition("token_repeat", {}, {1, NAN});
        },
        "thresholds of token_repeat holds a value that is no number.");
    row(
        "infinite", [] { makeCondition("token_repeat", {}, {INFINITY}); }, "no number");
    row(
        "no criterion", [] { makeCondition("none"); }, "There is no criterion \"none\"");
    row(
        "share out of range",
        [] {
            makeCondition("entropy_based",
                          {{"entropy_relative", 1}, {"entropy_initial_threshold", 11}});
        },
        "entropy_initial_threshold is 11, but must be between 0 and 1.");
}

void TestRule::wrongRules()
{
    QFETCH(std::function<void()>, action);
    QFETCH(QString, says);
    const QString sentence = refusal(action);
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestRule)
#include "tst_rule.moc"

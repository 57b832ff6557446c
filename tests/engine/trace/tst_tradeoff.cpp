#include "base/error.h"
#include "replaylottery.h"
#include "trace/tradeoff.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace exitscope;
using namespace exitscope::test;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// max p over three layers of three tokens; only the last layer's top-1 is 9.
Run smallRun()
{
    Run run;
    run.model.layers = 3;
    run.model.vocabulary = 100;
    const float sure[3][2] = {{0.25F, 0.75F}, {0.5F, 0.25F}, {0.125F, 0.5F}};
    const int top1[3][2] = {{1, 9}, {9, 9}, {2, 3}};
    for (std::size_t i = 0; i < 3; ++i) {
        TokenTrace token;
        for (std::size_t layer = 0; layer < 2; ++layer)
            token.layers.push_back({.top1 = top1[i][layer], .maxProbability = sure[i][layer]});
        token.layers.push_back({.top1 = 9, .maxProbability = 1});
        token.exitLayer = 2;
        token.top.resize(std::size_t{3} * topEntriesPerLayer);
        run.tokens.push_back(std::move(token));
    }
    return run;
}

const Criterion* maxP()
{
    return findCriterion("max_probability");
}

/// The totals of a replay in which the rule has that threshold.
ReplayTotals replayedAt(const Run& run, const Rule& rule, const Criterion* varied, Sweep sweep,
                        double threshold, int limit)
{
    const Rule changed = withThreshold(rule, varied, sweep, threshold, run.model.shape());
    return replay(run, changed, limit).totals;
}

/// A case for which curve and replays must give the same.
struct Case
{
    Run run;
    Rule rule;
    const Criterion* varied;
    Sweep sweep;
    int limit;

    TradeOff curve() const { return tradeOffOf(run, rule, varied, sweep, limit); }
    bool agreesAt(const TradeOff& curve, double threshold) const
    {
        return curve.at(threshold).totals == replayedAt(run, rule, varied, sweep, threshold, limit);
    }
    bool isWhole() const
    {
        return sweep == Sweep::Constant && varied->parameters.front().decimals == 0;
    }
};

Case randomCase(ReplayLottery& lottery, int round)
{
    const int layers = lottery.integer(1, 8);
    const auto criteria = allCriteria();
    const auto* varied = criteria[static_cast<std::size_t>(round) % criteria.size()];
    return {lottery.run(6, layers, lottery.integer(0, 2) == 0 ? 6 : 0),
            lottery.rule(layers, varied), varied,
            lottery.integer(0, 1) == 0 ? Sweep::Constant : Sweep::Shift,
            lottery.integer(0, 2) == 0 ? lottery.integer(1, layers) : -1};
}

/// A curve of many points: agreement and layers saved wander.
TradeOff longCurve(unsigned seed, int count)
{
    ReplayLottery lottery(seed);
    TradeOff curve;
    ReplayTotals totals{.layers = 10, .replayed = 1000, .compared = 1000, .decoded = 1000};
    for (int i = 0; i < count; ++i) {
        totals.pastExit += lottery.integer(0, 1);
        totals.agreeing = 500 + lottery.integer(0, 400);
        curve.points.push_back({-double(i), -double(i) + 0.5, totals});
    }
    curve.points.front().edge = infinity;
    return curve;
}

} // namespace

class TestTradeOff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curveByHand();
    void pointsAreReplaysAtTheirThresholds();
    void everyThresholdFallsToItsPoint();
    void edgesFallAsTheComparisonSays();
    void thresholdsOfWholeNumbersAreWhole();
    void shiftMovesTheOwnSchedule();
    void rangeEndsAreKept();
    void setsTheParameterWhereThatIsAll();
    void thinnedKeepsTheShape();
    void refusesARuleWithoutTheCriterion();
    void emptyRunsHaveOnePoint();
};

void TestTradeOff::curveByHand()
{
    const TradeOff curve = tradeOffOf(smallRun(), makeRule("max_probability"), maxP());
    std::vector<double> edges;
    std::vector<int> agreeing;
    std::vector<long long> past;
    for (const TradeOffPoint& point : curve.points) {
        edges.push_back(point.edge);
        agreeing.push_back(point.totals.agreeing);
        past.push_back(point.totals.pastExit);
    }
    // 0.75 lets the first token out at layer 1, 0.5 the second at 0 and the third at 1, 0.25 the
    // first at 0, 0.125 the third at 0.
    QCOMPARE(edges, (std::vector<double>{infinity, 0.75, 0.5, 0.25, 0.125}));
    QCOMPARE(agreeing, (std::vector<int>{3, 3, 2, 1, 1}));
    QCOMPARE(past, (std::vector<long long>{0, 0, 3, 3, 4}));
    QCOMPARE(curve.points[2].totals.layersSaved(), 3 / 6.0);
    QCOMPARE(curve.points[0].threshold, 1.0);
    QCOMPARE(curve.points[1].threshold, 0.625);
    QCOMPARE(curve.points[4].threshold, 0.0);
}

void TestTradeOff::pointsAreReplaysAtTheirThresholds()
{
    ReplayLottery lottery(5);
    std::size_t points = 0;
    for (int round = 0; round < 2100; ++round) {
        const Case one = randomCase(lottery, round);
        const TradeOff curve = one.curve();
        QVERIFY(!curve.points.empty());
        points += curve.points.size();
        for (std::size_t i = 0; i < curve.points.size(); ++i) {
            const TradeOffPoint& point = curve.points[i];
            QVERIFY2(one.agreesAt(curve, point.threshold), one.varied->name.data());
            QVERIFY(&curve.at(point.threshold) == &point);
            if (i > 0)
                QVERIFY(curve.sign * point.threshold < curve.sign * curve.points[i - 1].threshold);
        }
    }
    QVERIFY2(points > 5000, qPrintable(QString::number(points)));
}

void TestTradeOff::everyThresholdFallsToItsPoint()
{
    ReplayLottery lottery(6);
    for (int round = 0; round < 1400; ++round) {
        const Case one = randomCase(lottery, round);
        const TradeOff curve = one.curve();
        for (int draw = 0; draw < 20; ++draw) {
            double threshold = lottery.real(-8, 8);
            if (one.sweep == Sweep::Constant) {
                const auto infos =
                    one.varied->parametersUnder(one.rule.find(one.varied)->parameters);
                threshold =
                    lottery.real(infos.front().minimum, std::min(8.0, infos.front().maximum));
            }
            if (one.isWhole())
                threshold = std::round(threshold);
            QVERIFY2(one.agreesAt(curve, threshold), one.varied->name.data());
        }
    }
}

/// Constant thresholds that equal a score, and their neighbours.
void TestTradeOff::edgesFallAsTheComparisonSays()
{
    ReplayLottery lottery(7);
    int edges = 0;
    for (int round = 0; round < 1400; ++round) {
        Case one = randomCase(lottery, round);
        one.sweep = Sweep::Constant;
        Condition& condition = one.rule.conditions[static_cast<std::size_t>(
            one.rule.find(one.varied) - one.rule.conditions.data())];
        if (condition.parameters.contains("entropy_relative"))
            condition.parameters["entropy_relative"] = 0;
        if (one.isWhole())
            continue;
        const TradeOff curve = one.curve();
        for (std::size_t i = 1; i < curve.points.size(); ++i) {
            const double edge = curve.points[i].edge;
            QVERIFY(one.agreesAt(curve, edge));
            QVERIFY(one.agreesAt(curve, std::nextafter(edge, infinity)));
            QVERIFY(one.agreesAt(curve, std::nextafter(edge, -infinity)));
            ++edges;
        }
    }
    QVERIFY2(edges > 1500, qPrintable(QString::number(edges)));
}

void TestTradeOff::thresholdsOfWholeNumbersAreWhole()
{
    ReplayLottery lottery(8);
    const Criterion* repeat = findCriterion("token_repeat");
    const Run run = lottery.run(200, 8, 0);
    const TradeOff curve = tradeOffOf(run, makeRule("token_repeat"), repeat);
    for (std::size_t i = 0; i < curve.points.size(); ++i)
        QCOMPARE(curve.points[i].threshold, static_cast<double>(curve.points.size() - i));
    QVERIFY(curve.points.size() >= 4);
    QCOMPARE(curve.points.front().totals.layersSaved(), 0.0);
    QVERIFY(curve.points.back().totals.layersSaved() > 0.3);
}

void TestTradeOff::shiftMovesTheOwnSchedule()
{
    const Run run = smallRun();
    const Rule rule = makeRule("max_probability", {{"max_prob_initial_threshold", 0.5},
                                                   {"max_prob_final_threshold", 0.25},
                                                   {"max_prob_scale", 1}});
    const Rule shifted = withThreshold(rule, maxP(), Sweep::Shift, 0.125, run.model.shape());
    for (int layer = 0; layer < 3; ++layer)
        QCOMPARE(shifted.conditions[0].threshold(layer, run.model.shape()),
                 rule.conditions[0].threshold(layer, run.model.shape()) + 0.125);
    const TradeOff curve = tradeOffOf(run, rule, maxP(), Sweep::Shift);
    QCOMPARE(curve.at(0).totals, replay(run, rule).totals);
    QCOMPARE(curve.points.front().totals.layersSaved(), 0.0);
    QCOMPARE(curve.points.back().totals.layersSaved(), 4 / 6.0);
}

void TestTradeOff::rangeEndsAreKept()
{
    ReplayLottery lottery(9);
    for (int round = 0; round < 700; ++round) {
        Case one = randomCase(lottery, round);
        one.sweep = Sweep::Constant;
        const auto info =
            one.varied->parametersUnder(one.rule.find(one.varied)->parameters).front();
        const TradeOff curve = one.curve();
        // The first point alone may lie outside: where no parameter keeps the condition from
        // holding, the curve still starts at full depth.
        for (std::size_t i = 1; i < curve.points.size(); ++i)
            QVERIFY(curve.points[i].threshold >= info.minimum &&
                    curve.points[i].threshold <= info.maximum);
        QVERIFY(one.agreesAt(curve, curve.sign > 0 ? info.minimum : info.maximum));
    }
}

void TestTradeOff::setsTheParameterWhereThatIsAll()
{
    const ModelShape shape{4, 100};
    const auto changed = [&](const char* name, double value) {
        const Rule rule =
            withThreshold(makeRule(name), findCriterion(name), Sweep::Constant, value, shape);
        return rule.conditions[0];
    };
    QCOMPARE(changed("cosine_similarity", 0.5).parameters.at("similarity_threshold"), 0.5);
    QVERIFY(changed("cosine_similarity", 0.5).thresholds.empty());
    QCOMPARE(changed("cosine_similarity", 1.5).thresholds, std::vector<double>{1.5});
    QCOMPARE(changed("token_repeat", 2).parameters.at("repeats"), 2.0);
    QCOMPARE(changed("token_repeat", 2.5).thresholds, std::vector<double>{2.5});
    QCOMPARE(changed("max_probability", 0.5).thresholds, std::vector<double>{0.5});
    validate(withThreshold(makeRule("entropy_based"), findCriterion("entropy_based"), Sweep::Shift,
                           -0.5, shape),
             shape.layers);
}

void TestTradeOff::thinnedKeepsTheShape()
{
    const TradeOff curve = longCurve(1, 20000);
    const std::vector<TradeOffPoint> thin = curve.thinned(400);
    QVERIFY(thin.size() <= 400 && thin.size() > 300);
    QCOMPARE(thin.front().threshold, curve.points.front().threshold);
    QCOMPARE(thin.back().threshold, curve.points.back().threshold);
    QVERIFY(std::ranges::is_sorted(thin, std::greater(), &TradeOffPoint::threshold));
    std::set<double> thresholds;
    for (const TradeOffPoint& point : curve.points)
        thresholds.insert(point.threshold);
    for (const TradeOffPoint& point : thin)
        QVERIFY(thresholds.contains(point.threshold));
    const double width = curve.points.back().totals.layersSaved() / 100;
    for (const TradeOffPoint& point : curve.points) {
        const auto isAsGood = [&](const TradeOffPoint& kept) {
            return kept.totals.agreeing >= point.totals.agreeing &&
                   kept.totals.layersSaved() >= point.totals.layersSaved() - width;
        };
        QVERIFY(std::ranges::any_of(thin, isAsGood));
    }
    QCOMPARE(curve.thinned(20000).size(), std::size_t{20000});
    QVERIFY(curve.thinned(4).size() <= 4);
}

void TestTradeOff::refusesARuleWithoutTheCriterion()
{
    QVERIFY_THROWS_EXCEPTION(Error, tradeOffOf(smallRun(), makeRule("token_repeat"), maxP()));
    QVERIFY_THROWS_EXCEPTION(Error, tradeOffOf(smallRun(), {}, nullptr));
    QVERIFY_THROWS_EXCEPTION(Error, withThreshold({}, maxP(), Sweep::Shift, 0, {}));
}

void TestTradeOff::emptyRunsHaveOnePoint()
{
    for (const Criterion* criterion : allCriteria()) {
        for (const Sweep sweep : {Sweep::Constant, Sweep::Shift}) {
            const TradeOff curve = tradeOffOf({}, makeRule(criterion->name), criterion, sweep);
            QCOMPARE(curve.points.size(), std::size_t{1});
            QVERIFY(std::isfinite(curve.points[0].threshold));
            QVERIFY(!curve.points[0].totals.agreement());
            QCOMPARE(curve.thinned(4).size(), std::size_t{1});
        }
    }
}

QTEST_GUILESS_MAIN(TestTradeOff)
#include "tst_tradeoff.moc"

#include "replaylottery.h"
#include "support/randomrun.h"
#include "trace/replay.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// A greedy, watched token of a model of four layers: its top-1 and max p by layer.
TokenTrace tokenOf(std::array<int, 4> top1, std::array<float, 4> sure, int exitLayer)
{
    TokenTrace token;
    for (std::size_t layer = 0; layer < 4; ++layer)
        token.layers.push_back({.top1 = top1[layer], .maxProbability = sure[layer]});
    token.exitLayer = exitLayer;
    token.id = top1[static_cast<std::size_t>(exitLayer)];
    token.top.resize(std::size_t{4} * topEntriesPerLayer);
    return token;
}

/// Four tokens of a run at full depth.
Run smallRun()
{
    Run run;
    run.model.layers = 4;
    run.model.vocabulary = 100;
    run.settings = {{0, {}}};
    run.settings[0].settings.sampling.sample = false;
    run.settings[0].settings.watch = true;
    run.tokens = {tokenOf({1, 2, 2, 2}, {0.1F, 0.8F, 0.9F, 1}, 3),
                  tokenOf({5, 5, 5, 5}, {0.6F, 0.6F, 0.7F, 1}, 3),
                  tokenOf({7, 8, 8, 9}, {0.2F, 0.55F, 0.8F, 1}, 3),
                  tokenOf({3, 3, 4, 4}, {0.1F, 0.2F, 0.3F, 1}, 3)};
    return run;
}

/// Leaves where max p is above `threshold`.
Rule surerThan(double threshold)
{
    return {.conditions = {makeCondition("max_probability", {}, {threshold})}};
}

std::vector<int> exitsOf(const Replay& replay)
{
    std::vector<int> exits;
    for (const ReplayedToken& token : replay.tokens)
        exits.push_back(token.exitLayer);
    return exits;
}

/// The figures of a replay, worked out from exits that were asked of the rule.
void compareWithSlow(const Run& run, const Rule& rule, int depthLimit)
{
    const int layers = run.model.layers;
    const int depth = depthLimit > 0 ? depthLimit : layers;
    const Replay fast = replay(run, rule, depthLimit);
    QCOMPARE(fast.tokens.size(), run.tokens.size());
    int known = 0;
    int agreeing = 0;
    int compared = 0;
    int decoded = 0;
    double past = 0;
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        const TokenTrace& token = run.tokens[i];
        const auto exit = slowExit(rule, token, depth, run.model.shape());
        QCOMPARE(fast.tokens[i].exitLayer, exit.value_or(-1));
        QCOMPARE(fast.tokens[i].reason == NotReplayed::No, exit.has_value());
        if (!exit)
            continue;
        ++known;
        const int own = top1At(token, *exit);
        const int whole = top1At(token, layers - 1);
        if (*exit == layers - 1 || (own >= 0 && whole >= 0)) {
            ++compared;
            agreeing += own == whole;
            QCOMPARE(fast.tokens[i].differsFromFullDepth, std::optional(own != whole));
        }
        if (i > 0) {
            ++decoded;
            past += layers - 1 - *exit;
        }
    }
    QCOMPARE(fast.totals.replayed, known);
    QCOMPARE(fast.totals.compared, compared);
    QCOMPARE(fast.totals.agreeing, agreeing);
    QCOMPARE(fast.totals.layersSaved(), decoded > 0 ? past / decoded / layers : 0.0);
    QCOMPARE(fast.notWatched + fast.temperatureNotRecorded + fast.scoreNotRecorded + known,
             static_cast<int>(run.tokens.size()));
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresByHand();
    void exitsAreThoseThatTheRuleDecidesOn();
    void exitsOfRunsWithEveryFieldAtRandom();
    void theOwnRuleGivesTheRunBack();
    void isTrueThroughTheFirstThatDiffers();
    void otherPoliciesAreTrueThroughTheFirstOtherExit();
    void drawnTokensCompareTop1Only();
    void processedTokensCompareTop1Only();
    void saysWhyATokenIsUnknown();
    void depthLimitCapsEveryToken();
    void nothingToReplay();
};

void TestReplay::figuresByHand()
{
    const Replay result = replay(smallRun(), surerThan(0.5));
    QCOMPARE(exitsOf(result), (std::vector<int>{1, 0, 1, 3}));
    QCOMPARE(result.totals.agreement(), std::optional(0.75));
    QCOMPARE(result.totals.meanExitLayer(), 1.25);
    // The first token's layers ran with the prompt.
    QCOMPARE(result.totals.layersSaved(), (3 + 2 + 0) / 12.0);
    QCOMPARE(result.firstDifference, std::optional(2));
    QCOMPARE(result.trueTokens, 3);
    QVERIFY(!result.comparesTop1Only);
    QCOMPARE(result.tokens[2].differs, std::optional(true));
    QCOMPARE(result.tokens[2].differsFromFullDepth, std::optional(true));
    QCOMPARE(result.tokens[1].differs, std::optional(false));
    const Replay whole = replay(smallRun(), {});
    QCOMPARE(exitsOf(whole), (std::vector<int>{3, 3, 3, 3}));
    QCOMPARE(whole.totals.agreement(), std::optional(1.0));
    QCOMPARE(whole.totals.layersSaved(), 0.0);
    QVERIFY(!whole.firstDifference);
    QCOMPARE(whole.trueTokens, 4);
}

void TestReplay::exitsAreThoseThatTheRuleDecidesOn()
{
    ReplayLottery lottery(20260101);
    int early = 0;
    int unknown = 0;
    for (int round = 0; round < 1500; ++round) {
        const int layers = lottery.integer(1, 8);
        const Run run = lottery.run(5, layers, lottery.integer(0, 1) * 6);
        const auto criteria = allCriteria();
        const auto* one = criteria[static_cast<std::size_t>(round) % criteria.size()];
        const Rule rule = lottery.rule(layers, one);
        const int limit = lottery.integer(0, 2) == 0 ? lottery.integer(1, layers) : -1;
        compareWithSlow(run, rule, limit);
        for (const int exit : exitsOf(replay(run, rule))) {
            early += exit >= 0 && exit < layers - 1;
            unknown += exit < 0;
        }
    }
    QVERIFY2(early > 1000 && unknown > 300,
             qPrintable(QString::number(early) + ' ' + QString::number(unknown)));
}

void TestReplay::exitsOfRunsWithEveryFieldAtRandom()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        const Run run = RandomRun(seed).make(7, 6);
        compareWithSlow(run, run.settings.back().settings.rule, -1);
    }
}

void TestReplay::theOwnRuleGivesTheRunBack()
{
    Run run = smallRun();
    const Rule rule = surerThan(0.5);
    const Replay first = replay(run, rule);
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        run.tokens[i].exitLayer = first.tokens[i].exitLayer;
        run.tokens[i].id = top1At(run.tokens[i], first.tokens[i].exitLayer);
    }
    const Replay again = replay(run, rule);
    const RunSummary summary = summarize(run);
    QVERIFY(!again.firstDifference);
    QCOMPARE(again.trueTokens, 4);
    QCOMPARE(again.totals.layersSaved(), summary.layersPastExit);
    QCOMPARE(again.totals.meanExitLayer(), summary.meanExitLayer);
}

void TestReplay::isTrueThroughTheFirstThatDiffers()
{
    Run run = smallRun();
    QCOMPARE(replay(run, surerThan(0.5)).trueTokens, 3);
    QCOMPARE(replay(run, surerThan(0.05)).firstDifference, std::optional(0));
    QCOMPARE(replay(run, surerThan(0.05)).trueTokens, 1);
    // An unknown exit ends what is known to be true, although later tokens are replayed.
    run.tokens[1].layers[0].maxProbability = unknownScore;
    const Replay holed = replay(run, surerThan(0.5));
    QCOMPARE(exitsOf(holed), (std::vector<int>{1, -1, 1, 3}));
    QCOMPARE(holed.trueTokens, 1);
    QCOMPARE(holed.firstDifference, std::optional(2));
    QCOMPARE(holed.totals.layersSaved(), 2 / 8.0);
}

void TestReplay::otherPoliciesAreTrueThroughTheFirstOtherExit()
{
    Run run = smallRun();
    for (const KvPolicy policy : {KvPolicy::Holes, KvPolicy::Copy}) {
        run.settings[0].settings.kvPolicy = policy;
        QCOMPARE(replay(run, surerThan(0.5)).trueTokens, 1);
        QCOMPARE(replay(run, surerThan(0.85)).trueTokens, 1);
        QCOMPARE(replay(run, surerThan(1)).trueTokens, 4);
    }
}

void TestReplay::drawnTokensCompareTop1Only()
{
    Run run = smallRun();
    run.settings[0].settings.sampling.sample = true;
    run.tokens[1].id = 42; // drawn against the odds
    const Replay result = replay(run, surerThan(0.5));
    QVERIFY(result.comparesTop1Only);
    QCOMPARE(result.tokens[1].differs, std::optional(false));
    QCOMPARE(result.firstDifference, std::optional(2));
    QCOMPARE(result.totals.agreement(), std::optional(0.75));
    // Other logits may have drawn another token.
    QCOMPARE(result.trueTokens, 1);
    run.settings[0].settings.sampling.sample = false;
    QCOMPARE(replay(run, surerThan(0.5)).tokens[1].differs, std::optional(true));
    // Settings hold from a token on.
    Settings sampled = run.settings[0].settings;
    sampled.sampling.sample = true;
    run.settings.push_back({1, sampled});
    QCOMPARE(replay(run, surerThan(0.5)).tokens[1].differs, std::optional(false));
}

void TestReplay::processedTokensCompareTop1Only()
{
    Run run = smallRun();
    run.settings[0].settings.sampling.repetitionPenalty = 1.1;
    QVERIFY(replay(run, {}).comparesTop1Only);
    run.settings[0].settings.sampling.repetitionPenalty = 1;
    run.settings[0].settings.sampling.noRepeatNgram = 2;
    QVERIFY(replay(run, {}).comparesTop1Only);
    run.settings[0].settings.sampling.noRepeatNgram = 0;
    QVERIFY(!replay(run, {}).comparesTop1Only);
}

void TestReplay::saysWhyATokenIsUnknown()
{
    Run run = smallRun();
    for (TokenTrace& token : run.tokens) {
        for (LayerStatistics& layer : token.layers) {
            layer.entropyAt1 = 1;
            layer.entropyAt3 = 2;
            layer.entropyAtChosen = 3;
            layer.chosenTemperature = 0.5F;
        }
    }
    const auto atTemperature = [](double temperature) {
        return makeRule("entropy_based", {{"entropy_temp", temperature}});
    };
    for (const double temperature : {1.0, 3.0, 0.5})
        QCOMPARE(replay(run, atTemperature(temperature)).totals.replayed, 4);
    const Replay other = replay(run, atTemperature(2));
    QCOMPARE(other.temperatureNotRecorded, 4);
    QCOMPARE(other.tokens[0].reason, NotReplayed::TemperatureNotRecorded);
    QCOMPARE(other.trueTokens, 0);
    QVERIFY(!other.totals.agreement());
    run.tokens[1].layers[2].maxProbability = unknownScore;
    // A token that was not watched is known as far as it was scored.
    run.tokens[3].top.clear();
    for (const std::size_t layer : {std::size_t{2}, std::size_t{3}})
        run.tokens[3].layers[layer] = {};
    const Replay mixed = replay(run, surerThan(0.75));
    QCOMPARE(mixed.tokens[1].reason, NotReplayed::ScoreNotRecorded);
    QCOMPARE(mixed.tokens[3].reason, NotReplayed::NotWatched);
    QCOMPARE(mixed.scoreNotRecorded, 1);
    QCOMPARE(mixed.notWatched, 1);
    QCOMPARE(mixed.temperatureNotRecorded, 0);
    const Replay early = replay(run, surerThan(0.15));
    QCOMPARE(early.tokens[3].exitLayer, 1);
    QVERIFY(!early.tokens[3].differsFromFullDepth);
    QCOMPARE(early.totals.compared, 3);
    run.tokens[3].layers.clear(); // nothing was recorded
    QCOMPARE(replay(run, surerThan(0.15)).notWatched, 1);
}

void TestReplay::depthLimitCapsEveryToken()
{
    const Replay capped = replay(smallRun(), surerThan(0.5), 2);
    QCOMPARE(exitsOf(capped), (std::vector<int>{1, 0, 1, 1}));
    QCOMPARE(capped.totals.agreement(), std::optional(0.5));
    QCOMPARE(exitsOf(replay(smallRun(), {}, 1)), (std::vector<int>{0, 0, 0, 0}));
    QCOMPARE(exitsOf(replay(smallRun(), {}, 99)), (std::vector<int>{3, 3, 3, 3}));
}

void TestReplay::nothingToReplay()
{
    const Replay empty = replay({}, surerThan(0.5));
    QVERIFY(empty.tokens.empty());
    QVERIFY(!empty.totals.agreement());
    QCOMPARE(empty.totals.layersSaved(), 0.0);
    QCOMPARE(empty.totals.meanExitLayer(), 0.0);
    Run run = smallRun();
    run.tokens.resize(1);
    const Replay first = replay(run, surerThan(0.5));
    QCOMPARE(first.totals.replayed, 1);
    QCOMPARE(first.totals.layersSaved(), 0.0);
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"

#include "trace/runcomparison.h"
#include "trace/rundifferences.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace exitscope;

namespace {

constexpr int layers = 4;

/// A token that left at `exit`; its last layer would have said `last`.
TokenTrace tokenOf(int id, const std::string& bytes, int exit = 3, int last = -1)
{
    TokenTrace token;
    token.id = id;
    token.bytes = bytes;
    token.exitLayer = exit;
    token.layers.resize(layers);
    for (LayerStatistics& layer : token.layers) {
        layer.top1 = id;
        layer.emittedProbability = 0.5F;
    }
    token.layers.back().top1 = last < 0 ? id : last;
    token.top.resize(layers * topEntriesPerLayer);
    token.times.layersMs = 1.0 + exit;
    return token;
}

void offer(TokenTrace& token, int layer, int id, float probability)
{
    token.top[static_cast<std::size_t>(layer) * topEntriesPerLayer + 1] = {id, probability};
}

Run runOf(std::vector<TokenTrace> tokens, const std::string& hash = "h")
{
    Run run;
    run.model = {"fable", "/models/fable", hash, "bf16", layers, 100, 8, 64};
    run.promptIds = {1};
    run.settings = {{0, {}}};
    run.settings[0].settings.sampling.sample = false;
    run.tokens = std::move(tokens);
    return run;
}

std::string textOf(const Run& run, int first, int count)
{
    std::string text;
    for (int i = first; i < first + count; ++i)
        text += run.tokens[static_cast<std::size_t>(i)].bytes;
    return text;
}

} // namespace

class TestRunComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameRun();
    void divergenceByIds();
    void marginsAreTheRecordedOnes();
    void causes();
    void oneEndsBefore();
    void otherTokenizersCompareByText();
    void randomCutsOfOneTextAreTheSame();
    void pairsAndMeans();
    void whatDiffers();
};

void TestRunComparison::theSameRun()
{
    const Run run = runOf({tokenOf(1, "a"), tokenOf(2, "b", 1)});
    const RunComparison same = compareRuns(run, run);
    QVERIFY(same.byIds && same.samePrompt && same.sameDepth);
    QVERIFY(!same.divergence);
    QCOMPARE(same.commonTokensA, 2);
    QCOMPARE(same.pairs.size(), std::size_t(2));
    QCOMPARE(same.meanExitDifference(2), std::optional(0.0));
    QVERIFY(differencesOf(run, run).empty());
    const RunComparison nothing = compareRuns({}, {});
    QVERIFY(!nothing.divergence && nothing.segments.empty());
    QVERIFY(!nothing.meanMsDifference(0));
}

void TestRunComparison::divergenceByIds()
{
    const Run a = runOf({tokenOf(1, "a"), tokenOf(2, "b"), tokenOf(3, "c"), tokenOf(4, "d")});
    const Run b = runOf({tokenOf(1, "a"), tokenOf(9, "b"), tokenOf(3, "c"), tokenOf(4, "d")});
    const RunComparison found = compareRuns(a, b);
    QVERIFY2(found.byIds, "the same checkpoint: ids say more than the text, which is the same");
    QVERIFY(found.divergence);
    QCOMPARE(found.divergence->tokenA, 1);
    QCOMPARE(found.divergence->tokenB, 1);
    QCOMPARE(found.segments, (std::vector<Segment>{{SegmentKind::Same, 0, 1, 0, 1},
                                                   {SegmentKind::Changed, 1, 1, 1, 1},
                                                   {SegmentKind::Same, 2, 2, 2, 2}}));
    QCOMPARE(found.pairs.size(), std::size_t(3));
    QCOMPARE(found.pairsInCommon(), 1);
}

void TestRunComparison::marginsAreTheRecordedOnes()
{
    TokenTrace left = tokenOf(5, "dog", 2);
    left.layers[2].emittedProbability = 0.41F;
    offer(left, 2, 6, 0.39F);
    TokenTrace right = tokenOf(6, "cat", 3);
    right.layers[3].emittedProbability = 0.6F;
    Run a = runOf({left});
    Run b = runOf({right});
    Divergence at = *compareRuns(a, b).divergence;
    QCOMPARE(at.a.layer, 2);
    QCOMPARE(float(at.a.own), 0.41F);
    QCOMPARE(float(at.a.other), 0.39F);
    QVERIFY(std::abs(at.a.logitGap - std::log(0.41 / 0.39)) < 1e-6);
    QCOMPARE(float(at.b.own), 0.6F);
    QVERIFY2(std::isnan(at.b.other), "B did not record what it gave A's token");
    QVERIFY(at.isClose());
    // Logits that were compared say it best.
    b.closeCalls = {{0, 6, 5, 1.25, 1.0}};
    a.ties = {{0, 2, 0.5, 0.5}};
    at = *compareRuns(a, b).divergence;
    QVERIFY(at.b.closeCall && !at.a.closeCall);
    QCOMPARE(at.b.logitGap, 0.25);
    QVERIFY(at.a.tie && !at.b.tie);
    // Of a draft that the whole model confirmed, the whole model decided.
    a.tokens[0].role = TokenRole::Accepted;
    QCOMPARE(compareRuns(a, b).divergence->a.layer, layers - 1);
}

void TestRunComparison::causes()
{
    const auto cause = [](const TokenTrace& left, const TokenTrace& right, bool sample = false) {
        Run a = runOf({left});
        Run b = runOf({right});
        a.settings[0].settings.sampling.sample = sample;
        return compareRuns(a, b).divergence->cause;
    };
    QCOMPARE(cause(tokenOf(5, "x", 1, 6), tokenOf(6, "y")), DivergenceCause::ExitA);
    QCOMPARE(cause(tokenOf(6, "y"), tokenOf(5, "x", 1, 6)), DivergenceCause::ExitB);
    QCOMPARE(cause(tokenOf(5, "x", 1, 7), tokenOf(6, "y")), DivergenceCause::Unknown);
    TokenTrace drawn = tokenOf(5, "x");
    drawn.layers[3].top1 = 6;
    QCOMPARE(cause(drawn, tokenOf(6, "y"), true), DivergenceCause::Sampling);
    TokenTrace near = tokenOf(5, "x");
    offer(near, 3, 6, 0.49F);
    QCOMPARE(cause(near, tokenOf(6, "y")), DivergenceCause::Rounding);
    for (TokenTrace* token : {&drawn, &near})
        token->role = TokenRole::Chosen;
    QCOMPARE(cause(drawn, tokenOf(6, "y"), true), DivergenceCause::ChosenA);
    QCOMPARE(cause(tokenOf(6, "y"), near), DivergenceCause::ChosenB);
}

void TestRunComparison::oneEndsBefore()
{
    const Run longer = runOf({tokenOf(1, "a"), tokenOf(2, "b")});
    const Run shorter = runOf({tokenOf(1, "a")});
    const Divergence at = *compareRuns(shorter, longer).divergence;
    QCOMPARE(at.tokenA, -1);
    QCOMPARE(at.tokenB, 1);
    QCOMPARE(at.a.layer, -1);
    QVERIFY(!at.isClose());
    QCOMPARE(at.cause, DivergenceCause::Unknown);
}

void TestRunComparison::otherTokenizersCompareByText()
{
    const Run a = runOf({tokenOf(1, "The"), tokenOf(2, " mil"), tokenOf(3, "ler"),
                         tokenOf(4, " was"), tokenOf(5, " old")},
                        "one");
    Run b =
        runOf({tokenOf(1, "The"), tokenOf(7, " miller"), tokenOf(8, " was"), tokenOf(9, " young")},
              "two");
    b.model.vocabulary = 200;
    b.model.layers = 6;
    const RunComparison found = compareRuns(a, b);
    QVERIFY(!found.byIds);
    QVERIFY(!found.sameDepth);
    QCOMPARE(found.commonTokensA, 4);
    QCOMPARE(found.commonTokensB, 3);
    QCOMPARE(found.divergence->tokenA, 4);
    QCOMPARE(found.divergence->tokenB, 3);
    QVERIFY(std::isnan(found.divergence->a.other));
    QCOMPARE(found.segments, (std::vector<Segment>{{SegmentKind::Same, 0, 4, 0, 3},
                                                   {SegmentKind::Changed, 4, 1, 3, 1}}));
    QCOMPARE(found.pairs.size(), std::size_t(2)); // "The" and " was"
    QVERIFY(!found.meanExitDifference(1));
    QVERIFY(found.meanMsDifference(1));
}

void TestRunComparison::randomCutsOfOneTextAreTheSame()
{
    std::mt19937 random(3);
    const std::string text = "Once upon a time there was an old miller who had three sons.";
    const auto cut = [&](const std::string& hash) {
        std::vector<TokenTrace> tokens;
        for (std::size_t at = 0; at < text.size();) {
            const auto length = std::uniform_int_distribution<std::size_t>(1, 7)(random);
            tokens.push_back(tokenOf(int(at), text.substr(at, length)));
            at += length;
        }
        Run run = runOf(std::move(tokens), hash);
        run.model.vocabulary = hash == "one" ? 100 : 200;
        return run;
    };
    for (int round = 0; round < 200; ++round) {
        const Run a = cut("one");
        const Run b = cut("two");
        const RunComparison found = compareRuns(a, b);
        QVERIFY(!found.byIds && !found.divergence);
        int nextA = 0;
        int nextB = 0;
        for (const Segment& segment : found.segments) {
            QCOMPARE(segment.firstA, nextA);
            QCOMPARE(segment.firstB, nextB);
            nextA += segment.countA;
            nextB += segment.countB;
            if (segment.kind == SegmentKind::Same)
                QCOMPARE(textOf(a, segment.firstA, segment.countA),
                         textOf(b, segment.firstB, segment.countB));
        }
        QCOMPARE(nextA, int(a.tokens.size()));
        QCOMPARE(nextB, int(b.tokens.size()));
    }
}

void TestRunComparison::pairsAndMeans()
{
    const Run a = runOf({tokenOf(1, "a", 3), tokenOf(2, "b", 3), tokenOf(3, "c", 2)});
    const Run b = runOf({tokenOf(1, "a", 3), tokenOf(2, "b", 1), tokenOf(3, "c", 3)});
    const RunComparison found = compareRuns(a, b);
    QCOMPARE(found.meanExitDifference(3), std::optional(-1 / 3.0));
    QCOMPARE(found.meanExitDifference(2), std::optional(-1.0));
    QCOMPARE(found.meanMsDifference(2), std::optional(-1.0));
    QCOMPARE(found.a.summary.meanExitLayer, summarize(a).meanExitLayer);
    QCOMPARE(found.b.cost.wallMs(), costOf(b).wallMs());
}

void TestRunComparison::whatDiffers()
{
    Run a = runOf({});
    Run b = a;
    b.model.dtype = "int8";
    b.settings[0].settings.rule = makeRule("max_probability");
    b.settings[0].settings.kvPolicy = KvPolicy::Copy;
    b.settings[0].settings.watch = true;
    std::vector<RunDifference> found = differencesOf(a, b);
    QCOMPARE(found.size(), std::size_t(4));
    QCOMPARE(found[0], (RunDifference{"weights", "bf16", "int8"}));
    QCOMPARE(found[1].name, std::string_view("exit rule"));
    QCOMPARE(found[1].a, std::string("full depth"));
    QVERIFY(found[1].b.starts_with("Maximum probability ("));
    QCOMPARE(found[2], (RunDifference{"K/V policy", "exact", "copy"}));
    QCOMPARE(found[3], (RunDifference{"layers past the exit", "not run", "watched"}));
    // A seed says something only where a token is drawn, and so on.
    b = a;
    b.settings[0].settings.sampling.seed = 7;
    b.settings[0].settings.kvPolicy = KvPolicy::Holes;
    b.settings[0].settings.numSpeculations = 9;
    QVERIFY(differencesOf(a, b).empty());
    a.settings[0].settings.sampling.sample = true;
    found = differencesOf(a, b);
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[1], (RunDifference{"seed", "42", "7"}));
}

QTEST_APPLESS_MAIN(TestRunComparison)
#include "tst_runcomparison.moc"

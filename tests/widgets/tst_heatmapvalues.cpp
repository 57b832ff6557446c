#include "syntheticrun.h"
#include "widgets/colormap.h"
#include "widgets/heatmapvalues.h"
#include "widgets/settingstext.h"
#include "widgets/tokentexts.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;
using Kind = HeatmapQuantity::Kind;

class HeatmapValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantitiesByHand();
    void scoreOfAnotherCriterion();
    void showsTheNewestRuleEverywhere();
    void rangeIsTheNewestRules();
    void distanceToTheThresholdThatHeld();
    void withoutRule();
    void growsAsARebuildWould();
    void rangesAreRound();
    void averages();
    void colours();
    void describesChanges();
    void textsAcrossTokens();

private:
    /// Three layers: unsure, another prediction, sure.
    static Run threeLayers();
};

Run HeatmapValuesTest::threeLayers()
{
    Run run;
    run.model.layers = 3;
    run.model.vocabulary = 100;
    Settings settings;
    settings.rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.9}});
    run.settings = {{0, settings}};
    TokenTrace token;
    token.exitLayer = 2;
    token.layers.resize(3);
    token.layers[0].top1 = 5;
    token.layers[0].entropyAt1 = 4;
    token.layers[0].maxProbability = 0.1F;
    token.layers[1].top1 = 7;
    token.layers[1].cosineToPrevious = 0.5F;
    token.layers[1].emittedProbability = 0.25F;
    token.layers[1].emittedRank = 12;
    token.layers[1].maxProbability = 0.4F;
    token.layers[2].top1 = 7;
    token.layers[2].cosineToPrevious = 0.95F;
    token.layers[2].maxProbability = 0.75F;
    token.cells.assign(3, CellState::Computed);
    token.caughtUpAt.assign(3, -1);
    run.tokens = {token};
    return run;
}

void HeatmapValuesTest::quantitiesByHand()
{
    const Run run = threeLayers();
    const auto value = [&run](Kind kind, int layer) {
        return HeatmapQuantity(kind).value(run, 0, layer);
    };
    QVERIFY(std::isnan(value(Kind::RuleScore, 0)));
    QCOMPARE(value(Kind::RuleScore, 1), 0.5F);
    QCOMPARE(value(Kind::RuleScore, 2), 0.95F);
    QVERIFY(std::isnan(value(Kind::Distance, 0)));
    QVERIFY(std::abs(value(Kind::Distance, 1) + 0.4F) < 1e-6F);
    QVERIFY(std::abs(value(Kind::Distance, 2) - 0.05F) < 1e-6F);
    QCOMPARE(value(Kind::Entropy, 0), 4.0F);
    QVERIFY(std::isnan(value(Kind::Entropy, 1)));
    QCOMPARE(value(Kind::EmittedProbability, 1), 0.25F);
    QVERIFY(std::isnan(value(Kind::EmittedProbability, 0)));
    QCOMPARE(value(Kind::EmittedRank, 1), 12.0F);
    QVERIFY(std::isnan(value(Kind::EmittedRank, 0)));
    QVERIFY(std::isnan(value(Kind::PredictionChanged, 0)));
    QCOMPARE(value(Kind::PredictionChanged, 1), 1.0F);
    QCOMPARE(value(Kind::PredictionChanged, 2), 0.0F);
    QVERIFY(std::isnan(value(Kind::RuleScore, 3)));
}

void HeatmapValuesTest::scoreOfAnotherCriterion()
{
    const Run run = threeLayers();
    const HeatmapQuantity repeats(*findCriterion("token_repeat"));
    QCOMPARE(repeats.value(run, 0, 1), 0.0F);
    QCOMPARE(repeats.value(run, 0, 2), 1.0F);
    QCOMPARE(HeatmapQuantity(*findCriterion("max_probability")).value(run, 0, 2), 0.75F);
    QCOMPARE(HeatmapQuantity::all().size(), 6 + allCriteria().size());
    for (const HeatmapQuantity& quantity : HeatmapQuantity::all())
        QVERIFY(!quantity.label().isEmpty());
}

void HeatmapValuesTest::showsTheNewestRuleEverywhere()
{
    Run run = threeLayers();
    run.tokens.push_back(run.tokens.front());
    Settings later = run.settings.front().settings;
    later.rule = makeRule("max_probability");
    run.settings.push_back({1, later});
    QCOMPARE(HeatmapQuantity(Kind::RuleScore).value(run, 0, 2), 0.75F);
    QCOMPARE(HeatmapQuantity(Kind::RuleScore).value(run, 1, 2), 0.75F);
    // No rule gives no score: the last one that did stays.
    later.rule = {};
    run.settings.push_back({1, later});
    QCOMPARE(HeatmapQuantity(Kind::RuleScore).value(run, 1, 2), 0.75F);
    // A change that no token has seen yet shows nothing new.
    later.rule = makeRule("cosine_similarity");
    run.settings.push_back({2, later});
    QCOMPARE(HeatmapQuantity(Kind::RuleScore).value(run, 0, 2), 0.75F);
}

void HeatmapValuesTest::rangeIsTheNewestRules()
{
    const SyntheticShape shape{.tokens = 40,
                               .criterion = "entropy_based",
                               .settingsChangeAt = 20,
                               .later = "cosine_similarity"};
    Run run = syntheticStart(shape);
    HeatmapValues values;
    values.rebuild(run, Kind::RuleScore);
    for (Step& step : syntheticSteps(shape, run.settings)) {
        run.append(std::move(step));
        values.append(run);
        const bool entropy = run.tokens.size() <= 20;
        QVERIFY(entropy ? values.range().upper > 4 : values.range().upper <= 1.0 + 1e-9);
        QCOMPARE(values.title(),
                 entropy ? QStringLiteral("Entropy") : QStringLiteral("Cosine similarity"));
        QCOMPARE(values.unit(), entropy ? QStringLiteral("nats") : QString());
    }
    for (int layer = 1; layer < 12; ++layer)
        QCOMPARE(values.at(3, layer), run.tokens[3].layers[std::size_t(layer)].cosineToPrevious);
    // What was not taken then is not known now.
    for (LayerStatistics& layer : run.tokens[3].layers)
        layer.cosineToPrevious = unknownScore;
    values.rebuild(run, Kind::RuleScore);
    QVERIFY(std::isnan(values.at(3, 5)));
}

void HeatmapValuesTest::distanceToTheThresholdThatHeld()
{
    Run run = threeLayers();
    run.tokens.push_back(run.tokens.front());
    Settings later = run.settings.front().settings;
    later.rule.conditions.front().parameters["similarity_threshold"] = 0.5;
    run.settings.push_back({1, later});
    HeatmapValues values;
    values.rebuild(run, Kind::Distance);
    QVERIFY(std::abs(values.at(0, 2) - 0.05F) < 1e-6F);
    QVERIFY(std::abs(values.at(1, 2) - 0.45F) < 1e-6F);
}

void HeatmapValuesTest::withoutRule()
{
    Run run = threeLayers();
    run.settings.front().settings.rule = {};
    HeatmapValues values;
    values.rebuild(run, Kind::RuleScore); // entropy stands in for it
    QCOMPARE(values.at(0, 0), 4.0F);
    QCOMPARE(values.title(), HeatmapQuantity(Kind::Entropy).label());
    values.rebuild(run, Kind::Distance);
    QVERIFY(values.isBlank());
    QVERIFY(values.range().lower < values.range().upper);
    values.rebuild(run, Kind::Entropy);
    QVERIFY(!values.isBlank());
}

void HeatmapValuesTest::growsAsARebuildWould()
{
    for (const HeatmapQuantity& quantity : HeatmapQuantity::all()) {
        const SyntheticShape shape{
            .layers = 7, .tokens = 40, .watch = false, .settingsChangeAt = 11};
        Run run = syntheticStart(shape);
        HeatmapValues grown;
        grown.rebuild(run, quantity);
        for (Step& step : syntheticSteps(shape, run.settings)) {
            run.append(std::move(step));
            if (run.tokens.size() % 3 != 0)
                grown.append(run);
        }
        grown.append(run);
        HeatmapValues whole;
        whole.rebuild(run, quantity);
        QCOMPARE(grown.tokens(), 40);
        QVERIFY(grown.range() == whole.range());
        int known = 0;
        for (int token = 0; token < 40; ++token) {
            for (int layer = 0; layer < 7; ++layer) {
                const float a = grown.at(token, layer);
                const float b = quantity.value(run, token, layer);
                QVERIFY(a == b || (std::isnan(a) && std::isnan(b)));
                QVERIFY(a == whole.at(token, layer) || std::isnan(a));
                known += !std::isnan(a);
            }
        }
        QVERIFY(known > 40);
    }
}

void HeatmapValuesTest::rangesAreRound()
{
    HeatmapValues values;
    const Run run = threeLayers();
    values.rebuild(run, Kind::RuleScore); // 0.5 and 0.95
    const ColorRange score = values.range();
    QVERIFY(std::abs(score.lower - 0.5) < 1e-9);
    QVERIFY(std::abs(score.upper - 1.0) < 1e-9);
    QVERIFY(std::abs(score.step - 0.1) < 1e-9);
    values.rebuild(run, Kind::Distance); // -0.4 and 0.05
    QCOMPARE(values.range().lower, -values.range().upper);
    QVERIFY(values.range().upper >= 0.4);
    values.rebuild(run, Kind::PredictionChanged);
    QVERIFY(values.range() == (ColorRange{0, 1, 1}));
}

void HeatmapValuesTest::averages()
{
    Run run = threeLayers();
    run.tokens.push_back(run.tokens.front());
    run.tokens.back().layers[1].cosineToPrevious = unknownScore;
    run.tokens.back().layers[2].cosineToPrevious = 0.85F;
    HeatmapValues values;
    values.rebuild(run, Kind::RuleScore);
    QVERIFY(std::isnan(values.mean(0, 1, 0)));
    QCOMPARE(values.mean(0, 1, 1), 0.5F);
    QVERIFY(std::abs(values.mean(0, 1, 2) - 0.9F) < 1e-6F);
}

void HeatmapValuesTest::colours()
{
    const ColorMap viridis(ColorMapKind::Viridis);
    QCOMPARE(viridis.at(0), QColor("#440154"));
    QCOMPARE(viridis.at(1), QColor("#fde725"));
    QCOMPARE(viridis.at(7), viridis.at(1));
    for (const bool dark : {false, true}) {
        const ColorMap signedMap(ColorMapKind::Diverging, dark);
        QVERIFY(signedMap.at(0).blue() > signedMap.at(0).red());
        QVERIFY(signedMap.at(1).red() > signedMap.at(1).blue());
        QVERIFY(signedMap.at(0.5).hslSaturation() < 60);
        QCOMPARE(signedMap.at(0.5).lightness() < 128, dark);
    }
}

void HeatmapValuesTest::describesChanges()
{
    Settings before;
    before.rule = makeRule("cosine_similarity");
    Settings after = before;
    QVERIFY(describeChange(before, after).isEmpty());
    after.rule.conditions.front().parameters["similarity_threshold"] = 0.9;
    QVERIFY(describeChange(before, after).contains(QStringLiteral("0.95 → 0.9")));
    after.rule = makeRule("token_repeat");
    QVERIFY(describeChange(before, after).contains(QStringLiteral("Token repeat")));
    after = before;
    after.sampling.temperature = 0.8;
    QVERIFY(describeChange(before, after).contains(QStringLiteral("0.6 → 0.8")));
    // Whatever differs has a name, so that no mark stands without a word.
    const auto named = [&before](auto&& edit) {
        Settings other = before;
        edit(other);
        return other != before && !describeChange(before, other).isEmpty();
    };
    QVERIFY(named([](Settings& s) { s.promptExit = true; }));
    QVERIFY(named([](Settings& s) { s.maxSteps = 9; }));
    QVERIFY(named([](Settings& s) { s.ignoreEos = true; }));
    QVERIFY(named([](Settings& s) { s.stopWords = {"end"}; }));
    QVERIFY(describeRule(before.rule).contains(QStringLiteral("0.95")));
}

void HeatmapValuesTest::textsAcrossTokens()
{
    Run run;
    for (const char* bytes : {" caf\xC3", "\xA9", "\n", "  x ", "", "\xF0\x9F", "\x90\xBA!"}) {
        TokenTrace token;
        token.id = 42;
        token.bytes = bytes;
        run.tokens.push_back(token);
    }
    TokenTexts texts;
    texts.append(run);
    QCOMPARE(texts.at(0), QStringLiteral(" caf"));
    QCOMPARE(texts.at(1), QStringLiteral("é"));
    QCOMPARE(texts.label(run, 0), QStringLiteral("·caf"));
    QCOMPARE(texts.label(run, 2), QStringLiteral("⏎"));
    QCOMPARE(texts.label(run, 3), QStringLiteral("··x·"));
    QCOMPARE(texts.label(run, 4), QStringLiteral("#42"));
    QCOMPARE(texts.label(run, 5), QStringLiteral("…"));
    QCOMPARE(texts.label(run, 6), QStringLiteral("🐺!"));
    QVERIFY(plainToolTip(QStringLiteral("</s>")).contains(QStringLiteral("&lt;/s&gt;")));
}

QTEST_GUILESS_MAIN(HeatmapValuesTest)
#include "tst_heatmapvalues.moc"

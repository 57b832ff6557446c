#include "base/error.h"
#include "trace/run.h"

#include <QtTest>

using namespace exitscope;

namespace {

constexpr int layerCount = 4;

Step stepTo(int exitLayer, int layersRun)
{
    TokenTrace token;
    token.exitLayer = exitLayer;
    token.layersRun = layersRun;
    token.layers.resize(layerCount);
    for (int layer = 0; layer < layerCount; ++layer)
        token.cells.push_back(layer <= exitLayer ? CellState::Computed : CellState::Never);
    token.caughtUpAt.assign(layerCount, -1);
    Step step;
    step.tokens = {token};
    return step;
}

Run threeTokens()
{
    Run run;
    run.model.layers = layerCount;
    run.append(stepTo(3, 0));
    run.append(stepTo(1, 2));
    run.append(stepTo(0, 1));
    return run;
}

Settings sampled(double temperature, int topK, double topP)
{
    Settings settings;
    settings.sampling.temperature = temperature;
    settings.sampling.topK = topK;
    settings.sampling.topP = topP;
    return settings;
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catchUpReachesEarlierColumnsOnly();
    void aRoundAddsItsTokensAtOnce();
    void whatRanLateReplacesACopy();
    void settingsHoldFromTheirTokenOn();
    void topIsEmptyWhereNothingWasWatched();
    void summaryLeavesThePromptPassOut();
    void summaryOfNothing();
    void summaryMeasuresWhileRunning();
    void validSettingsPass();
    void onlySomeStrategiesAskTheRule();
    void validateRefuses_data();
    void validateRefuses();
};

void TestRun::catchUpReachesEarlierColumnsOnly()
{
    Run run = threeTokens();
    Step step = stepTo(3, 4);
    // Columns 1 and 2 waited at different doors; columns before the first are the prompt's.
    step.events = {{3, 1, 2, 2}, {3, 2, 1, 2}, {3, 3, -2, 9}};
    step.ties = {{3, 2, 0.5, 0.5}};
    run.append(step);
    using enum CellState;
    QCOMPARE(run.tokens[0].cells, (std::vector{Computed, Computed, Computed, Computed}));
    QCOMPARE(run.tokens[1].cells, (std::vector{Computed, Computed, CaughtUp, CaughtUp}));
    QCOMPARE(run.tokens[2].cells, (std::vector{Computed, CaughtUp, CaughtUp, CaughtUp}));
    QCOMPARE(run.tokens[3].cells, (std::vector{Computed, Computed, Computed, Computed}));
    QCOMPARE(run.tokens[1].caughtUpAt, (std::vector{-1, -1, 3, 3}));
    QCOMPARE(run.tokens[0].caughtUpAt, (std::vector{-1, -1, -1, -1}));
    QCOMPARE(run.events, step.events);
    QCOMPARE(run.ties, step.ties);
    Step outside = stepTo(0, 1);
    outside.events = {{4, 99, 0, 4}}; // a layer that no column has
    run.append(outside);
    QCOMPARE(run.tokens[4].cells, (std::vector{Computed, Never, Never, Never}));
}

void TestRun::aRoundAddsItsTokensAtOnce()
{
    Run run = threeTokens();
    Step round = stepTo(1, 2);
    round.tokens.push_back(stepTo(3, 2).tokens.front());
    round.tokens.front().role = TokenRole::Accepted;
    round.tokens.back().role = TokenRole::Corrected;
    round.events = {{3, 2, 2, 3}}; // verification reaches an older column and one of its own
    round.closeCalls = {{4, 7, 8, 1.5, 1.5}};
    round.round = SpeculationRound{3, {{5, "a", 1}, {6, "b", 1}, {7, "c", 0}}, 1};
    run.append(round);
    QCOMPARE(run.tokens.size(), std::size_t{5});
    QCOMPARE(run.tokens[2].cells[2], CellState::CaughtUp);
    QCOMPARE(run.tokens[3].cells[2], CellState::CaughtUp);
    QCOMPARE(run.tokens[4].cells[2], CellState::Computed);
    QCOMPARE(run.closeCalls, round.closeCalls);
    QCOMPARE(run.rounds, std::vector{*round.round});
    QCOMPARE(summarize(run).drafted, 3);
    QCOMPARE(summarize(run).accepted, 1);
    QCOMPARE(summarize(run).acceptanceRate(), std::optional(1.0 / 3));
    QCOMPARE(summarize(threeTokens()).acceptanceRate(), std::optional<double>());
    run.append(Step{}); // the end of the text adds nothing
    QCOMPARE(run.tokens.size(), std::size_t{5});
}

void TestRun::whatRanLateReplacesACopy()
{
    Run run = threeTokens();
    run.tokens[2].cells[1] = CellState::Copied;
    Step step = stepTo(3, 4);
    step.events = {{3, 1, 1, 2}};
    run.append(step);
    QCOMPARE(run.tokens[2].cells[1], CellState::CaughtUp);
    QCOMPARE(run.tokens[2].caughtUpAt[1], 3);
}

void TestRun::settingsHoldFromTheirTokenOn()
{
    Run run;
    QCOMPARE(run.settingsAt(0), Settings{});
    run.settings = {{0, sampled(1, 1, 1)}, {5, sampled(2, 1, 1)}, {5, sampled(3, 1, 1)}};
    QCOMPARE(run.settingsAt(4).sampling.temperature, 1.0);
    QCOMPARE(run.settingsAt(5).sampling.temperature, 3.0);
    QCOMPARE(run.settingsAt(500).sampling.temperature, 3.0);
    QCOMPARE(run.settingsAt(-1), Settings{});
}

void TestRun::topIsEmptyWhereNothingWasWatched()
{
    TokenTrace token;
    QVERIFY(token.topAt(0).empty());
    token.top.resize(2 * topEntriesPerLayer);
    token.top[topEntriesPerLayer].id = 7;
    QCOMPARE(token.topAt(1).size(), std::size_t{topEntriesPerLayer});
    QCOMPARE(token.topAt(1)[0].id, 7);
    QVERIFY(token.topAt(2).empty());
    QVERIFY(token.topAt(-1).empty());
}

void TestRun::summaryLeavesThePromptPassOut()
{
    Run run = threeTokens();
    run.tokens[2].catchUpRows = 2;
    run.tokens[2].debtRows = 5;
    run.decodeSeconds = 0.5;
    run.tokens[0].exitLayer = 0; // all layers ran there: none count as saved
    const RunSummary summary = summarize(run);
    QCOMPARE(summary.tokens, 3);
    QCOMPARE(summary.tokensPerSecond, 4.0);
    QCOMPARE(summary.meanExitLayer, 1.0 / 3);
    QCOMPARE(summary.layersPastExit, 5.0 / 8);
    QCOMPARE(summary.layersSaved, 3.0 / 8); // 3 layers ran for the tokens, 2 to catch up
    QCOMPARE(summary.layersRun, 3LL);
    QCOMPARE(summary.catchUpRows, 2LL);
    QCOMPARE(summary.debtRows, 5);
}

void TestRun::summaryOfNothing()
{
    const RunSummary summary = summarize({});
    QCOMPARE(summary.tokens, 0);
    QCOMPARE(summary.tokensPerSecond, 0.0);
    QCOMPARE(summary.layersSaved, 0.0);
    Run one;
    one.append(stepTo(2, 0));
    QCOMPARE(summarize(one).tokensPerSecond, 0.0);
    QCOMPARE(summarize(one).layersSaved, 0.0);
    QCOMPARE(summarize(one).meanExitLayer, 2.0);
}

void TestRun::summaryMeasuresWhileRunning()
{
    Run run = threeTokens();
    run.tokens[0].times.layersMs = 1000; // the prompt pass is no decoding
    run.tokens[1].times = {.layersMs = 5, .scoringMs = 2, .catchUpMs = 2, .samplingMs = 1};
    run.tokens[2].times = {.layersMs = 10};
    QCOMPARE(summarize(run).tokensPerSecond, 100.0);
}

void TestRun::validSettingsPass()
{
    validate(Settings{}, layerCount);
    Settings settings = sampled(0, -1, 0);
    settings.sampling.sample = false; // greedy decoding reads none of them
    settings.exitLayerLimit = layerCount;
    settings.kvPolicy = KvPolicy::Holes;
    settings.promptExit = true;
    settings.maxWaiting = 0;
    validate(settings, layerCount);
    settings = {};
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = 2;
    settings.rule.patience = layerCount + 1; // the rule is not asked
    validate(settings, layerCount);
    settings = {};
    settings.strategy = Strategy::DynamicSelfSpeculative;
    settings.rule = makeRule("token_repeat");
    settings.rule.patience = layerCount;
    settings.rule.minimumLayer = layerCount - 1;
    settings.rule.conditions[0].thresholds.assign(layerCount, 1);
    validate(settings, layerCount);
    QCOMPARE(settings.modelDepth(layerCount), layerCount);
    settings.exitLayerLimit = 1; // caps the drafts, not the model
    QCOMPARE(settings.depth(layerCount), 1);
    QCOMPARE(settings.modelDepth(layerCount), layerCount);
}

void TestRun::onlySomeStrategiesAskTheRule()
{
    Settings settings;
    QVERIFY(!settings.ruleApplies());
    settings.rule = makeRule("token_repeat");
    QVERIFY(settings.ruleApplies() && !settings.speculates());
    settings.strategy = Strategy::DynamicSelfSpeculative;
    QVERIFY(settings.ruleApplies() && settings.speculates());
    settings.strategy = Strategy::SelfSpeculative;
    QVERIFY(!settings.ruleApplies() && settings.speculates());
}

void TestRun::validateRefuses_data()
{
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, auto change, const char* says) {
        Settings settings;
        change(settings);
        QTest::newRow(name) << settings << QString(says);
    };
    QTest::newRow("temperature") << sampled(0, 0, 1) << "temperature is 0";
    QTest::newRow("temperature nan") << sampled(qQNaN(), 0, 1) << "temperature is nan";
    QTest::newRow("top_k") << sampled(1, -3, 1) << "top_k is -3";
    QTest::newRow("top_p") << sampled(1, 0, 1.5) << "top_p is 1.5";
    row(
        "no layers", [](Settings& s) { s.exitLayerLimit = 0; }, "exit_layer is 0");
    row(
        "too deep", [](Settings& s) { s.exitLayerLimit = 5; }, "from 1 to 4");
    row(
        "prompt exit", [](Settings& s) { s.promptExit = true; }, "prompt_exit needs kv holes");
    row(
        "waiting", [](Settings& s) { s.maxWaiting = -1; }, "max_waiting is -1");
    row(
        "steps", [](Settings& s) { s.maxSteps = 0; }, "max_steps is 0");
    row(
        "stop word",
        [](Settings& s) {
            s.stopWords = {"a", ""};
        },
        "stop word is empty");
    row(
        "threshold",
        [](Settings& s) {
            s.rule = makeRule("cosine_similarity");
            s.rule.conditions[0].parameters["similarity_threshold"] = 2;
        },
        "similarity_threshold is 2");
    row(
        "patience",
        [](Settings& s) {
            s.rule = makeRule("token_repeat");
            s.rule.patience = 5;
        },
        "patience is 5, but must be from 1 to 4");
    row(
        "speculations", [](Settings& s) { s.numSpeculations = 0; }, "num_speculations is 0");
    row(
        "penalty", [](Settings& s) { s.sampling.repetitionPenalty = 0; },
        "repetition_penalty is 0");
    row(
        "n-gram", [](Settings& s) { s.sampling.noRepeatNgram = -1; }, "no_repeat_ngram_size is -1");
    row(
        "min_p", [](Settings& s) { s.sampling.minP = 1.5; }, "min_p is 1.5");
    row(
        "drafts without a layer", [](Settings& s) { s.strategy = Strategy::SelfSpeculative; },
        "self_speculative needs exit_layer");
    row(
        "drafts without a rule", [](Settings& s) { s.strategy = Strategy::DynamicSelfSpeculative; },
        "dynamic_self_speculative needs a criterion");
    row(
        "drafts with copied layers",
        [](Settings& s) {
            s.strategy = Strategy::SelfSpeculative;
            s.exitLayerLimit = 1;
            s.kvPolicy = KvPolicy::Copy;
        },
        "self_speculative needs kv exact, and kv is copy");
}

void TestRun::validateRefuses()
{
    QFETCH(Settings, settings);
    QFETCH(QString, says);
    try {
        validate(settings, layerCount);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WrongUse);
        QVERIFY2(QString(error.what()).contains(says), error.what());
    }
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"

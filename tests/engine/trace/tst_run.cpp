#include "base/error.h"
#include "trace/run.h"

#include <QtTest>

using namespace exitscope;

namespace {

constexpr int layerCount = 4;

Step stepTo(int exitLayer, int layersRun)
{
    Step step;
    step.token.exitLayer = exitLayer;
    step.token.layersRun = layersRun;
    step.token.layers.resize(layerCount);
    for (int layer = 0; layer < layerCount; ++layer)
        step.token.cells.push_back(layer <= exitLayer ? CellState::Computed : CellState::Never);
    step.token.caughtUpAt.assign(layerCount, -1);
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
    void settingsHoldFromTheirTokenOn();
    void topIsEmptyWhereNothingWasWatched();
    void summaryLeavesThePromptPassOut();
    void summaryOfNothing();
    void summaryMeasuresWhileRunning();
    void validSettingsPass();
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
    run.append({stepTo(0, 1).token, {{4, 99, 0, 4}}, {}}); // a layer that no column has
    QCOMPARE(run.tokens[4].cells, (std::vector{Computed, Never, Never, Never}));
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
    run.tokens[1].times = {5, 2, 2, 1};
    run.tokens[2].times = {10, 0, 0, 0};
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
            s.rule.parameters["similarity_threshold"] = 2;
        },
        "similarity_threshold is 2");
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

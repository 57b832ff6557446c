#include "generationfixture.h"
#include "trace/cost.h"

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(Settings)

namespace {

/// Milliseconds of all tokens but the first.
double decodedMs(const Run& run)
{
    double sum = 0;
    for (std::size_t i = 1; i < run.tokens.size(); ++i)
        sum += run.tokens[i].times.totalMs();
    return sum;
}

/// Two durations of one run: what its tokens took, and what it took.
bool addsUp(const Run& run)
{
    const double wallMs = run.decodeSeconds * 1000;
    return wallMs > 0 && std::abs(decodedMs(run) - wallMs) <= 0.03 * wallMs;
}

} // namespace

/// Times of tokens and of full depth, on the bundled model.
class TestTimes : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tokensTakeWhatTheRunTook_data();
    void tokensTakeWhatTheRunTook();
    void thePassThatMetTheEndCounts();
    void livingThroughEveryChange();
    void workOfACancelledCallIsNotLost();
    void olderRowsAreTold();
    void fullDepthTouchesNoRun();
    void fullDepthCanBeCancelled();
    void fullDepthFitsTheContext();

private:
    std::unique_ptr<Session> m_fable;
    const std::vector<int> m_ids{1, 450, 300, 12, 77, 931, 5};
};

void TestTimes::init()
{
    if (!m_fable)
        m_fable = openSession(bundledModel(), {});
}

void TestTimes::tokensTakeWhatTheRunTook_data()
{
    QTest::addColumn<Settings>("settings");
    for (const bool watch : {false, true}) {
        const auto add = [watch](const char* name, auto change) {
            Settings settings = greedy(60);
            settings.watch = watch;
            change(settings);
            QTest::addRow("%s%s", name, watch ? ", watched" : "") << settings;
        };
        add("full depth", [](Settings&) {});
        add("first layers", [](Settings& s) { s.exitLayerLimit = 5; });
        add("exact", [](Settings& s) { s.rule = makeRule("max_probability"); });
        add("exact, few wait", [](Settings& s) {
            s.rule = makeRule("max_probability");
            s.maxWaiting = 3;
        });
        add("copy", [](Settings& s) {
            s.rule = makeRule("max_probability");
            s.kvPolicy = KvPolicy::Copy;
        });
        add("holes", [](Settings& s) {
            s.rule = makeRule("cosine_similarity");
            s.kvPolicy = KvPolicy::Holes;
        });
        add("self", [](Settings& s) {
            s.strategy = Strategy::SelfSpeculative;
            s.exitLayerLimit = 4;
        });
        add("dynamic", [](Settings& s) {
            s.strategy = Strategy::DynamicSelfSpeculative;
            s.rule = makeRule("max_probability");
        });
    }
}

void TestTimes::tokensTakeWhatTheRunTook()
{
    QFETCH(Settings, settings);
    const Run run = runToEnd(*m_fable, m_ids, settings);
    QCOMPARE(run.tokens.size(), 60u);
    QVERIFY2(addsUp(run),
             qPrintable(QString("%1 ms of %2").arg(decodedMs(run)).arg(run.decodeSeconds * 1000)));
    const double firstMs = run.tokens.front().times.totalMs();
    QVERIFY(std::abs(firstMs - run.prefillSeconds * 1000) <= 0.03 * firstMs);
    for (const TokenTrace& token : run.tokens) {
        const TokenTimes& times = token.times;
        QVERIFY(times.layersMs >= 0 && times.scoringMs >= 0 && times.catchUpMs >= 0 &&
                times.samplingMs >= 0 && times.otherMs >= 0);
        QVERIFY(times.carriedMs <= times.layersMs);
        QCOMPARE(times.carriedMs > 0, times.carriedPasses > 0);
    }
    QCOMPARE(costOf(run).wallMs(), std::max(decodedMs(run), run.decodeSeconds * 1000));
}

void TestTimes::thePassThatMetTheEndCounts()
{
    // What greedy decoding writes late becomes the eos.
    const std::vector<int> all = tokensOf(run(greedy(30)));
    const auto last = std::ranges::find_if(
        all.rbegin(), all.rend(), [&](int id) { return std::ranges::count(all, id) == 1; });
    QVERIFY(all.rend() - last > 4);
    TinyModel files(sixLayers(), 3);
    files.config["eos_token_id"] = *last;
    files.write();
    const auto session = openSession(files.folder());
    for (const bool speculates : {false, true}) {
        Settings settings = greedy(30);
        settings.ignoreEos = false;
        if (speculates) {
            settings.strategy = Strategy::SelfSpeculative;
            settings.exitLayerLimit = 2;
        }
        const Run run = runToEnd(*session, m_prompt, settings);
        QCOMPARE(run.finishReason, FinishReason::Eos);
        QVERIFY2(
            addsUp(run),
            qPrintable(QString("%1 ms of %2").arg(decodedMs(run)).arg(run.decodeSeconds * 1000)));
        QCOMPARE(costOf(run).passes, static_cast<int>(run.tokens.size()));
    }
}

void TestTimes::livingThroughEveryChange()
{
    auto generation = m_fable->start(m_ids);
    QVERIFY(generation.ok());
    Run run;
    Settings settings = greedy(200);
    for (const KvPolicy policy :
         {KvPolicy::Exact, KvPolicy::Holes, KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Exact}) {
        settings.rule = makeRule("max_probability");
        settings.kvPolicy = policy;
        steps(**generation, settings, 12, run);
    }
    run.decodeSeconds = (*generation)->decodeSeconds();
    QVERIFY(addsUp(run));
    QVERIFY2(std::ranges::any_of(run.tokens, [](const auto& t) { return t.times.catchUpMs > 0; }),
             "leaving holes runs the text again");
}

void TestTimes::workOfACancelledCallIsNotLost()
{
    LlamaGeneration generation(LlamaModel::open(bundledModel()), nullptr, m_ids);
    Settings settings = greedy(100);
    settings.rule = makeRule("max_probability");
    Run run;
    steps(generation, settings, 20, run);
    settings.kvPolicy = KvPolicy::Copy; // first all that waits is caught up
    int asked = 0;
    const auto later = generation.next(settings, [&asked] { return ++asked > 2; });
    QVERIFY(later.ok() && !later->has_value());
    steps(generation, settings, 5, run);
    run.decodeSeconds = generation.decodeSeconds();
    QVERIFY(addsUp(run));
}

void TestTimes::olderRowsAreTold()
{
    Settings settings = greedy(60);
    settings.rule = makeRule("max_probability");
    const Run run = runToEnd(*m_fable, m_ids, settings);
    int passes = 0;
    for (const TokenTrace& token : run.tokens)
        passes += token.times.carriedPasses;
    QVERIFY(passes > 0);
    QVERIFY(passes <= summarize(run).catchUpRows);
    const Run full = runToEnd(*m_fable, m_ids, greedy(20));
    for (const TokenTrace& token : full.tokens)
        QCOMPARE(token.times.carriedPasses, 0);
}

void TestTimes::fullDepthTouchesNoRun()
{
    Settings settings = greedy(40);
    settings.rule = makeRule("max_probability");
    const Run undisturbed = runToEnd(*m_fable, m_ids, settings);
    auto generation = m_fable->start(m_ids);
    QVERIFY(generation.ok());
    Run run;
    for (int i = 0; i < 4; ++i) {
        steps(**generation, settings, 10, run);
        const std::size_t memory = (*generation)->memoryBytes();
        const auto cost = m_fable->measureFullDepth(17 + 100 * i, 2);
        QVERIFY2(cost.ok(), cost ? "" : cost.error().what());
        QVERIFY(cost->has_value());
        QVERIFY((*cost)->layersMs > 0);
        QVERIFY((*cost)->headMs > 0);
        QVERIFY((*cost)->restMs >= (*cost)->headMs);
        QCOMPARE((*generation)->memoryBytes(), memory);
    }
    QCOMPARE(tokensOf(run), tokensOf(undisturbed));
    QCOMPARE(exitsOf(run), exitsOf(undisturbed));
}

void TestTimes::fullDepthCanBeCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    const auto cost = m_fable->measureFullDepth(500, 1'000'000, stop.get_token());
    QVERIFY(cost.ok());
    QVERIFY(!cost->has_value());
}

void TestTimes::fullDepthFitsTheContext()
{
    for (const int context : {0, m_fable->model().contextLength, 10'000'000}) {
        const auto cost = m_fable->measureFullDepth(context, 1);
        QVERIFY2(cost.ok(), cost ? "" : cost.error().what());
        QVERIFY(cost->has_value());
    }
}

QTEST_GUILESS_MAIN(TestTimes)
#include "tst_times.moc"

#include "generationfixture.h"
#include "tokenizer/tokenizer.h"

#include <algorithm>
#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(exitscope::Rule)

namespace {

Settings previewed(Rule rule, int maxSteps)
{
    Settings settings = greedy(maxSteps);
    settings.rule = std::move(rule);
    settings.scoring = Scoring::Preview;
    return settings;
}

} // namespace

/// Exits that are decided by estimates.
class TestPreview : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rulesThatNeedTheHead_data();
    void neverLeavesWhereTheRuleDoesNotHold_data() { rulesThatNeedTheHead_data(); }
    void neverLeavesWhereTheRuleDoesNotHold();
    void neverLeavesByAPoorPreview();
    void decidesAsItSaysWhenWatched_data() { rulesThatNeedTheHead_data(); }
    void decidesAsItSaysWhenWatched();
    void agreesWithTheFullHead_data();
    void agreesWithTheFullHead();
    void aRuleThatNeverFiresIsFullDepth();
    void rulesWithoutTheHeadAreExact();
    void draftsMayBePreviewed();
    void onlyWatchingTellsWhereItWouldLeave();

private:
    static void compareExits(Session& session, const std::vector<int>& prompt, const Rule& rule,
                             int tokens);

    /// What the trace says of a layer is exact, never an estimate.
    static void compareKnown(const TokenTrace& token, std::span<const LayerStatistics> exact)
    {
        for (std::size_t layer = 0; layer < exact.size(); ++layer) {
            const float known = token.layers[layer].maxProbability;
            if (!std::isnan(known))
                QVERIFY(std::abs(known - exact[layer].maxProbability) < 1e-4F);
        }
    }

    std::unique_ptr<Session> m_fable;
    std::vector<int> m_ids;
};

void TestPreview::init()
{
    if (m_fable)
        return;
    m_fable = openSession(bundledModel()); // fp32, so that scores can be compared
    m_ids = m_fable->tokenizer()->encode("Once upon a time there was a king who had three");
}

void TestPreview::rulesThatNeedTheHead_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::newRow("max_probability") << livelyRule();
    QTest::newRow("token_repeat") << makeRule("token_repeat", {{"repeats", 2}});
    QTest::newRow("convergence") << makeRule("convergence", {{"delta_threshold", 0.01}});
    QTest::newRow("entropy_based") << makeRule(
        "entropy_based",
        {{"entropy_initial_threshold", 3}, {"entropy_final_threshold", 2}, {"entropy_temp", 1}});
    QTest::newRow("top2_margin") << makeRule("top2_margin", {{"margin_threshold", 0.3}});
    QTest::newRow("kl_to_previous") << makeRule("kl_to_previous", {{"kl_threshold", 0.05}});
    Rule patient = makeRule("max_probability", {{"max_prob_initial_threshold", 0.5},
                                                {"max_prob_final_threshold", 0.3}});
    patient.patience = 2;
    QTest::newRow("patience") << patient;
    patient.minimumLayer = 5;
    QTest::newRow("patience and minimum layer") << patient;
    Rule joined = livelyRule();
    joined.conditions.push_back(makeCondition("kl_to_previous", {{"kl_threshold", 0.2}}));
    joined.conditions.push_back(makeCondition("cosine_similarity", {}, {0.9}));
    QTest::newRow("any of three") << joined;
    joined.combine = Combine::All;
    QTest::newRow("all of three") << joined;
}

/// A text that was decided by estimates, read again with every score: each token left where the
/// exact rule holds, or at the end.
void TestPreview::compareExits(Session& session, const std::vector<int>& prompt, const Rule& rule,
                               int tokens)
{
    const Run run = runToEnd(session, prompt, previewed(rule, tokens));
    const ModelShape shape{run.model.layers, run.model.vocabulary};
    std::vector<int> ids = prompt;
    for (const TokenTrace& token : run.tokens)
        ids.push_back(token.id);
    const int first = static_cast<int>(prompt.size()) - 1;
    int early = 0;
    const auto read = session.readText(
        ids, rule.entropyTemperature(),
        [&](int position, std::span<const LayerStatistics> layers, std::span<const float>) {
            if (position < first || position - first >= static_cast<int>(run.tokens.size()))
                return;
            const TokenTrace& token = run.tokens[static_cast<std::size_t>(position - first)];
            compareKnown(token, layers);
            if (token.exitLayer == shape.layers - 1)
                return;
            ++early;
            const auto upTo = layers.first(static_cast<std::size_t>(token.exitLayer) + 1);
            // Where rounding decides, the run says so.
            const bool isTie = std::ranges::any_of(
                run.ties, [&](const auto& tie) { return tie.token == position - first; });
            QVERIFY2(isTie || rule.fires(upTo, shape),
                     qPrintable(QString("token %1").arg(position - first)));
        });
    QVERIFY(read.ok() && *read);
    QVERIFY2(early > 0, "the rule never fired: nothing was tested");
}

void TestPreview::neverLeavesWhereTheRuleDoesNotHold()
{
    QFETCH(Rule, rule);
    compareExits(*m_fable, m_ids, rule, 80);
}

/// The same where half of the head's directions are left out of the preview, of random weights that
/// need them all: then estimates are often wrong, and exits are refused.
void TestPreview::neverLeavesByAPoorPreview()
{
    TinyModel::Shape shape;
    shape.layers = 6;
    shape.width = 64;
    shape.headDim = 16;
    shape.vocabulary = 20'000;
    TinyModel files(shape, 11);
    files.write();
    const auto session = openSession(files.folder());
    for (const double threshold : {0.2, 0.4, 0.6})
        compareExits(*session, m_prompt,
                     makeRule("max_probability", {{"max_prob_initial_threshold", threshold},
                                                  {"max_prob_final_threshold", threshold}}),
                     80);
}

/// Watching with preview scoring says where each token would have left; deciding does so.
void TestPreview::decidesAsItSaysWhenWatched()
{
    QFETCH(Rule, rule);
    const Run decided = runToEnd(*m_fable, m_ids, previewed(rule, 60));
    Settings watching = previewed(rule, 60);
    watching.watch = true;
    const Run watched = runToEnd(*m_fable, m_ids, watching);
    std::size_t compared = 0;
    for (; compared < 60; ++compared) {
        const TokenTrace& token = watched.tokens[compared];
        QVERIFY(token.previewExitLayer >= token.exitLayer);
        QCOMPARE(decided.tokens[compared].exitLayer, token.previewExitLayer);
        if (token.previewExitLayer != token.exitLayer)
            break; // from here on the texts may differ
    }
    QVERIFY(compared > 0);
    const RunSummary summary = summarize(watched);
    QCOMPARE(summary.previewCompared, 60);
    QCOMPARE(summary.previewDiffers > 0, compared < 60);
}

void TestPreview::agreesWithTheFullHead_data()
{
    QTest::addColumn<QString>("criterion");
    for (const Criterion* criterion : allCriteria()) {
        if (includes(criterion->needs, Needs::Head))
            QTest::newRow(std::string(criterion->name).c_str())
                << QString::fromStdString(std::string(criterion->name));
    }
}

/// Decisions as with the full head for at least 99.5 % of tokens, with the model's own thresholds.
void TestPreview::agreesWithTheFullHead()
{
    QFETCH(QString, criterion);
    const std::string name = criterion.toStdString();
    const auto& known = m_fable->criterionDefaults();
    const auto found = known.find(name);
    Settings settings =
        previewed(makeRule(name, found == known.end() ? ParameterValues() : found->second), 400);
    settings.watch = true;
    const RunSummary summary = summarize(runToEnd(*m_fable, m_ids, settings));
    QCOMPARE(summary.previewCompared, 400);
    QVERIFY2(summary.previewDiffers <= 2, qPrintable(QString::number(summary.previewDiffers)));
}

void TestPreview::aRuleThatNeverFiresIsFullDepth()
{
    const Run full = run(greedy(40));
    const Run decided = run(previewed(never(), 40));
    QCOMPARE(tokensOf(decided), tokensOf(full));
    for (const TokenTrace& token : decided.tokens)
        QCOMPARE(token.exitLayer, 5);
}

/// There is nothing to estimate where no head is needed.
void TestPreview::rulesWithoutTheHeadAreExact()
{
    Settings settings =
        previewed(makeRule("cosine_similarity", {{"similarity_threshold", 0.98}}), 60);
    settings.watch = true;
    const Run watched = runToEnd(*m_fable, m_ids, settings);
    for (const TokenTrace& token : watched.tokens)
        QCOMPARE(token.previewExitLayer, -1);
    QCOMPARE(summarize(watched).previewCompared, 0);
}

/// Which draft leaves where changes; the text cannot.
void TestPreview::draftsMayBePreviewed()
{
    Settings settings = previewed(livelyRule(), 60);
    settings.strategy = Strategy::DynamicSelfSpeculative;
    const Run drafted = runToEnd(*m_fable, m_ids, settings);
    QCOMPARE(tokensOf(drafted), tokensOf(runToEnd(*m_fable, m_ids, greedy(60))));
    QVERIFY(summarize(drafted).accepted > 0);
}

void TestPreview::onlyWatchingTellsWhereItWouldLeave()
{
    const Run decided = runToEnd(*m_fable, m_ids, previewed(livelyRule(), 20));
    for (const TokenTrace& token : decided.tokens)
        QCOMPARE(token.previewExitLayer, -1);
    Settings exact = greedy(20);
    exact.rule = livelyRule();
    exact.watch = true;
    for (const TokenTrace& token : runToEnd(*m_fable, m_ids, exact).tokens)
        QCOMPARE(token.previewExitLayer, -1);
}

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"

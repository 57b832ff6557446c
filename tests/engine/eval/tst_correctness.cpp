#include "eval/correctnessdocument.h"
#include "support/decoding.h"
#include "support/testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>

using namespace exitscope;

namespace {

const char* const opening = "Once upon a time there was a king who had three";

Settings greedy(int steps)
{
    Settings settings;
    settings.sampling.sample = false;
    settings.maxSteps = steps;
    return settings;
}

Settings selfSpeculative(int steps)
{
    Settings settings = greedy(steps);
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = 4;
    return settings;
}

/// Lets every token out long before the model is sure.
Settings reckless(int steps)
{
    Settings settings = greedy(steps);
    settings.rule = makeRule("max_probability", {{"max_prob_initial_threshold", 0.05},
                                                 {"max_prob_final_threshold", 0.05}});
    return settings;
}

const QJsonObject parsed(const std::string& text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

int best(const std::vector<float>& logits)
{
    return static_cast<int>(std::ranges::max_element(logits) - logits.begin());
}

} // namespace

/// With the bundled model.
class TestCorrectness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fullLogitsGiveTheNextToken();
    void fullLogitsRefuseWhatCannotRun();
    void fullDepthLeavesNothingOut();
    void speculationIsEqual();
    void anEarlyExitDiffers();
    void idsInThePlaceOfText();
    void longPromptsAreSkipped();
    void aStopEndsTheCheck();
    void theDocument();
    void theText();

private:
    CorrectnessReport check(const std::vector<Sample>& samples, const Settings& settings)
    {
        return checkCorrectness(*m_session, {"prompts", "p.txt", samples}, settings);
    }

    std::unique_ptr<Session> m_session;
};

void TestCorrectness::initTestCase()
{
    m_session = test::openSession(test::bundledModel());
}

void TestCorrectness::fullLogitsGiveTheNextToken()
{
    std::vector<int> ids{1, 2062, 678, 261};
    const Run run = test::runToEnd(*m_session, ids, greedy(8));
    QCOMPARE(run.tokens.size(), std::size_t{8});
    for (const TokenTrace& token : run.tokens) {
        const auto logits = m_session->fullLogits(ids);
        QVERIFY(logits.ok());
        QCOMPARE(logits->size(), static_cast<std::size_t>(m_session->model().vocabulary));
        QCOMPARE(best(*logits), token.id);
        ids.push_back(token.id);
    }
}

void TestCorrectness::fullLogitsRefuseWhatCannotRun()
{
    QCOMPARE(m_session->fullLogits({}).error().code(), ErrorCode::PromptEmpty);
    QCOMPARE(m_session->fullLogits({1, 4096}).error().code(), ErrorCode::WrongUse);
    QCOMPARE(m_session->fullLogits({-1}).error().code(), ErrorCode::WrongUse);
    QCOMPARE(m_session->fullLogits(std::vector<int>(1025, 1)).error().code(),
             ErrorCode::PromptTooLong);
    QVERIFY(m_session->fullLogits(std::vector<int>(1024, 1)).ok());
}

void TestCorrectness::fullDepthLeavesNothingOut()
{
    Settings settings = reckless(9);
    settings.strategy = Strategy::DynamicSelfSpeculative;
    settings.exitLayerLimit = 3;
    settings.watch = true;
    settings.sampling.seed = 7;
    settings.stopWords = {"x"};
    const Settings full = fullDepthSettings(settings);
    QVERIFY(!full.ruleApplies() && !full.speculates() && !full.watch);
    QCOMPARE(full.depth(12), 12);
    QCOMPARE(full.sampling, settings.sampling);
    QCOMPARE(full.stopWords, settings.stopWords);
    QCOMPARE(full.maxSteps, 9);
}

void TestCorrectness::speculationIsEqual()
{
    Settings sampled = selfSpeculative(30);
    sampled.sampling.sample = true;
    for (const Settings& settings : {selfSpeculative(30), sampled}) {
        const CorrectnessReport report = check({{opening, {}}, {"The old woman", {}}}, settings);
        const CorrectnessSummary summary = report.summary();
        QCOMPARE(summary.equal, 2);
        QCOMPARE(summary.ties + summary.real + summary.skipped, 0);
        QCOMPARE(summary.tokens, 60);
        QVERIFY(summary.drafted > 0 && summary.accepted <= summary.drafted);
        QCOMPARE(report.samples[0].full.tokens, report.samples[0].other.tokens);
        QCOMPARE(report.samples[0].full.drafted, 0);
    }
}

void TestCorrectness::anEarlyExitDiffers()
{
    const CorrectnessReport report = check({{opening, {}}}, reckless(12));
    QCOMPARE(report.summary().real, 1);
    const ComparedSample& sample = report.samples[0];
    const Difference& difference = *sample.difference;
    QCOMPARE(difference.kind, DifferenceKind::RealDifference);
    QCOMPARE(report.summary().tokens, difference.token);
    const auto at = static_cast<std::size_t>(difference.token);
    QCOMPARE(difference.full.id, sample.full.tokens[at]);
    QCOMPARE(difference.other.id, sample.other.tokens[at]);
    QVERIFY(std::equal(sample.full.tokens.begin(), sample.full.tokens.begin() + difference.token,
                       sample.other.tokens.begin()));
    // Greedy decoding writes the largest.
    QCOMPARE(difference.full.id, difference.top[0].id);
    QVERIFY(difference.other.logit < difference.full.logit);
    QCOMPARE(difference.margin, difference.top[0].logit - difference.top[1].logit);
}

void TestCorrectness::idsInThePlaceOfText()
{
    const CorrectnessReport report = check({{"", {1, 5, 9}}}, selfSpeculative(5));
    QCOMPARE(report.summary().equal, 1);
    QCOMPARE(report.samples[0].promptTokens, 3);
    QVERIFY_EXCEPTION_THROWN(check({{"", {1, 4096}}}, greedy(2)), Error);
}

void TestCorrectness::longPromptsAreSkipped()
{
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "king ";
    const CorrectnessReport report = check({{text, {}}, {opening, {}}}, selfSpeculative(3));
    QCOMPARE(report.summary().skipped, 1);
    QCOMPARE(report.summary().equal, 1);
    QVERIFY(QString::fromStdString(report.samples[0].skipped).contains("1024"));
    QCOMPARE(report.samples[1].index, 1);
}

void TestCorrectness::aStopEndsTheCheck()
{
    std::stop_source stop;
    const Sample sample{opening, {}};
    const SampleSet set{"prompts", "p.txt", {sample, sample, sample}};
    int seen = 0;
    const auto onSample = [&](const ComparedSample&, std::size_t count) {
        QCOMPARE(count, std::size_t{3});
        ++seen;
        stop.request_stop();
    };
    const CorrectnessReport report =
        checkCorrectness(*m_session, set, selfSpeculative(5), stop.get_token(), onSample);
    QCOMPARE(seen, 1);
    QVERIFY(report.cancelled);
    QCOMPARE(report.samples.size(), std::size_t{1});
}

void TestCorrectness::theDocument()
{
    CorrectnessReport report = check({{opening, {}}}, reckless(6));
    report.samples.push_back({});
    report.samples.back().skipped = "too long \xFF";
    const QJsonObject document = parsed(correctnessDocument(report, m_session->tokenizer().get()));
    QCOMPARE(document["format_version"].toInt(), 1);
    QCOMPARE(document["model"]["name"].toString(), QString("fable"));
    QCOMPARE(document["settings"]["criteria"].toString(), QString("max_probability"));
    QCOMPARE(document["dataset"]["file"].toString(), QString("p.txt"));
    QCOMPARE(document["versions"]["exitscope"].toString(), QString(EXITSCOPE_VERSION));
    QVERIFY(!document["versions"]["libtorch"].toString().isEmpty());
    QCOMPARE(document["summary"]["real_differences"].toInt(), 1);
    QCOMPARE(document["summary"]["skipped"].toInt(), 1);
    QVERIFY(document["summary"]["acceptance_rate"].isNull());
    const QJsonObject sample = document["samples"].toArray().at(0).toObject();
    QCOMPARE(sample["full"]["tokens"].toArray().size(), 6);
    QCOMPARE(sample["full"]["finish_reason"].toString(), QString("length"));
    const QJsonObject difference = sample["difference"].toObject();
    QCOMPARE(difference["class"].toString(), QString("real difference"));
    QCOMPARE(difference["top2"].toArray().size(), 2);
    for (const char* token : {"full", "other"}) {
        QVERIFY(difference[token].toObject()["id"].isDouble());
        QVERIFY(difference[token].toObject()["logit"].isDouble());
        QVERIFY(!difference[token].toObject()["text"].toString().isEmpty());
    }
    for (const char* figure : {"margin", "distance", "tolerance", "token"})
        QVERIFY2(difference[figure].isDouble(), figure);
    QVERIFY(document["samples"].toArray().at(1).toObject()["skipped"].isString());

    // A text that was over, and a model without a tokenizer.
    report.samples[0].difference->other = {-1, std::nan("")};
    const QJsonObject bare = parsed(correctnessDocument(report, nullptr));
    const QJsonObject over = bare["samples"].toArray().at(0).toObject()["difference"].toObject();
    QVERIFY(over["other"].isNull());
    QVERIFY(over["full"].toObject()["text"].isNull());
}

void TestCorrectness::theText()
{
    CorrectnessReport report = check({{opening, {}}}, reckless(6));
    const QString text =
        QString::fromStdString(correctnessText(report, m_session->tokenizer().get()));
    QVERIFY2(text.contains("sample 0: real difference at token"), qPrintable(text));
    QVERIFY2(text.contains("1 samples: 0 equal, 0 with a rounding tie, 1 with a real difference"),
             qPrintable(text));
    QVERIFY(!text.contains("acceptance"));
    report.cancelled = true;
    report.samples[0].other.drafted = 4;
    report.samples[0].other.accepted = 1;
    const QString more = QString::fromStdString(correctnessText(report, nullptr));
    QVERIFY2(more.contains("1 of 4 drafts accepted (acceptance rate 25.0%); interrupted"),
             qPrintable(more));
}

QTEST_GUILESS_MAIN(TestCorrectness)
#include "tst_correctness.moc"

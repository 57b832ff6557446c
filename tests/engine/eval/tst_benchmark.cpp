#include "eval/benchmark.h"
#include "eval/benchmarkmerge.h"
#include "eval/benchmarkprompt.h"
#include "results/benchmarkfile.h"
#include "support/decoding.h"
#include "support/testdata.h"
#include "tokenizer/tokenizer.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace exitscope;

namespace {

BenchmarkSet tales(int count)
{
    const char* openings[] = {"Once upon a time there was a king", "The old woman said to the fox",
                              "In the wood there lived a wolf", "A poor tailor had three sons",
                              "The youngest daughter went into the garden"};
    BenchmarkSet set;
    set.source.name = "tales";
    set.source.file = {"tales.jsonl", "sha256:0"};
    set.source.inputField = "prompt";
    set.source.outputField = "response";
    set.source.items = count;
    for (int i = 0; i < count; ++i)
        set.items.push_back({i, std::to_string(i), openings[i % 5], {}, " who had a daughter"});
    return set;
}

BenchmarkRequest greedy(int steps)
{
    BenchmarkRequest request;
    request.settings.sampling.sample = false;
    request.settings.maxSteps = steps;
    return request;
}

QString refusal(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

/// Metrics that do not measure time.
std::vector<MetricValue> untimed(const BenchmarkResult& result)
{
    std::vector<MetricValue> metrics = result.metrics;
    std::erase_if(metrics, [](const MetricValue& metric) {
        return metric.name.find("time") != std::string::npos || metric.name == "tokens_per_second";
    });
    return metrics;
}

} // namespace

/// With the bundled model.
class TestBenchmark : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_session = test::openSession(test::bundledModel()); }
    void whatIsWrittenIsRecorded();
    void agreementWithFullDepth();
    void longPromptsAreCutAtTheLeft();
    void otherWaysWithLongPrompts();
    void aStopKeepsWhatIsDone();
    void goingOnGivesTheSame();
    void goingOnWithSomethingElse();
    void shardsMakeTheWhole();
    void whatCannotBeMerged();
    void requestsThatCannotBe();

private:
    struct Outcome
    {
        BenchmarkResult result;
        std::vector<SampleResult> samples;
    };
    Outcome ran(const BenchmarkSet& set, const BenchmarkRequest& request, int stopAfter = -1)
    {
        Outcome outcome;
        std::stop_source stop;
        BenchmarkObserver observer;
        observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
            outcome.samples.push_back(sample);
            if (soFar.counts.done == stopAfter)
                stop.request_stop();
        };
        outcome.result = runBenchmark(*m_session, set, request, stop.get_token(), observer);
        return outcome;
    }
    BenchmarkPart part(const Outcome& outcome, const char* file) const
    {
        return {file, {outcome.result, outcome.samples}};
    }

    std::unique_ptr<Session> m_session;
};

void TestBenchmark::whatIsWrittenIsRecorded()
{
    BenchmarkRequest request = greedy(12);
    request.settings.rule = makeRule("max_probability", {});
    const Outcome outcome = ran(tales(2), request);
    QCOMPARE(outcome.result.status, ResultStatus::Complete);
    QCOMPARE(outcome.result.counts.done, 2);
    QCOMPARE(outcome.result.machines.size(), std::size_t{1});
    QVERIFY(outcome.result.machines[0].cores > 0 && outcome.result.machines[0].memoryBytes > 0);
    const std::vector<int> ids =
        m_session->tokenizer()->encode("Once upon a time there was a king");
    const Run run = test::runToEnd(*m_session, ids, request.settings);
    const SampleResult& sample = outcome.samples.front();
    QCOMPARE(sample.tokens, test::tokensOf(run));
    QCOMPARE(sample.exitLayers, test::exitsOf(run));
    QCOMPARE(sample.prediction, run.text());
    QCOMPARE(sample.promptTokens, static_cast<int>(ids.size()));
    QCOMPARE(sample.metrics.at("layers_saved"), summarize(run).layersSaved);
    QVERIFY(sample.metrics.contains("rouge-l") && !sample.metrics.contains("agreement"));
    QVERIFY(outcome.result.metric("bleu_score") && outcome.result.figures.wallSeconds > 0);
}

void TestBenchmark::agreementWithFullDepth()
{
    BenchmarkRequest request = greedy(16);
    request.metrics.agreement = true;
    request.settings.strategy = Strategy::SelfSpeculative;
    request.settings.exitLayerLimit = 4;
    const Outcome same = ran(tales(2), request);
    QCOMPARE(same.result.metric("agreement")->value, 1.0);
    QCOMPARE(same.result.metric("same_text")->value, 1.0);
    QVERIFY(same.result.metric("acceptance_rate") && !same.result.metric("layers_saved"));
    request.settings.strategy = Strategy::Autoregressive;
    request.settings.exitLayerLimit = 2; // far too early
    const Outcome other = ran(tales(1), request);
    const Run full = test::runToEnd(
        *m_session, m_session->tokenizer()->encode(tales(1).items[0].prompt), greedy(16).settings);
    const std::vector<int> tokens = test::tokensOf(full);
    std::size_t equal = 0;
    while (equal < tokens.size() && equal < other.samples[0].tokens.size() &&
           tokens[equal] == other.samples[0].tokens[equal])
        ++equal;
    QVERIFY(equal < tokens.size());
    QCOMPARE(other.samples[0].metrics.at("agreement"),
             double(equal) / double(std::max(tokens.size(), other.samples[0].tokens.size())));
    QCOMPARE(other.samples[0].metrics.at("same_text"), 0.0);
}

void TestBenchmark::longPromptsAreCutAtTheLeft()
{
    QCOMPARE(mostPromptTokens(1024, 64), 960);
    QCOMPARE(mostPromptTokens(1024, 512), 512);
    QCOMPARE(mostPromptTokens(1024, 5000), 512); // half the context is the prompt's
    BenchmarkItem item;
    for (int i = 0; i < 700; ++i)
        item.prompt += "The king " + std::to_string(i) + " said. ";
    item.prompt += "\nSummary:";
    const std::vector<int> all = m_session->tokenizer()->encode(item.prompt);
    QVERIFY(all.size() > 2000);
    const FittedPrompt fitted = fitPrompt(*m_session, item, Overlong::TruncateLeft, 64);
    QCOMPARE(fitted.ids.size(), std::size_t{960});
    QCOMPARE(fitted.truncatedTokens, static_cast<int>(all.size()) - 960);
    QCOMPARE(fitted.ids.front(), all.front()); // the bos
    QVERIFY(std::equal(fitted.ids.begin() + 1, fitted.ids.end(), all.end() - 959));
    item.prompt = "Short";
    QCOMPARE(fitPrompt(*m_session, item, Overlong::Error, 64).truncatedTokens, 0);
    item = {0, "", "", {1, 2, 3, 4}, ""};
    QCOMPARE(fitPrompt(*m_session, item, Overlong::Error, 64).ids, item.ids);
    item.ids.resize(1000, 7);
    item.ids.back() = 9;
    const FittedPrompt ids = fitPrompt(*m_session, item, Overlong::TruncateLeft, 64);
    QCOMPARE(ids.ids.size(), std::size_t{960});
    QCOMPARE(ids.ids.back(), 9);
    // And then max_steps tokens fit.
    BenchmarkSet set = tales(1);
    set.items[0].ids = item.ids;
    BenchmarkRequest request = greedy(64);
    request.settings.ignoreEos = true;
    const Outcome outcome = ran(set, request);
    QCOMPARE(outcome.samples[0].tokens.size(), std::size_t{64});
    QCOMPARE(outcome.result.counts.truncated, 1);
}

void TestBenchmark::otherWaysWithLongPrompts()
{
    BenchmarkSet set = tales(3);
    set.items[1].prompt = std::string(20'000, 'k');
    set.items[2].prompt.clear();
    BenchmarkRequest request = greedy(4);
    request.overlong = Overlong::Skip;
    const Outcome outcome = ran(set, request);
    QCOMPARE(outcome.result.counts.skipped, 2);
    QCOMPARE(outcome.result.status, ResultStatus::Complete);
    QVERIFY(QString::fromStdString(outcome.samples[1].skipped).contains("context of 1024"));
    QCOMPARE(outcome.samples[2].skipped, std::string("Its prompt is empty."));
    QCOMPARE(outcome.result.metric("rouge-1")->samples, 1);
    request.overlong = Overlong::Error;
    const QString sentence = refusal([&] { ran(set, request); });
    QVERIFY2(sentence.startsWith("Item 1 of the data: The prompt has"), qPrintable(sentence));
}

void TestBenchmark::aStopKeepsWhatIsDone()
{
    const Outcome outcome = ran(tales(5), greedy(8), 2);
    QCOMPARE(outcome.result.status, ResultStatus::Interrupted);
    QCOMPARE(outcome.result.counts.done, 2);
    QCOMPARE(outcome.samples.size(), std::size_t{2});
    QCOMPARE(outcome.result.metric("rouge-1")->samples, 2);
}

/// Cut in the middle of a line, then gone on with.
void TestBenchmark::goingOnGivesTheSame()
{
    const Outcome whole = ran(tales(5), greedy(8));
    const Outcome cut = ran(tales(5), greedy(8), 3);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("s.jsonl").toStdString();
    auto log = SampleLog::open(file);
    for (const SampleResult& sample : cut.samples)
        QVERIFY(log->append(sample).ok());
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 25);
    const auto lines = loadSamples(file);
    QVERIFY(lines.ok());
    QCOMPARE(lines->samples.size(), std::size_t{2});
    BenchmarkRequest request = greedy(8);
    request.earlier = EarlierSitting{cut.result, lines->samples};
    const Outcome rest = ran(tales(5), request);
    QCOMPARE(rest.samples.size(), std::size_t{3});
    QCOMPARE(rest.samples.front().position, 2);
    QCOMPARE(rest.result.status, ResultStatus::Complete);
    QVERIFY(rest.result.counts == whole.result.counts);
    QVERIFY(untimed(rest.result) == untimed(whole.result));
    QVERIFY(rest.result.figures.exits == whole.result.figures.exits);
    QVERIFY(rest.result.figures.wallSeconds > cut.result.figures.wallSeconds);
    QCOMPARE(rest.result.machines.size(), std::size_t{1});
}

void TestBenchmark::goingOnWithSomethingElse()
{
    BenchmarkRequest request = greedy(8);
    request.earlier = EarlierSitting{ran(tales(2), greedy(6)).result, {}};
    QString sentence = refusal([&] { ran(tales(2), request); });
    QVERIFY2(sentence.contains("settings.max_steps is 6 in one and 8 in the other"),
             qPrintable(sentence));
    request.settings.maxSteps = 6;
    BenchmarkSet other = tales(2);
    other.source.file.hash = "sha256:1";
    sentence = refusal([&] { ran(other, request); });
    QVERIFY2(sentence.contains("dataset.source.hash"), qPrintable(sentence));
    request.shard = {0, 2};
    QVERIFY(refusal([&] { ran(tales(2), request); }).contains("another shard"));
}

void TestBenchmark::shardsMakeTheWhole()
{
    BenchmarkRequest request = greedy(8);
    request.settings.sampling.sample = true; // the text must not depend on who writes it
    const Outcome whole = ran(tales(5), request);
    std::vector<BenchmarkPart> parts;
    for (const int index : {2, 0, 1}) {
        request.shard = {index, 3};
        parts.push_back(part(ran(tales(5), request), "s.json"));
    }
    QCOMPARE(parts[0].sitting.samples.size(), std::size_t{1});
    const EarlierSitting merged = mergeBenchmarks(parts);
    QCOMPARE(merged.result.status, ResultStatus::Complete);
    QVERIFY(merged.result.shard == Shard{});
    QVERIFY(merged.result.counts == whole.result.counts);
    QVERIFY(untimed(merged.result) == untimed(whole.result));
    QVERIFY(merged.result.figures.exits == whole.result.figures.exits);
    for (std::size_t i = 0; i < whole.samples.size(); ++i)
        QCOMPARE(merged.samples[i].tokens, whole.samples[i].tokens);
    QCOMPARE(merged.result.machines.size(), std::size_t{1});
}

void TestBenchmark::whatCannotBeMerged()
{
    BenchmarkRequest request = greedy(4);
    const auto shard = [&](int index, int count) {
        request.shard = {index, count};
        return part(ran(tales(4), request), index == 0   ? "first.json"
                                            : index == 1 ? "second.json"
                                                         : "third.json");
    };
    const BenchmarkPart first = shard(0, 3);
    const BenchmarkPart second = shard(1, 3);
    const BenchmarkPart third = shard(2, 3);
    const auto says = [](std::vector<BenchmarkPart> parts) {
        return refusal([&] { mergeBenchmarks(std::move(parts)); });
    };
    QCOMPARE(says({first, second, third}), QString("no error"));
    QVERIFY(says({first, third}).contains("these are missing: 1/3"));
    QCOMPARE(says({first, second, first, third}),
             QString("Both first.json and first.json are shard 0/3; name each once."));
    BenchmarkPart changed = second;
    changed.sitting.result.settings.maxSteps = 5;
    QVERIFY(says({first, changed, third})
                .startsWith("first.json and second.json were not measured alike: "
                            "settings.max_steps is 4 in one and 5 in the other"));
    changed = second;
    changed.sitting.result.status = ResultStatus::Interrupted;
    QVERIFY(says({first, changed, third}).contains("second.json is not complete: 1 of 1 items"));
    changed = second;
    changed.sitting.samples.clear();
    QVERIFY(says({first, changed, third}).contains("beside second.json are not the 1 items"));
    QVERIFY(says({first, shard(1, 2)}).contains("merge shards of one count"));
    QVERIFY(says({}).contains("nothing to merge"));
}

void TestBenchmark::requestsThatCannotBe()
{
    BenchmarkRequest request = greedy(4);
    request.shard = {3, 3};
    QVERIFY(refusal([&] { ran(tales(1), request); }).contains("There is no shard 3/3"));
    request.shard = {};
    request.settings.exitLayerLimit = 40;
    QVERIFY(refusal([&] { ran(tales(1), request); }).contains("exit_layer"));
}

QTEST_GUILESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"

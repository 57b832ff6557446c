#include "eval/benchmarkfigures.h"

#include <QtTest>

#include <algorithm>

using namespace exitscope;

namespace {

SampleResult sampleOf(int position, const char* prediction, const char* reference)
{
    SampleResult sample;
    sample.position = position;
    sample.prediction = prediction;
    sample.reference = reference;
    sample.tokens = {5, 6, 7, 8};
    sample.exitLayers = {1, 3, 3, 5};
    sample.prefillSeconds = 0.5;
    sample.decodeSeconds = 1.5;
    return sample;
}

std::vector<SampleResult> twoSamples()
{
    // The second pair shares its four words in order: every order of n-grams up to 4 is whole.
    std::vector samples{sampleOf(0, "the king slept", "a king slept well"),
                        sampleOf(1, "once upon a time", "once upon a time")};
    for (SampleResult& sample : samples)
        addFigures(sample, {}, true);
    return samples;
}

double value(const std::vector<MetricValue>& metrics, const char* name)
{
    const auto found = std::ranges::find(metrics, name, &MetricValue::name);
    return found == metrics.end() ? -1 : found->value;
}

} // namespace

class TestBenchmarkFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneSampleByHand();
    void withoutReferenceOrText();
    void rougeOptions();
    void meansAndIntervals();
    void theOrderOfSamplesIsNoMatter();
    void countsAndSums();
};

void TestBenchmarkFigures::oneSampleByHand()
{
    SampleResult sample = sampleOf(0, "the king slept", "a king slept well");
    sample.drafted = 8;
    sample.accepted = 6;
    addFigures(sample, {}, true);
    // "king" and "slept" of 3 words written and 4 wanted.
    QCOMPARE(sample.metrics.at("rouge-1_precision"), 2.0 / 3);
    QCOMPARE(sample.metrics.at("rouge-1_recall"), 2.0 / 4);
    QCOMPARE(sample.metrics.at("rouge-1"), 2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5));
    QCOMPARE(sample.metrics.at("rouge-2_precision"), 1.0 / 2);
    QCOMPARE(sample.metrics.at("rouge-3"), 0.0);
    QCOMPARE(sample.metrics.at("rouge-l_recall"), 2.0 / 4);
    QCOMPARE(sample.metrics.at("edit_distance"), 8.0); // "the" to "a" is 3, " well" 5
    QCOMPARE(sample.metrics.at("exact_match"), 0.0);
    QCOMPARE(sample.metrics.at("acceptance_rate"), 0.75);
    QCOMPARE(sample.metrics.at("total_time"), 2.0);
    QCOMPARE(sample.metrics.at("time_per_token"), 0.5);
    QCOMPARE(sample.metrics.at("tokens_per_second"), 2.0);
    QCOMPARE(sample.metrics.at("mean_exit_layer"), 3.0);
}

void TestBenchmarkFigures::withoutReferenceOrText()
{
    SampleResult sample = sampleOf(0, "the king", "");
    addFigures(sample, {}, false);
    QVERIFY(!sample.metrics.contains("rouge-1") && !sample.metrics.contains("exact_match"));
    QVERIFY(!sample.metrics.contains("acceptance_rate")); // nothing was drafted
    SampleResult empty;
    empty.reference = "a king";
    addFigures(empty, {}, true);
    QCOMPARE(empty.metrics.at("rouge-1"), 0.0);
    QVERIFY(!empty.metrics.contains("time_per_token") &&
            !empty.metrics.contains("mean_exit_layer"));
}

void TestBenchmarkFigures::rougeOptions()
{
    const auto rouge1 = [](const MetricOptions& options) {
        SampleResult sample = sampleOf(0, "Kings, slept", "kings slept");
        addFigures(sample, options, true);
        return sample.metrics.at("rouge-1");
    };
    QCOMPARE(rouge1({}), 1.0);
    MetricOptions original;
    original.originalTokenization = true;
    QCOMPARE(rouge1(original), 0.5); // "kings," keeps its comma
    const auto ofStems = [](bool stemmer) {
        SampleResult sample = sampleOf(0, "kings sleeping", "king sleeps");
        MetricOptions options;
        options.stemmer = stemmer;
        addFigures(sample, options, true);
        return sample.metrics.at("rouge-1");
    };
    QCOMPARE(ofStems(false), 0.0);
    QCOMPARE(ofStems(true), 1.0);
}

void TestBenchmarkFigures::meansAndIntervals()
{
    const auto metrics = metricsOf(twoSamples(), true);
    QCOMPARE(metrics.front().name, std::string("rouge-1"));
    const double first = 2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5);
    QCOMPARE(value(metrics, "rouge-1"), (first + 1) / 2);
    QCOMPARE(value(metrics, "exact_match"), 0.5);
    // BLEU of both together (Papineni et al. 2002): shares of n-grams 6/7, 4/5, 2/3, 1/1 and a
    // brevity penalty of exp(1 - 8/7).
    const double bleu =
        std::exp(1 - 8.0 / 7) * std::pow((6.0 / 7) * (4.0 / 5) * (2.0 / 3) * 1, 0.25);
    QVERIFY(std::abs(value(metrics, "bleu_score") - bleu) < 1e-12);
    for (const MetricValue& metric : metrics) {
        QCOMPARE(metric.samples, 2);
        QVERIFY(metric.low && metric.high && *metric.low <= metric.value &&
                metric.value <= *metric.high);
    }
    // Two samples drawn from 0 and 1 reach both ends in far more than one case of 40.
    const auto match = std::ranges::find(metrics, "exact_match", &MetricValue::name);
    QCOMPARE(*match->low, 0.0);
    QCOMPARE(*match->high, 1.0);
    const std::vector one{twoSamples().front()};
    QVERIFY(!metricsOf(one, true).front().low);
    QVERIFY(metricsOf({}, true).empty());
}

void TestBenchmarkFigures::theOrderOfSamplesIsNoMatter()
{
    std::vector<SampleResult> samples = twoSamples();
    for (int i = 2; i < 7; ++i) {
        samples.push_back(sampleOf(i, "the fox", "the wolf"));
        samples.back().metrics["rouge-1"] = 0.1 * i * i; // which samples are drawn shows
    }
    const auto metrics = metricsOf(samples, true);
    std::ranges::reverse(samples);
    SampleResult skipped;
    skipped.skipped = "too long";
    samples.push_back(skipped);
    QVERIFY(metricsOf(samples, true) == metrics);
    QCOMPARE(value(metricsOf(samples, false), "bleu_score"), -1.0);
}

void TestBenchmarkFigures::countsAndSums()
{
    BenchmarkResult result;
    result.model.layers = 6;
    SampleResult sample = sampleOf(0, "a", "b");
    sample.truncatedTokens = 2;
    sample.drafted = 8;
    sample.accepted = 6;
    addSample(sample, result);
    SampleResult skipped;
    skipped.skipped = "too long";
    skipped.truncatedTokens = 0;
    addSample(skipped, result);
    SampleResult empty;
    addSample(empty, result);
    QVERIFY((result.counts == SampleCounts{3, 1, 1, 1}));
    QCOMPARE(result.figures.tokens, 4LL);
    QVERIFY((result.figures.exits == std::vector<long long>{0, 1, 0, 2, 0, 1}));
    QCOMPARE(result.figures.drafted, 8LL);
    QCOMPARE(result.figures.prefillSeconds, 0.5);
}

QTEST_GUILESS_MAIN(TestBenchmarkFigures)
#include "tst_benchmarkfigures.moc"

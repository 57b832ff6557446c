#include "tasks/taskmetrics.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;

/// Metrics over documents, worked out by hand.
class TaskMetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void means()
    {
        const MeasuredMetric acc{"acc", "none", {1, 0, 1, 1}, {}};
        QCOMPARE(aggregated(acc), 0.75);
        // Deviations 0.25, -0.75, 0.25, 0.25: squares 0.75, over 3 is 0.25, root 0.5, over root 4.
        QCOMPARE(*standardError(acc), 0.25);
        QVERIFY(!standardError({"acc", "none", {1}, {}}));
        QVERIFY(std::isnan(aggregated({"acc", "none", {}, {}})));
    }

    void perplexities()
    {
        const double half = std::log(0.5);
        QCOMPARE(aggregated({"perplexity", "none", {half, 3 * half}, {}}), 4.0);
        // Three halvings over three words and six bytes.
        QCOMPARE(aggregated({"word_perplexity", "none", {half, 2 * half}, {1, 2}}), 2.0);
        QCOMPARE(aggregated({"byte_perplexity", "none", {half, 2 * half}, {2, 4}}), std::sqrt(2.0));
        QCOMPARE(aggregated({"bits_per_byte", "none", {half, 2 * half}, {2, 4}}), 0.5);
        QVERIFY(!standardError({"bits_per_byte", "none", {half, 2 * half}, {2, 4}}));
    }

    /// Near what the delta method gives: perplexity times the standard error of the mean.
    void bootstrapOfPerplexity()
    {
        MeasuredMetric measured{"perplexity", "none", {}, {}};
        for (int i = 0; i < 400; ++i)
            measured.values.push_back(i % 2 == 0 ? -1.0 : -2.0);
        const double deviation = std::sqrt(0.25 * 400 / 399);
        const double expected = std::exp(1.5) * deviation / std::sqrt(400);
        QVERIFY(std::abs(*standardError(measured) - expected) < 0.1 * expected);
        QCOMPARE(*standardError(measured), *standardError(measured));
        QCOMPARE(*standardError({"perplexity", "none", {-1, -1, -1}, {}}), 0.0);
    }

    void choices()
    {
        QCOMPARE(likeliestChoice({-3, -1, -2}), std::size_t{1});
        QCOMPARE(likeliestChoice({-1, -1}), std::size_t{0});
        // -6 / 2 = -3 against -8 / 4 = -2: the longer one wins by length.
        QCOMPARE(likeliestByLength({-6, -8}, {"ab", "abcd"}), std::size_t{1});
        QCOMPARE(likeliestChoice({-6, -8}), std::size_t{0});
        // Code points count, not bytes: -6 / 2 against -8 / 3.
        QCOMPARE(likeliestByLength({-6, -8}, {"äö", "abc"}), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TaskMetricsTest)
#include "tst_taskmetrics.moc"

#include "decode/sampler.h"
#include "decode/stopwords.h"

#include <QtTest>

#include <cmath>
#include <numeric>
#include <vector>

using namespace exitscope;

/// How the next token is drawn, and how stop strings are found.
class SamplerTest : public QObject
{
    Q_OBJECT

private:
    static std::vector<int> counts(const std::vector<float>& logits, const Sampling& sampling,
                                   int draws)
    {
        std::vector<int> result(logits.size());
        for (int i = 0; i < draws; ++i)
            ++result[static_cast<std::size_t>(
                pickToken(logits, sampling, static_cast<std::uint64_t>(i)))];
        return result;
    }

    /// Pearson's chi-square of counts against shares.
    static double chiSquare(const std::vector<int>& found, const std::vector<double>& shares)
    {
        const double draws = std::accumulate(found.begin(), found.end(), 0.0);
        double result = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (shares[i] == 0) {
                if (found[i] > 0)
                    return INFINITY;
                continue;
            }
            const double expected = shares[i] * draws;
            result += (found[i] - expected) * (found[i] - expected) / expected;
        }
        return result;
    }

    static std::vector<double> softmax(const std::vector<float>& logits, double temperature)
    {
        std::vector<double> shares;
        double total = 0;
        for (const float z : logits) {
            shares.push_back(std::exp(z / temperature));
            total += shares.back();
        }
        for (double& share : shares)
            share /= total;
        return shares;
    }

private Q_SLOTS:
    void greedyTakesTheFirstOfTheLargest()
    {
        Sampling greedy;
        greedy.sample = false;
        QCOMPARE(pickToken(std::vector<float>{1, 3, 2, 3}, greedy, 0), 1);
    }

    void drawsFollowTheTemperedDistribution()
    {
        const std::vector<float> logits{0.5f, 2.0f, -1.0f, 1.0f, 0.0f};
        for (const double temperature : {0.6, 1.0, 2.0}) {
            Sampling sampling;
            sampling.temperature = temperature;
            sampling.topP = 1;
            const double statistic =
                chiSquare(counts(logits, sampling, 20000), softmax(logits, temperature));
            QVERIFY2(statistic < 13.28, // p = 0.01 at 4 degrees of freedom
                     qPrintable(QString("chi-square %1 at T %2").arg(statistic).arg(temperature)));
        }
    }

    void topKKeepsTheLikeliest()
    {
        const std::vector<float> logits{0.5f, 2.0f, -1.0f, 1.0f, 0.0f};
        Sampling sampling;
        sampling.temperature = 1;
        sampling.topP = 1;
        sampling.topK = 2;
        const double a = std::exp(2.0);
        const double b = std::exp(1.0);
        const double statistic =
            chiSquare(counts(logits, sampling, 20000), {0, a / (a + b), 0, b / (a + b), 0});
        QVERIFY2(statistic < 6.63, qPrintable(QString::number(statistic)));
    }

    void topPKeepsTheSmallestSetThatReachesIt()
    {
        // 0.5, 0.3, 0.15, 0.05
        const std::vector<float> logits{std::log(0.05f), std::log(0.5f), std::log(0.15f),
                                        std::log(0.3f)};
        Sampling sampling;
        sampling.temperature = 1;
        sampling.topP = 0.79;
        QVERIFY(chiSquare(counts(logits, sampling, 20000), {0, 0.625, 0, 0.375}) < 6.63);
        sampling.topP = 0.81; // the two likeliest no longer reach it
        QVERIFY(chiSquare(counts(logits, sampling, 20000),
                          {0, 0.5 / 0.95, 0.15 / 0.95, 0.3 / 0.95}) < 9.21);
        sampling.topP = 0.1; // the likeliest always stays
        QCOMPARE(counts(logits, sampling, 100)[1], 100);
    }

    void topPOfManyEqualTokens()
    {
        const std::vector<float> logits(1000, 0.0f);
        Sampling sampling;
        sampling.topP = 0.5;
        const std::vector<int> found = counts(logits, sampling, 5000);
        const auto kept = std::count_if(found.begin(), found.end(), [](int n) { return n > 0; });
        QVERIFY2(kept > 450 && kept <= 501, qPrintable(QString::number(kept)));
    }

    void theSameSeedGivesTheSameDraws()
    {
        const std::vector<float> logits{0.5f, 0.4f, 0.3f, 0.2f};
        Sampling sampling;
        sampling.temperature = 1;
        Sampling other = sampling;
        other.seed = 43;
        int same = 0;
        for (std::uint64_t i = 0; i < 200; ++i) {
            QCOMPARE(pickToken(logits, sampling, i), pickToken(logits, sampling, i));
            same += pickToken(logits, sampling, i) == pickToken(logits, other, i);
        }
        QVERIFY(same < 120);
    }

    void uniformDrawsAreUniform()
    {
        std::vector<int> bins(20);
        for (std::uint64_t i = 0; i < 40000; ++i) {
            const double u = uniformDraw(42, i);
            QVERIFY(u >= 0 && u < 1);
            ++bins[static_cast<std::size_t>(u * 20)];
        }
        QVERIFY(chiSquare(bins, std::vector<double>(20, 0.05)) < 36.19); // p = 0.01, 19 degrees
    }

    void stopWordsAcrossTokens()
    {
        StopWords stop;
        const std::vector<std::string> words{"The end", "\n\n"};
        QVERIFY(!stop.push("and so. The", words));
        QVERIFY(!stop.push(" en", words));
        QVERIFY(stop.push("d.", words));
        QVERIFY(!stop.push(" More", words)); // an old match does not count again
        QVERIFY(!stop.push("\n", words));
        QVERIFY(stop.push("\n", words));
    }

    void noStopWords()
    {
        StopWords stop;
        QVERIFY(!stop.push("anything", {}));
    }
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "tst_sampler.moc"

#include "chisquare.h"
#include "decode/closecall.h"
#include "decode/sampler.h"
#include "decode/stopwords.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace exitscope;
using namespace exitscope::test;

/// How the next token is drawn, and how stop strings are found.
class SamplerTest : public QObject
{
    Q_OBJECT

private:
    static int pick(const std::vector<float>& logits, const Sampling& sampling, std::uint64_t index)
    {
        return chooseToken(logits, sampling, {}, index).id;
    }

    static std::vector<int> counts(const std::vector<float>& logits, const Sampling& sampling,
                                   int draws)
    {
        std::vector<int> result(logits.size());
        for (int i = 0; i < draws; ++i)
            ++result[static_cast<std::size_t>(
                pick(logits, sampling, static_cast<std::uint64_t>(i)))];
        return result;
    }

    static void verifyShares(const std::vector<float>& logits, const Sampling& sampling,
                             const std::vector<double>& shares)
    {
        const ChiSquare test(counts(logits, sampling, 20000), shares);
        QVERIFY2(test.isLikely(), qPrintable(QString("chi-square %1 at %2 degrees of freedom")
                                                 .arg(test.statistic)
                                                 .arg(test.degrees)));
    }

    static Sampling whole()
    {
        Sampling sampling;
        sampling.temperature = 1;
        sampling.topP = 1;
        return sampling;
    }

private Q_SLOTS:
    void greedyTakesTheFirstOfTheLargest()
    {
        Sampling greedy;
        greedy.sample = false;
        const Choice choice = chooseToken(std::vector<float>{1, 3, 2, 3}, greedy, {}, 0);
        QCOMPARE(choice.id, 1);
        QCOMPARE(choice.value, 3.0);
        QCOMPARE(choice.second, 3);
        QCOMPARE(choice.secondValue, 3.0);
        const Choice next = chooseToken(std::vector<float>{4, 1, 3, 2}, greedy, {}, 0);
        QCOMPARE(next.second, 2);
        QCOMPARE(chooseToken(std::vector<float>{4}, greedy, {}, 0).second, -1);
    }

    void drawsFollowTheTemperedDistribution()
    {
        const std::vector<float> logits{0.5f, 2.0f, -1.0f, 1.0f, 0.0f};
        for (const double temperature : {0.6, 1.0, 2.0}) {
            Sampling sampling = whole();
            sampling.temperature = temperature;
            verifyShares(logits, sampling, softmax(logits, temperature));
        }
    }

    void extremeTemperatures()
    {
        const std::vector<float> logits{0.5f, 2.0f, -INFINITY, 1.0f};
        Sampling sampling = whole();
        sampling.temperature = 1e-300;
        QCOMPARE(counts(logits, sampling, 50)[1], 50);
        sampling.temperature = 1e300; // all that is not left out is as likely
        verifyShares(logits, sampling, {1.0 / 3, 1.0 / 3, 0, 1.0 / 3});
    }

    void aRacePicksTheLargestOfLogWeightPlusGumbelNoise()
    {
        std::mt19937 random(5);
        std::normal_distribution<float> normal(0, 3);
        std::vector<float> logits(300);
        Sampling sampling = whole();
        sampling.temperature = 0.8;
        for (std::uint64_t index = 0; index < 200; ++index) {
            for (float& z : logits)
                z = normal(random);
            std::vector<std::pair<double, int>> noisy;
            for (int id = 0; id < 300; ++id) {
                const double u = uniformDraw(sampling.seed, index, static_cast<std::uint64_t>(id));
                noisy.emplace_back(logits[id] - 0.8 * std::log(-std::log(u)), id);
            }
            std::sort(noisy.rbegin(), noisy.rend());
            const Choice choice = chooseToken(logits, sampling, {}, index);
            QCOMPARE(choice.id, noisy[0].second);
            QCOMPARE(choice.second, noisy[1].second);
            QVERIFY(std::abs(choice.value - noisy[0].first) < 1e-5);
            QVERIFY(std::abs(choice.secondValue - noisy[1].first) < 1e-5);
        }
    }

    /// What speculation lives on: a draft from a similar distribution mostly is the same token.
    void similarLogitsMostlyGiveTheSameToken()
    {
        std::mt19937 random(9);
        std::normal_distribution<float> normal(0, 1);
        std::vector<float> logits(50);
        for (float& z : logits)
            z = 2 * normal(random);
        std::vector<float> similar = logits;
        for (float& z : similar)
            z += 0.1f * normal(random);
        int same = 0;
        for (std::uint64_t i = 0; i < 2000; ++i)
            same += pick(logits, whole(), i) == pick(similar, whole(), i);
        QVERIFY2(same > 1800, qPrintable(QString::number(same)));
    }

    void topKKeepsTheLikeliest()
    {
        const std::vector<float> logits{0.5f, 2.0f, -1.0f, 1.0f, 0.0f};
        Sampling sampling = whole();
        sampling.topK = 2;
        const double a = std::exp(2.0);
        const double b = std::exp(1.0);
        verifyShares(logits, sampling, {0, a / (a + b), 0, b / (a + b), 0});
    }

    void topPKeepsTheSmallestSetThatReachesIt()
    {
        // 0.5, 0.3, 0.15, 0.05
        const std::vector<float> logits{std::log(0.05f), std::log(0.5f), std::log(0.15f),
                                        std::log(0.3f)};
        Sampling sampling = whole();
        sampling.topP = 0.79;
        verifyShares(logits, sampling, {0, 0.625, 0, 0.375});
        sampling.topP = 0.81; // the two likeliest no longer reach it
        verifyShares(logits, sampling, {0, 0.5 / 0.95, 0.15 / 0.95, 0.3 / 0.95});
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

    void minPKeepsAShareOfTheLikeliest()
    {
        const std::vector<float> logits{std::log(0.05f), std::log(0.5f), std::log(0.15f),
                                        std::log(0.3f)};
        Sampling sampling = whole();
        sampling.minP = 0.29;
        verifyShares(logits, sampling, {0, 0.5 / 0.95, 0.15 / 0.95, 0.3 / 0.95});
        sampling.minP = 0.31;
        verifyShares(logits, sampling, {0, 0.625, 0, 0.375});
        sampling.minP = 1;
        QCOMPARE(counts(logits, sampling, 100)[1], 100);
        // It looks at tempered probabilities: 0.15 is to 0.5 as 0.55 to 1 at temperature 2.
        sampling.minP = 0.5;
        sampling.temperature = 2;
        QVERIFY(counts(logits, sampling, 1000)[2] > 0);
        QCOMPARE(counts(logits, sampling, 1000)[0], 0);
    }

    void theSameSeedGivesTheSameDraws()
    {
        const std::vector<float> logits{0.5f, 0.4f, 0.3f, 0.2f};
        const Sampling sampling = whole();
        Sampling other = sampling;
        other.seed = 43;
        int same = 0;
        for (std::uint64_t i = 0; i < 200; ++i) {
            QCOMPARE(pick(logits, sampling, i), pick(logits, sampling, i));
            same += pick(logits, sampling, i) == pick(logits, other, i);
        }
        QVERIFY(same < 120);
    }

    void uniformDrawsAreUniform()
    {
        std::vector<int> byIndex(20);
        std::vector<int> byCandidate(20);
        for (std::uint64_t i = 0; i < 40000; ++i) {
            const double u = uniformDraw(42, i, 7);
            const double v = uniformDraw(42, 7, i);
            QVERIFY(u > 0 && u < 1 && v > 0 && v < 1);
            ++byIndex[static_cast<std::size_t>(u * 20)];
            ++byCandidate[static_cast<std::size_t>(v * 20)];
        }
        const std::vector<double> even(20, 0.05);
        QVERIFY(ChiSquare(byIndex, even).isLikely());
        QVERIFY(ChiSquare(byCandidate, even).isLikely());
    }

    void closeCalls()
    {
        Sampling greedy;
        greedy.sample = false;
        const auto call = [&](const std::vector<float>& logits, const char* dtype) {
            return closeCall(chooseToken(logits, greedy, {}, 0), logits, dtype, 7);
        };
        // Relative to the largest magnitude, 20.
        const auto close = call({1.0f, -20.0f, 1.001f}, "fp32");
        QVERIFY(close);
        QCOMPARE(close->token, 7);
        QCOMPARE(close->first, 2);
        QCOMPARE(close->second, 0);
        QVERIFY(close->firstLogit > close->secondLogit);
        QVERIFY(!call({1.0f, -20.0f, 1.01f}, "fp32"));
        QVERIFY(call({1.0f, -20.0f, 1.01f}, "bf16"));
        QVERIFY(call({1.0f, -20.0f, 1.01f}, "fp16"));
        QVERIFY(call({1.0f, -20.0f, 1.01f}, "int8"));
        QVERIFY(call({1.0f, -20.0f, 1.01f}, "int8-a8"));
        QVERIFY(!call({1.0f, -20.0f, 2.0f}, "bf16"));
        QVERIFY(!call({3.0f}, "fp32"));
        QVERIFY(!call({3.0f, -INFINITY}, "fp32"));
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

#include "decode/logitsprocessors.h"
#include "decode/sampler.h"

#include <QtTest>

#include <cmath>
#include <map>
#include <random>
#include <set>
#include <vector>

using namespace exitscope;

namespace {

/// Written from the description alone: which ids may not come next.
std::set<int> bannedAfter(const std::vector<int>& history, int size)
{
    std::map<std::vector<int>, std::set<int>> followers;
    for (std::size_t i = 0; i + static_cast<std::size_t>(size) <= history.size(); ++i) {
        const std::vector<int> start(history.begin() + static_cast<long>(i),
                                     history.begin() + static_cast<long>(i) + size - 1);
        followers[start].insert(history[i + static_cast<std::size_t>(size) - 1]);
    }
    if (static_cast<int>(history.size()) < size - 1)
        return {};
    return followers[{history.end() - (size - 1), history.end()}];
}

} // namespace

/// What the text so far does to logits.
class LogitsProcessorsTest : public QObject
{
    Q_OBJECT

private:
    std::mt19937 m_random{11};

    std::vector<float> logits(int count)
    {
        std::normal_distribution<float> normal(0, 3);
        std::vector<float> result;
        while (static_cast<int>(result.size()) < count)
            result.push_back(normal(m_random));
        return result;
    }

    std::vector<int> history(int length, int vocabulary)
    {
        std::vector<int> result;
        while (static_cast<int>(result.size()) < length)
            result.push_back(static_cast<int>(m_random() % static_cast<unsigned>(vocabulary)));
        return result;
    }

private Q_SLOTS:
    void nothingAsked()
    {
        QVERIFY(!changesLogits(Sampling()));
        const std::vector<float> z = logits(20);
        QCOMPARE(processLogits(z, Sampling(), history(30, 20)), z);
    }

    void repetitionPenaltyCountsEachIdOnce()
    {
        for (const double penalty : {1.3, 0.7, 5.0}) {
            Sampling sampling;
            sampling.repetitionPenalty = penalty;
            QVERIFY(changesLogits(sampling));
            for (int i = 0; i < 100; ++i) {
                const std::vector<float> z = logits(12);
                const std::vector<int> text = history(i % 15, 12);
                const std::vector<float> found = processLogits(z, sampling, text);
                const std::set<int> seen(text.begin(), text.end());
                for (int id = 0; id < 12; ++id) {
                    const double expected = !seen.contains(id) ? z[id]
                                            : z[id] < 0        ? z[id] * penalty
                                                               : z[id] / penalty;
                    QCOMPARE(found[id], static_cast<float>(expected));
                }
            }
        }
    }

    void extremePenaltiesStayNumbers()
    {
        Sampling sampling;
        sampling.repetitionPenalty = 1e-300;
        const auto found = processLogits(std::vector<float>{3, -3, -INFINITY, 1}, sampling,
                                         std::vector<int>{0, 1, 2});
        QVERIFY(std::isfinite(found[0]) && std::isfinite(found[1]));
        QCOMPARE(found[2], -INFINITY);
        QCOMPARE(chooseToken(std::vector<float>{3, -3, -INFINITY, 1}, sampling,
                             std::vector<int>{0, 1, 2}, 5)
                     .id,
                 0);
    }

    void repeatedNgramsAreBanned()
    {
        int bans = 0;
        for (int size = 1; size <= 4; ++size) {
            Sampling sampling;
            sampling.noRepeatNgram = size;
            for (int i = 0; i < 200; ++i) {
                const std::vector<float> z = logits(6);
                const std::vector<int> text = history(i % 12, 5); // id 5 stays free
                const std::vector<float> found = processLogits(z, sampling, text);
                const std::set<int> banned = bannedAfter(text, size);
                for (int id = 0; id < 6; ++id)
                    QCOMPARE(found[id], banned.contains(id) ? -INFINITY : z[id]);
                bans += static_cast<int>(banned.size());
            }
        }
        QVERIFY(bans > 500);
    }

    void whereEverythingIsBannedTheBestStays()
    {
        Sampling sampling;
        sampling.noRepeatNgram = 1;
        const std::vector<float> z{0.5f, 2.0f, 1.0f};
        const std::vector<int> text{2, 0, 1};
        for (const bool sample : {false, true}) {
            sampling.sample = sample;
            QCOMPARE(chooseToken(z, sampling, text, 3).id, 1);
        }
    }

    void greedyAndSamplesHeedThem()
    {
        Sampling sampling;
        sampling.repetitionPenalty = 3;
        const std::vector<float> z{2.0f, 1.0f, -1.0f};
        sampling.sample = false;
        QCOMPARE(chooseToken(z, sampling, std::vector<int>{0}, 0).id, 1);
        sampling = Sampling();
        sampling.noRepeatNgram = 2;
        for (std::uint64_t i = 0; i < 200; ++i)
            QVERIFY(chooseToken(z, sampling, std::vector<int>{1, 0, 1}, i).id != 0);
    }

    /// The penalty comes first: what it moves decides which token top_k keeps.
    void beforeTheFilters()
    {
        Sampling sampling;
        sampling.repetitionPenalty = 2;
        sampling.topK = 1;
        for (std::uint64_t i = 0; i < 50; ++i)
            QCOMPARE(chooseToken(std::vector<float>{3, 2, 1}, sampling, std::vector<int>{0}, i).id,
                     1);
    }
};

QTEST_GUILESS_MAIN(LogitsProcessorsTest)
#include "tst_logitsprocessors.moc"

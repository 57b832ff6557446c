#include "model/kernels/workpool.h"

#include <QtTest>

#include <atomic>
#include <numeric>
#include <vector>

using namespace exitscope;

namespace {

struct Visits
{
    std::vector<std::atomic<int>>* counts;
};

void visit(const void* context, int chunk)
{
    (*static_cast<const Visits*>(context)->counts)[static_cast<std::size_t>(chunk)].fetch_add(1);
}

/// Runs a loop and says whether each chunk ran once.
bool everyChunkOnce(int chunks)
{
    std::vector<std::atomic<int>> counts(static_cast<std::size_t>(chunks));
    const Visits visits{&counts};
    WorkPool::instance().run(chunks, visit, &visits);
    return std::all_of(counts.begin(), counts.end(), [](const auto& n) { return n == 1; });
}

} // namespace

/// Loops shared among threads: each chunk once, done when run returns. Made for the thread
/// sanitizer.
class WorkPoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { WorkPool::instance().setThreads(1); }

    void eachChunkRunsOnce_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3, 8})
            QTest::addRow("%d threads", threads) << threads;
    }

    void eachChunkRunsOnce()
    {
        QFETCH(int, threads);
        WorkPool::instance().setThreads(threads);
        QCOMPARE(WorkPool::instance().threads(), threads);
        for (int round = 0; round < 3000; ++round)
            QVERIFY(everyChunkOnce(round % 17));
    }

    void threadsThatSleptTakePartAgain()
    {
        WorkPool::instance().setThreads(3);
        for (int round = 0; round < 20; ++round) {
            QTest::qWait(1); // longer than idle threads spin
            QVERIFY(everyChunkOnce(9));
        }
    }

    void twoCallersAtOnce()
    {
        WorkPool::instance().setThreads(3);
        std::atomic<int> wrong = 0;
        const auto call = [&] {
            for (int round = 0; round < 1000; ++round)
                wrong += everyChunkOnce(12) ? 0 : 1;
        };
        std::thread other(call);
        call();
        other.join();
        QCOMPARE(wrong.load(), 0);
    }

    void aLoopInsideALoop()
    {
        WorkPool::instance().setThreads(2);
        std::atomic<int> right = 0;
        const auto body = [](const void* context, int) {
            if (everyChunkOnce(5))
                static_cast<std::atomic<int>*>(const_cast<void*>(context))->fetch_add(1);
        };
        WorkPool::instance().run(6, body, &right);
        QCOMPARE(right.load(), 6);
    }

    void noThreadsMeansTheCaller()
    {
        WorkPool::instance().setThreads(0);
        QCOMPARE(WorkPool::instance().threads(), 1);
        QVERIFY(everyChunkOnce(8));
    }

    void changingTheNumberOfThreads()
    {
        for (int round = 0; round < 200; ++round) {
            WorkPool::instance().setThreads(1 + round % 4);
            QVERIFY(everyChunkOnce(8));
        }
    }
};

QTEST_GUILESS_MAIN(WorkPoolTest)
#include "tst_workpool.moc"

#include "serve/completioncall.h"
#include "serve/enginethread.h"

#include <QtTest>

#include <atomic>
#include <semaphore>

using namespace exitscope;

/// The engine thread and its queue, and what crosses between it and a connection. Without LibTorch,
/// so that it runs under the thread sanitizer.
class TestServeQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsRunInTurn();
    void theQueueIsBounded();
    void aWaitingJobIsForgotten();
    void aRunningJobIsStopped();
    void closingEndsEverything();
    void newsCrosses();
};

namespace {

/// A job that runs until it is let go or stopped.
struct Blocker
{
    std::binary_semaphore started{0};
    std::atomic<bool> isLetGo = false;
    std::atomic<bool> wasStopped = false;

    EngineThread::Work work()
    {
        return [this](const std::stop_token& stop) {
            started.release();
            while (!isLetGo && !stop.stop_requested())
                std::this_thread::yield();
            wasStopped = stop.stop_requested();
        };
    }
};

EngineThread::Work adding(std::atomic<int>& count)
{
    return [&count](const std::stop_token&) { ++count; };
}

} // namespace

void TestServeQueue::jobsRunInTurn()
{
    std::vector<int> order;
    std::binary_semaphore done{0};
    EngineThread engine(10);
    Blocker blocker;
    QVERIFY(engine.submit(blocker.work()));
    blocker.started.acquire();
    for (int i = 0; i < 5; ++i)
        QVERIFY(engine.submit([&order, i](const std::stop_token&) { order.push_back(i); }));
    QVERIFY(engine.submit([&done](const std::stop_token&) { done.release(); }));
    QCOMPARE(engine.waiting(), std::size_t(6));
    QVERIFY(engine.isBusy());
    blocker.isLetGo = true;
    done.acquire();
    QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4}));
    engine.waitUntilIdle();
    QVERIFY(!engine.isBusy());
    QCOMPARE(engine.waiting(), std::size_t(0));
}

void TestServeQueue::theQueueIsBounded()
{
    std::atomic<int> count = 0;
    EngineThread engine(2);
    Blocker blocker;
    QVERIFY(engine.submit(blocker.work()));
    blocker.started.acquire();
    QVERIFY(engine.submit(adding(count)));
    QVERIFY(engine.submit(adding(count)));
    QVERIFY(!engine.submit(adding(count)));
    blocker.isLetGo = true;
    QTRY_COMPARE(count.load(), 2);
    QVERIFY(engine.submit(adding(count)));
    QTRY_COMPARE(count.load(), 3);
    EngineThread none(0); // works on one at a time, and lets none wait
    Blocker only;
    QVERIFY(none.submit(only.work()));
    only.started.acquire();
    QVERIFY(!none.submit(adding(count)));
}

void TestServeQueue::aWaitingJobIsForgotten()
{
    std::atomic<int> count = 0;
    EngineThread engine(1);
    Blocker blocker;
    QVERIFY(engine.submit(blocker.work()));
    blocker.started.acquire();
    const EngineThread::Ticket job = engine.submit(adding(count));
    QVERIFY(job);
    engine.cancel(job);
    QCOMPARE(engine.waiting(), std::size_t(0));
    std::atomic<int> later = 0;
    QVERIFY(engine.submit(adding(later))); // its place is free
    blocker.isLetGo = true;
    QTRY_COMPARE(later.load(), 1);
    QCOMPARE(count.load(), 0);
    QVERIFY(!blocker.wasStopped);
}

void TestServeQueue::aRunningJobIsStopped()
{
    EngineThread engine(1);
    Blocker blocker;
    const EngineThread::Ticket job = engine.submit(blocker.work());
    blocker.started.acquire();
    engine.cancel(job);
    QTRY_VERIFY(!engine.isBusy());
    QVERIFY(blocker.wasStopped);
    Blocker next;
    QVERIFY(engine.submit(next.work()));
    next.started.acquire();
    next.isLetGo = true;
    QTRY_VERIFY(!engine.isBusy());
    QVERIFY(!next.wasStopped);
}

void TestServeQueue::closingEndsEverything()
{
    std::atomic<int> count = 0;
    EngineThread engine(3);
    Blocker blocker;
    QVERIFY(engine.submit(blocker.work()));
    blocker.started.acquire();
    QVERIFY(engine.submit(adding(count)));
    engine.close();
    QVERIFY(blocker.wasStopped);
    QCOMPARE(count.load(), 0);
    QVERIFY(engine.isClosed());
    QVERIFY(!engine.submit(adding(count)));
    engine.close();
}

void TestServeQueue::newsCrosses()
{
    using namespace std::chrono_literals;
    CompletionCall call;
    QVERIFY(!call.wait(0ms).hasStarted);
    std::thread engine([&call] {
        call.start();
        for (int i = 0; i < 100; ++i)
            call.add({.index = 0, .ids = {i}});
        call.finish({.completionTokens = 100});
    });
    std::vector<int> ids;
    CompletionCall::News news;
    while (!news.hasEnded()) {
        news = call.wait(10s);
        for (const ChoiceDelta& delta : news.deltas)
            ids.insert(ids.end(), delta.ids.begin(), delta.ids.end());
    }
    engine.join();
    QVERIFY(news.hasStarted);
    QCOMPARE(news.figures->completionTokens, 100);
    QCOMPARE(ids.size(), std::size_t(100));
    QVERIFY(std::ranges::is_sorted(ids));
    CompletionCall failing;
    failing.fail({500, "Broken."});
    QCOMPARE(std::string(failing.wait(10s).error->what()), std::string("Broken."));
}

QTEST_GUILESS_MAIN(TestServeQueue)
#include "tst_servequeue.moc"

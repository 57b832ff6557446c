#include "desktop/stepmailbox.h"

#include <QtTest>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace exitscope;

namespace {

Delivery step(int id)
{
    RunStep news;
    news.step.tokens.emplace_back().id = id;
    return {1, std::move(news)};
}

int idOf(const Delivery& delivery)
{
    return std::get<RunStep>(delivery.news).step.tokens.front().id;
}

} // namespace

class TestStepMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wakesOnlyOnceUntilDrained();
    void keepsTheOrderOfAllNews();
    void losesNothingAcrossThreads();
};

void TestStepMailbox::wakesOnlyOnceUntilDrained()
{
    StepMailbox mailbox;
    QVERIFY(mailbox.drain().empty());
    QVERIFY(mailbox.push(step(1)));
    QVERIFY(!mailbox.push(step(2)));
    QVERIFY(!mailbox.push(step(3)));
    QCOMPARE(mailbox.drain().size(), 3u);
    QVERIFY(mailbox.drain().empty());
    QVERIFY(mailbox.push(step(4)));
}

void TestStepMailbox::keepsTheOrderOfAllNews()
{
    StepMailbox mailbox;
    RunStarted started;
    started.promptIds = {1, 2};
    (void)mailbox.push({4, std::move(started)});
    (void)mailbox.push(step(8));
    (void)mailbox.push({4, RunHalted{"why"}});
    (void)mailbox.push({5, RunEnded{FinishReason::Eos, 1, 2}});
    const auto all = mailbox.drain();
    QCOMPARE(all.size(), 4u);
    QCOMPARE(std::get<RunStarted>(all[0].news).promptIds, (std::vector{1, 2}));
    QCOMPARE(idOf(all[1]), 8);
    QCOMPARE(std::get<RunHalted>(all[2].news).error, std::string("why"));
    QCOMPARE(all[3].runId, std::uint64_t(5));
    QVERIFY(std::get<RunEnded>(all[3].news).reason == FinishReason::Eos);
}

void TestStepMailbox::losesNothingAcrossThreads()
{
    constexpr int count = 50'000;
    StepMailbox mailbox;
    std::mutex mutex;
    std::condition_variable condition;
    int wakes = 0;
    std::thread engine([&] {
        for (int i = 0; i < count; ++i) {
            if (!mailbox.push(step(i)))
                continue;
            const std::lock_guard lock(mutex);
            ++wakes;
            condition.notify_one();
        }
    });

    int next = 0;
    int drains = 0;
    bool inOrder = true;
    while (next < count) {
        {
            std::unique_lock lock(mutex);
            condition.wait(lock, [&] { return wakes > drains; });
        }
        ++drains;
        for (const Delivery& delivery : mailbox.drain())
            inOrder = inOrder && idOf(delivery) == next++;
    }
    engine.join();
    QVERIFY(inOrder);
    QCOMPARE(next, count);
    QVERIFY(mailbox.drain().empty());
    QCOMPARE(wakes, drains);
}

QTEST_GUILESS_MAIN(TestStepMailbox)
#include "tst_stepmailbox.moc"

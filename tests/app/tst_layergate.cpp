#include "desktop/layergate.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace exitscope;

/// An engine thread that waits at the gate again and again, and counts.
class Passer
{
public:
    explicit Passer(LayerGate& gate)
        : m_thread([this, &gate](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                gate.wait(stop);
                if (!stop.stop_requested())
                    ++passed;
            }
        })
    {}
    void stop()
    {
        m_thread.request_stop();
        m_thread.join();
    }

    std::atomic<int> passed = 0;

private:
    std::jthread m_thread;
};

class TestLayerGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOpenUntilItIsShut();
    void letsOneThroughAtATime();
    void oneAheadAndNoMore();
    void stoppingEndsTheWait();
    void openingEndsTheWait_data();
    void openingEndsTheWait();
    void forGoodIsSaidOnce();
    void passesAsOftenAsItIsLet();
};

void TestLayerGate::isOpenUntilItIsShut()
{
    LayerGate gate;
    QVERIFY(!gate.isShut());
    gate.wait({});
    gate.wait({});
    gate.shut();
    QVERIFY(gate.isShut());
    gate.open();
    QVERIFY(!gate.isShut());
    gate.wait({});
}

void TestLayerGate::letsOneThroughAtATime()
{
    LayerGate gate;
    gate.shut();
    Passer engine(gate);
    for (int layer = 1; layer <= 5; ++layer) {
        gate.letOne();
        QTRY_COMPARE(engine.passed.load(), layer);
    }
    engine.stop();
    QCOMPARE(engine.passed.load(), 5);
}

void TestLayerGate::oneAheadAndNoMore()
{
    LayerGate gate;
    gate.shut();
    gate.letOne();
    gate.letOne();
    gate.letOne();
    Passer engine(gate);
    QTRY_COMPARE(engine.passed.load(), 1);
    engine.stop();
    QCOMPARE(engine.passed.load(), 1);

    // What was let through for one token is no leave for the next.
    gate.letOne();
    gate.shut();
    Passer next(gate);
    next.stop();
    QCOMPARE(next.passed.load(), 0);
}

void TestLayerGate::stoppingEndsTheWait()
{
    LayerGate gate;
    gate.shut();
    std::stop_source source;
    std::atomic<bool> waits = false;
    std::thread engine([&] {
        waits = true;
        gate.wait(source.get_token());
    });
    QTRY_VERIFY(waits);
    source.request_stop();
    engine.join();
    QVERIFY(gate.isShut());
    gate.wait(source.get_token()); // at once
}

void TestLayerGate::openingEndsTheWait_data()
{
    QTest::addColumn<bool>("forGood");
    QTest::addRow("for the token") << false;
    QTest::addRow("for good") << true;
}

void TestLayerGate::openingEndsTheWait()
{
    QFETCH(bool, forGood);
    LayerGate gate;
    gate.shut();
    std::atomic<bool> waits = false;
    std::thread engine([&] {
        waits = true;
        for (int layer = 0; layer < 12; ++layer)
            gate.wait({});
    });
    QTRY_VERIFY(waits);
    forGood ? gate.openForGood() : gate.open();
    engine.join();
    QCOMPARE(gate.takeForGood(), forGood);
}

void TestLayerGate::forGoodIsSaidOnce()
{
    LayerGate gate;
    QVERIFY(!gate.takeForGood());
    gate.openForGood();
    QVERIFY(gate.takeForGood());
    QVERIFY(!gate.takeForGood());
    gate.openForGood();
    gate.open();
    QVERIFY(!gate.takeForGood());
    gate.openForGood();
    gate.shut();
    QVERIFY(!gate.takeForGood());
}

void TestLayerGate::passesAsOftenAsItIsLet()
{
    constexpr int count = 5'000;
    LayerGate gate;
    gate.shut();
    std::atomic<int> told = 0;
    std::thread engine([&] {
        for (int layer = 0; layer < count; ++layer) {
            ++told;
            gate.wait({});
        }
    });
    // As the window does: one is let through when it has been told of.
    for (int layer = 1; layer <= count; ++layer) {
        while (told < layer)
            std::this_thread::yield();
        gate.letOne();
    }
    engine.join();
    QCOMPARE(told.load(), count);
}

QTEST_GUILESS_MAIN(TestLayerGate)
#include "tst_layergate.moc"

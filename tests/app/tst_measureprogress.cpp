#include "measurefixture.h"

using namespace exitscope;
using namespace exitscope::test;

/// A measurement from the window while it goes on: stopping, going on, what waits for it.
class MeasureProgressTest : public MeasureTest
{
    Q_OBJECT

private Q_SLOTS:
    void stopsAndGoesOn();
    void goesOnUnderAnyName();
    void waitsForTheMeasurement();
    void closingStops();
    void opensNothingMeanwhile();
};

void MeasureProgressTest::stopsAndGoesOn()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(sampled.size() >= 2, 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QCOMPARE(f.result()->status, ResultStatus::Interrupted);
    const int before = f.result()->counts.done;
    QVERIFY(before >= 2 && before < 40);
    const SamplePointer first = f.samples().model()->samples()[0];
    f.press(QStringLiteral("Resume"));
    QTRY_VERIFY_WITH_TIMEOUT(f.result()->counts.done > before, 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QVERIFY(f.result()->counts.done > before);
    QCOMPARE(f.samples().model()->rowCount(), f.result()->counts.done);
    // Nothing that was measured is measured again.
    QCOMPARE(*f.samples().model()->samples()[0], *first);
}

void MeasureProgressTest::goesOnUnderAnyName()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(!sampled.isEmpty(), 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    const int before = f.result()->counts.done;
    QDir folder(place("out"));
    for (const char* name : {".json", "_samples.jsonl", "_runs"})
        QVERIFY(folder.rename(QStringLiteral("benchmark") + name, QStringLiteral("part") + name));
    f.window->open(place("out/part.json"));
    QTRY_COMPARE(f.window->results()->file(), place("out/part.json"));
    f.press(QStringLiteral("Resume"));
    QTRY_VERIFY_WITH_TIMEOUT(f.result()->counts.done > before, 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QVERIFY(!QFileInfo::exists(place("out/benchmark.json")));
    const auto opened = openMeasurement(place("out/part.json"));
    QVERIFY(opened.ok());
    QCOMPARE(std::get<OpenedBenchmark>(opened->content).samples.size(),
             static_cast<std::size_t>(f.result()->counts.done));
}

void MeasureProgressTest::waitsForTheMeasurement()
{
    MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    f.press(QStringLiteral("Start"));
    QCOMPARE(f.it.controller.state(), RunState::Lent);
    f.it.bar.runAction()->trigger();
    QCOMPARE(f.it.controller.state(), RunState::Lent);
    // Another model ends it, and what is measured stays.
    f.it.window.openFirstModel(bundled());
    QVERIFY(f.ended());
    QVERIFY(f.it.reaches(RunState::Ready));
    QTRY_VERIFY(QFileInfo::exists(place("out/benchmark.json")));
}

void MeasureProgressTest::closingStops()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(!sampled.isEmpty(), 30'000);
    f.window->close();
    QVERIFY(f.ended());
    const auto opened = openMeasurement(place("out/benchmark.json"));
    QVERIFY(opened.ok());
    QCOMPARE(std::get<OpenedBenchmark>(opened->content).result.status, ResultStatus::Interrupted);
    QVERIFY(!std::get<OpenedBenchmark>(opened->content).samples.empty());
}

void MeasureProgressTest::opensNothingMeanwhile()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(!sampled.isEmpty(), 30'000);
    QVERIFY(f.button(QStringLiteral("Open results…")));
    QVERIFY(!f.button(QStringLiteral("Open results…"))->isEnabled());
    // As Return on one of a sweep's places asks for it.
    Q_EMIT f.window->results()->fileWanted(place("out/points/exit_layer-6.json"));
    QVERIFY2(f.message().contains(QLatin1String("once the measurement has ended")),
             qPrintable(f.message()));
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QVERIFY(f.button(QStringLiteral("Open results…"))->isEnabled());
}

QTEST_MAIN(MeasureProgressTest)
#include "tst_measureprogress.moc"

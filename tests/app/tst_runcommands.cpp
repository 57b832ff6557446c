#include "desktop/settingsstore.h"
#include "windowfixture.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <optional>
#include <variant>
#include <vector>

using namespace exitscope;
using test::bundled;
using test::same;
using test::WindowFixture;

namespace {

/// Processor time that this thread has used; unlike the clock, free of what else runs.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace

class TestRunCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }

    void pausesStepsAndStops();
    void badInputIsSaidAndTheRunStays();
    void aFailedModelLeavesThePausedRunAlone();
    void overlappingOpenings();
    void theEngineAnswersEveryCommandOnce();
    void whatIsHalfTypedCounts();
    void staleNewsIsDropped();
    void staysResponsiveWhileStreaming();

private:
    QTemporaryDir m_folder;
    QString path(const QString& name) const { return m_folder.filePath(name); }
};

void TestRunCommands::initTestCase()
{
    QVERIFY(m_folder.isValid());
    test::prepareApplication(m_folder.path());
}

void TestRunCommands::pausesStepsAndStops()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(900, "cosine_similarity", false);
    it.bar.oneTokenAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), 1);
    it.bar.oneTokenAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), 2);

    it.bar.runAction()->trigger(); // goes on with the same run
    QTRY_VERIFY(it.document.tokenCount() > 10);
    it.bar.pauseAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    const int paused = it.document.tokenCount();
    QVERIFY(paused < 900);
    it.bar.oneTokenAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), paused + 1);
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Unfinished));

    it.bar.stopAction()->trigger();
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Cancelled));
    QCOMPARE(it.document.tokenCount(), paused + 1);

    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 5);
    it.bar.stopAction()->trigger();
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Cancelled));
    QVERIFY(it.document.tokenCount() < 900);
}

void TestRunCommands::badInputIsSaidAndTheRunStays()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(8, "entropy_based", true);
    QVERIFY(it.ran() && it.measured());
    const Run before = it.run();
    QSignalSpy failures(&it.controller, &RunController::failed);
    const auto saidOnce = [&](const QString& word) {
        const bool said = QTest::qWaitFor([&] { return failures.count() == 1; }, 10'000) &&
                          it.message.isVisible() &&
                          it.message.kind() == MessageStrip::Kind::Error &&
                          it.message.text().contains(word);
        failures.clear();
        it.message.hide();
        return said && same(it.run(), before) && it.reaches(RunState::Ready);
    };
    it.controller.openModel(path(QStringLiteral("nowhere")));
    QVERIFY(saidOnce(QStringLiteral("nowhere")));
    it.controller.openModel(m_folder.path());
    QVERIFY(saidOnce(QStringLiteral("config.json")));

    it.window.setPrompt({});
    it.bar.runAction()->trigger();
    QVERIFY(saidOnce(QStringLiteral("prompt")));
    it.window.setPrompt(QStringLiteral("Once upon a time ").repeated(2000));
    it.bar.runAction()->trigger();
    QVERIFY(saidOnce(QStringLiteral("1024")));

    QFile damaged(path(QStringLiteral("damaged.cbor")));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("\xA1garbage") > 0);
    damaged.close();
    it.controller.openRun(damaged.fileName());
    QVERIFY(saidOnce(QStringLiteral("damaged.cbor")));
    it.controller.openRun(path(QStringLiteral("missing.cbor")));
    QVERIFY(saidOnce(QStringLiteral("missing.cbor")));
    it.controller.saveRun(path(QStringLiteral("no/such/folder/run.cbor")));
    QVERIFY(saidOnce(QStringLiteral("no/such/folder")));
    it.controller.exportCsv(path(QStringLiteral("no/such/folder/run.csv")));
    QVERIFY(saidOnce(QStringLiteral("no/such/folder")));
    it.exportPicture(path(QStringLiteral("picture.xyz")));
    QVERIFY(saidOnce(QStringLiteral("xyz")));

    // The prompt is accepted, but its pass fails.
    Settings wrong = it.panel.settings();
    wrong.kvPolicy = KvPolicy::Exact;
    wrong.promptExit = true;
    it.controller.setSettings(wrong);
    it.window.setPrompt(QStringLiteral("Once upon a time"));
    it.bar.runAction()->trigger();
    QVERIFY(saidOnce(QStringLiteral("prompt")));
    it.controller.setSettings(it.panel.settings());

    // All the same, the next run runs.
    it.window.setPrompt(QStringLiteral("Once upon a time"));
    QVERIFY(it.ran());
    QVERIFY(!it.message.isVisible());
    QCOMPARE(it.document.tokenCount(), 8);
}

void TestRunCommands::aFailedModelLeavesThePausedRunAlone()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(900, "entropy_based", true);
    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 3);
    it.controller.openModel(path(QStringLiteral("nowhere")));
    QVERIFY(it.reaches(RunState::Paused));
    QVERIFY(it.message.isVisible());
    const int written = it.document.tokenCount();
    it.bar.oneTokenAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), written + 1);

    it.controller.openModel(bundled());
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Cancelled));
    QCOMPARE(it.document.tokenCount(), written + 1);
}

void TestRunCommands::overlappingOpenings()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(900, "entropy_based", true);
    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 3);
    it.bar.pauseAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    it.controller.openModel(bundled());
    it.controller.openModel(path(QStringLiteral("nowhere")));
    QCOMPARE(it.controller.state(), RunState::Opening);
    QTRY_VERIFY(it.controller.state() != RunState::Opening);
    // The engine holds the first of the two, and no run any more.
    QCOMPARE(it.controller.state(), RunState::Ready);
    QVERIFY(it.message.text().contains(QStringLiteral("nowhere")));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Cancelled));
    QVERIFY2(it.run().decodeSeconds > 0, "a run that another model ended keeps its timings");
    it.set(5, "none", true);
    QVERIFY(it.ran());
    QCOMPARE(it.document.tokenCount(), 5);
}

void TestRunCommands::theEngineAnswersEveryCommandOnce()
{
    SettingsBox settings;
    StepMailbox mailbox;
    EngineWorker worker(settings, mailbox);
    worker.openModel(1, bundled());
    worker.start(7, "Once upon a time", 1, {});
    std::vector<Delivery> news;
    QTRY_VERIFY((std::ranges::move(mailbox.drain(), std::back_inserter(news)), news.size() >= 3));
    QCOMPARE(news.size(), 3u);
    QVERIFY(std::holds_alternative<RunStarted>(news[0].news));
    QVERIFY(std::holds_alternative<RunStep>(news[1].news));
    QVERIFY(std::holds_alternative<RunHalted>(news[2].news));

    const auto ends = [&mailbox] {
        const std::vector<Delivery> all = mailbox.drain();
        const auto* end = all.size() == 1 ? std::get_if<RunEnded>(&all[0].news) : nullptr;
        return end && end->reason == FinishReason::Cancelled ? std::optional(*end) : std::nullopt;
    };
    worker.advance(7, 0); // a pause that came too late
    QVERIFY(mailbox.drain().empty());
    worker.openModel(2, path(QStringLiteral("nowhere")));
    QVERIFY(mailbox.drain().empty());
    worker.openModel(3, bundled());
    const auto end = ends();
    QVERIFY(end && end->prefillSeconds > 0);
    worker.advance(7, -1);
    QVERIFY(ends());
    worker.end(7);
    QVERIFY(ends());
    worker.end(6);
    worker.advance(6, 1);
    QVERIFY(mailbox.drain().empty());
}

void TestRunCommands::whatIsHalfTypedCounts()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(50, "none", true);
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    const auto fields = it.panel.findChildren<QSpinBox*>();
    const auto found = std::ranges::find(fields, QStringLiteral("Most tokens"),
                                         [](const QSpinBox* box) { return box->accessibleName(); });
    QVERIFY(found != fields.end());
    const auto type = [field = *found](const QString& text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    };
    type(QStringLiteral("7"));
    QCOMPARE(it.panel.settings().maxSteps, 50);
    QTest::keyClick(*found, Qt::Key_F5);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(it.document.tokenCount(), 7);

    type(QStringLiteral("9"));
    it.bar.oneTokenAction()->trigger();
    QCOMPARE(it.panel.settings().maxSteps, 9);
    QVERIFY(it.reaches(RunState::Paused));
    type(QStringLiteral("11"));
    QVERIFY(it.window.close());
    QCOMPARE(storedSettings().value().maxSteps, 11);
}

void TestRunCommands::staleNewsIsDropped()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(6, "none", true);
    QVERIFY(it.ran() && it.measured());
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    it.controller.saveRun(path(QStringLiteral("short.cbor")));
    QTRY_COMPARE(written.count(), 1);
    const Run kept = it.run();

    it.set(900, "none", true);
    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 6);
    it.controller.openRun(path(QStringLiteral("short.cbor")));
    QTRY_COMPARE(it.document.tokenCount(), 6);
    // Once the engine answers again, it has said all that it had to say of the old run.
    it.controller.openModel(bundled());
    QVERIFY(it.reaches(RunState::Ready));
    QVERIFY(same(it.run(), kept));
}

void TestRunCommands::staysResponsiveWhileStreaming()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(900, "entropy_based", true);
    it.window.resize(1280, 800);
    QCoreApplication::processEvents();

    QTimer ticker;
    ticker.setTimerType(Qt::PreciseTimer);
    QElapsedTimer since;
    double workBefore = threadSeconds();
    std::vector<double> gaps;
    std::vector<double> work;
    connect(&ticker, &QTimer::timeout, this, [&] {
        const double now = threadSeconds();
        gaps.push_back(static_cast<double>(since.nsecsElapsed()) / 1e6);
        work.push_back(1e3 * (now - workBefore));
        workBefore = now;
        since.restart();
    });
    // A real event loop: the waiting functions of Qt Test sleep between two turns.
    QEventLoop loop;
    connect(&it.controller, &RunController::stateChanged, &loop, [&](RunState state) {
        if (state == RunState::Ready)
            loop.quit();
    });
    since.start();
    ticker.start(1);
    it.bar.runAction()->trigger();
    loop.exec();
    ticker.stop();
    QCOMPARE(it.document.tokenCount(), 900);
    QVERIFY(!gaps.empty());
    std::ranges::sort(gaps);
    std::ranges::sort(work);
    qInfo("%.0f tokens/s; %d turns of the event loop, the longest %.1f ms, 99 %% below %.1f ms; "
          "of the window's own work at most %.1f ms, 99 %% below %.1f ms",
          summarize(it.run()).tokensPerSecond, static_cast<int>(gaps.size()), gaps.back(),
          gaps[gaps.size() * 99 / 100], work.back(), work[work.size() * 99 / 100]);
    // Of processor time, which a busy machine does not stretch: a frame's worth.
    QVERIFY(work[work.size() * 95 / 100] <= 16);
}

QTEST_MAIN(TestRunCommands)
#include "tst_runcommands.moc"

#include "widgets/costwaterfall.h"
#include "windowfixture.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <functional>
#include <iterator>
#include <stop_token>
#include <utility>
#include <variant>
#include <vector>

using namespace exitscope;
using test::bundled;
using test::WindowFixture;

namespace {

constexpr int mostTokens = 40;

/// The engine's side in this thread, where each of its events comes when the test says so.
struct Bench
{
    explicit Bench(const char* criterion)
    {
        decide(criterion);
        // Once, as the window would.
        QObject::connect(&worker, &EngineWorker::delivered, &worker, [this] {
            take();
            if (onHalt && count<RunHalted>() == 1)
                QMetaObject::invokeMethod(&worker, std::exchange(onHalt, nullptr),
                                          Qt::QueuedConnection);
        });
        worker.openModel(1, bundled());
    }

    SettingsBox box;
    StepMailbox mailbox;
    EngineWorker worker{box, mailbox};
    std::vector<Delivery> news;
    std::function<void()> onHalt; ///< a command that waits before what the worker does at rest

    void decide(const char* criterion)
    {
        Settings settings;
        settings.rule = makeRule(criterion);
        settings.maxSteps = mostTokens;
        settings.ignoreEos = true;
        settings.sampling.sample = false;
        box.set(settings);
    }
    void start(int tokens, std::stop_token rest = {})
    {
        worker.start(7, "Once upon a time", tokens, {}, std::move(rest));
        settle();
    }
    /// Until the worker has nothing more to do.
    void settle()
    {
        // Each turn handles what the one before it has posted, and a token takes one.
        for (int turn = 0; turn < 2 * mostTokens; ++turn)
            QCoreApplication::sendPostedEvents(&worker);
        take();
    }
    void take() { std::ranges::move(mailbox.drain(), std::back_inserter(news)); }
    template <class News>
    int count() const
    {
        return static_cast<int>(std::ranges::count_if(news, [](const Delivery& each) {
            return each.runId == 7 && std::holds_alternative<News>(each.news);
        }));
    }
    template <class News>
    bool endsWith() const
    {
        return !news.empty() && std::holds_alternative<News>(news.back().news);
    }
};

std::stop_token stopped()
{
    std::stop_source source;
    source.request_stop();
    return source.get_token();
}

} // namespace

/// What full depth costs is measured beside a run once it rests, and never in its way.
class TestMeasuring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }

    void aRestingRunIsMeasured();
    void aRunThatEndedIsMeasured();
    void fullDepthIsItsOwnMeasure();
    void goingOnComesFirst();
    void cancelledUntilTheNextRest();
    void anotherModelMeasuresNothing();
    void theWindowLearnsIt();
    void aPausedRunGoesOn();
    void aNewRunStartsUnmeasured();

private:
    QTemporaryDir m_folder;
};

void TestMeasuring::initTestCase()
{
    QVERIFY(m_folder.isValid());
    test::prepareApplication(m_folder.path());
}

void TestMeasuring::aRestingRunIsMeasured()
{
    Bench bench("entropy_based");
    bench.start(1);
    QCOMPARE(bench.count<RunHalted>(), 1);
    QVERIFY2(!bench.count<RunMeasured>(), "the prompt's pass alone decodes nothing");
    bench.worker.advance(7, 7);
    bench.settle();
    QCOMPARE(bench.count<RunHalted>(), 2);
    QCOMPARE(bench.count<RunMeasured>(), 1);
    QVERIFY(bench.endsWith<RunMeasured>());
    bench.worker.advance(7, 1);
    bench.settle();
    QVERIFY2(bench.endsWith<RunHalted>(), "one token more costs the same");
    bench.worker.advance(7, 20);
    bench.settle();
    QCOMPARE(bench.count<RunMeasured>(), 2);
}

void TestMeasuring::aRunThatEndedIsMeasured()
{
    Bench bench("max_probability");
    bench.start(-1);
    QCOMPARE(bench.count<RunStep>(), mostTokens);
    QCOMPARE(bench.count<RunEnded>(), 1);
    QCOMPARE(bench.count<RunMeasured>(), 1);
    QVERIFY(bench.endsWith<RunMeasured>());
}

void TestMeasuring::fullDepthIsItsOwnMeasure()
{
    Bench bench("none");
    bench.start(10);
    QVERIFY(bench.endsWith<RunHalted>());
    QVERIFY(!bench.count<RunMeasured>());
    // From the first token that a rule may let out it no longer is.
    bench.decide("cosine_similarity");
    bench.worker.advance(7, 1);
    bench.settle();
    QCOMPARE(bench.count<RunMeasured>(), 1);
    bench.decide("none");
    bench.worker.advance(7, 20);
    bench.settle();
    QCOMPARE(bench.count<RunMeasured>(), 2);
}

void TestMeasuring::goingOnComesFirst()
{
    Bench bench("entropy_based");
    bench.onHalt = [&bench] { bench.worker.advance(7, 6); };
    bench.start(5);
    QCOMPARE(bench.count<RunStep>(), 11);
    QCOMPARE(bench.count<RunHalted>(), 2);
    QCOMPARE(bench.count<RunMeasured>(), 1);
    QVERIFY(bench.endsWith<RunMeasured>());
}

void TestMeasuring::cancelledUntilTheNextRest()
{
    Bench bench("entropy_based");
    bench.start(5, stopped());
    QVERIFY(bench.endsWith<RunHalted>());
    bench.worker.advance(7, 0, stopped());
    bench.settle();
    QVERIFY2(bench.endsWith<RunHalted>(), "a run that waits has said so");
    bench.worker.advance(7, 1, stopped());
    bench.settle();
    QVERIFY(bench.endsWith<RunHalted>());
    QVERIFY(!bench.count<RunMeasured>());
    bench.worker.end(7);
    bench.settle();
    QCOMPARE(bench.count<RunEnded>(), 1);
    QVERIFY(bench.endsWith<RunMeasured>());
}

void TestMeasuring::anotherModelMeasuresNothing()
{
    Bench bench("entropy_based");
    QSignalSpy opened(&bench.worker, &EngineWorker::modelOpened);
    bench.onHalt = [&bench] { bench.worker.openModel(2, bundled()); };
    bench.start(5);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(bench.count<RunEnded>(), 1);
    QVERIFY2(bench.endsWith<RunEnded>(), "its cost says nothing of the run before");
}

void TestMeasuring::theWindowLearnsIt()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.side.setCurrentIndex(2);
    const auto* waterfall = it.window.findChild<CostWaterfall*>();
    QSignalSpy measured(&it.document, &RunDocument::fullDepthMeasured);
    it.set(40, "entropy_based", false);
    QVERIFY(it.ran());
    QTRY_COMPARE(measured.count(), 1);
    QVERIFY(it.run().fullDepth);
    QCOMPARE(it.controller.state(), RunState::Ready);
    QVERIFY(waterfall->isVisible());
    QCOMPARE(waterfall->bars().size(), 6u);
    // What was measured belongs to the run and is kept with it.
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    const QString file = m_folder.filePath(QStringLiteral("measured.json"));
    it.controller.saveRun(file);
    QTRY_COMPARE(written.count(), 1);
    const Run kept = it.run();
    it.set(5, "none", false);
    QVERIFY(it.ran());
    QVERIFY(!waterfall->isVisible());
    QSignalSpy reopened(&it.controller, &RunController::runOpened);
    it.controller.openRun(file);
    QTRY_COMPARE(reopened.count(), 1);
    QVERIFY(test::same(it.run(), kept));
    QVERIFY(waterfall->isVisible());
}

void TestMeasuring::aPausedRunGoesOn()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(900, "entropy_based", false);
    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 10);
    it.bar.pauseAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    QVERIFY(it.measured());
    const int written = it.document.tokenCount();
    // Commands one after another, each while something may still be measured.
    for (int step = 1; step <= 5; ++step) {
        it.bar.oneTokenAction()->trigger();
        QVERIFY(it.reaches(RunState::Paused));
        QCOMPARE(it.document.tokenCount(), written + step);
    }
    it.bar.stopAction()->trigger();
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Cancelled));
    QVERIFY(it.run().fullDepth);
}

void TestMeasuring::aNewRunStartsUnmeasured()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(30, "entropy_based", false);
    QVERIFY(it.ran());
    it.set(5, "none", false);
    QVERIFY(it.ran());
    QCOMPARE(it.document.tokenCount(), 5);
    QVERIFY2(!it.run().fullDepth, "what was measured of the run before is stale");
}

QTEST_MAIN(TestMeasuring)
#include "tst_measuring.moc"

#include "syntheticrun.h"
#include "trace/runjson.h"
#include "widgets/rundocument.h"
#include "widgets/runhistory.h"

#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// Equal where NaN equals NaN, which operator== does not say.
bool same(const Run& a, const Run& b)
{
    return encodeRun(a, RunForm::Json) == encodeRun(b, RunForm::Json);
}

} // namespace

class RunHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatLeavesTheScreen();
    void showsAnEarlierRun();
    void forgets();
};

void RunHistoryTest::keepsWhatLeavesTheScreen()
{
    RunDocument document;
    RunHistory history(&document);
    QCOMPARE(history.current(), 0);
    QVERIFY(!history.run(0));
    QSignalSpy current(&history, &RunHistory::currentChanged);

    const SyntheticShape shape{.layers = 4, .tokens = 5};
    const int first = history.begin({}, syntheticStart(shape));
    document.append(syntheticSteps(shape, document.run().settings));
    QVERIFY2(same(*history.run(first), document.run()), "the run on screen is what it is now");
    const Run written = document.run();

    const int second =
        history.begin({.origin = RunOrigin::Branch, .parent = first, .branchToken = 2}, Run());
    QVERIFY(second != first);
    QVERIFY(document.isEmpty());
    QVERIFY(same(*history.run(first), written));
    QCOMPARE(history.find(second)->branchToken, 2);
    QCOMPARE(current.count(), 2);
    QCOMPARE(current.last(), QVariantList({second}));
}

void RunHistoryTest::showsAnEarlierRun()
{
    RunDocument document;
    RunHistory history(&document);
    const int first = history.begin({}, syntheticRun({.layers = 4, .tokens = 5}));
    const int second = history.begin({}, syntheticRun({.layers = 4, .tokens = 3}));
    QSignalSpy reset(&document, &RunDocument::wasReset);
    history.show(first);
    QCOMPARE(document.tokenCount(), 5);
    QCOMPARE(history.current(), first);
    QCOMPARE(history.entries().size(), std::size_t(2));
    history.show(first);
    history.show(99);
    QCOMPARE(reset.count(), 1);
    history.show(second);
    QCOMPARE(document.tokenCount(), 3);
}

void RunHistoryTest::forgets()
{
    RunDocument document;
    RunHistory history(&document);
    const int first = history.begin({}, syntheticRun({.layers = 4, .tokens = 5}));
    const int second = history.begin({}, syntheticRun({.layers = 4, .tokens = 3}));
    QSignalSpy changed(&history, &RunHistory::changed);
    history.remove(second);
    QVERIFY2(history.find(second), "the run on screen is not forgotten");
    history.remove(first);
    history.remove(first);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!history.find(first));
    QVERIFY2(history.begin({}, Run()) > second, "an id is not used again");
}

QTEST_GUILESS_MAIN(RunHistoryTest)
#include "tst_runhistory.moc"

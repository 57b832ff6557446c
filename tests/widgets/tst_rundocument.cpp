#include "syntheticrun.h"
#include "widgets/rundocument.h"

#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class RunDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appends();
    void reportsOlderColumns();
    void recordsSettings();
    void selects();
    void finishes();
    void learnsWhatFullDepthCosts();
};

void RunDocumentTest::appends()
{
    const SyntheticShape shape{.layers = 4, .tokens = 5};
    RunDocument document;
    QSignalSpy reset(&document, &RunDocument::wasReset);
    QSignalSpy appended(&document, &RunDocument::tokensAppended);
    document.reset(syntheticStart(shape));
    QCOMPARE(reset.count(), 1);
    QVERIFY(document.isEmpty());

    const std::vector<Step> steps = syntheticSteps(shape, document.run().settings);
    document.append({steps.begin(), steps.begin() + 2});
    document.append({});
    document.append({steps.begin() + 2, steps.end()});
    QCOMPARE(appended.count(), 2);
    QCOMPARE(appended.at(0), QVariantList({0, 1}));
    QCOMPARE(appended.at(1), QVariantList({2, 4}));
    QCOMPARE(document.tokenCount(), 5);
    for (int token = 0; token < 5; ++token)
        QCOMPARE(document.run().tokens[std::size_t(token)].bytes, syntheticWord(token));
}

void RunDocumentTest::reportsOlderColumns()
{
    RunDocument document;
    QSignalSpy changed(&document, &RunDocument::cellsChanged);
    const SyntheticShape shape{.layers = 12, .tokens = 12, .watch = false};
    document.reset(syntheticStart(shape));
    std::vector<Step> steps = syntheticSteps(shape, document.run().settings);
    for (Step& step : steps)
        step.events.clear();
    steps[10].events = {{10, 11, 3, 9}, {10, 10, 5, 9}};
    document.append({steps.begin(), steps.begin() + 8});
    QCOMPARE(changed.count(), 0);
    document.append({steps.begin() + 8, steps.end()});
    QCOMPARE(changed.count(), 1);
    // Columns 8 and 9 came with the same batch, and are announced as appended.
    QCOMPARE(changed.at(0), QVariantList({3, 7}));
    QCOMPARE(document.run().tokens[3].cells[11], CellState::CaughtUp);
    QCOMPARE(document.run().tokens[3].caughtUpAt[11], 10);
}

void RunDocumentTest::recordsSettings()
{
    RunDocument document;
    QSignalSpy recorded(&document, &RunDocument::settingsRecorded);
    const SyntheticShape shape{.layers = 4, .tokens = 3};
    document.reset(syntheticStart(shape));
    Settings settings = document.run().settings.front().settings;
    document.recordSettings(settings);
    QCOMPARE(recorded.count(), 0);

    document.append(syntheticSteps(shape, document.run().settings));
    settings.rule = makeRule("cosine_similarity");
    document.recordSettings(settings);
    settings.rule = makeRule("token_repeat");
    document.recordSettings(settings);
    QCOMPARE(recorded.count(), 2);
    QCOMPARE(recorded.at(1), QVariantList({3}));
    QCOMPARE(document.run().settings.size(), std::size_t(2));
    QCOMPARE(document.run().settingsAt(2).rule.name(), std::string("max_probability"));
    QCOMPARE(document.run().settingsAt(3).rule.name(), std::string("token_repeat"));
}

void RunDocumentTest::selects()
{
    RunDocument document;
    document.reset(syntheticRun({.layers = 4, .tokens = 3}));
    QSignalSpy selected(&document, &RunDocument::selectionChanged);
    document.select(1, 2);
    document.select(1, 2);
    QCOMPARE(selected.count(), 1);
    document.select(99, 99);
    QCOMPARE(selected.last(), QVariantList({2, 3}));
    document.select(-5, 2);
    QCOMPARE(selected.last(), QVariantList({-1, -1}));
    document.select(0);
    document.reset(Run());
    QCOMPARE(selected.last(), QVariantList({-1, -1}));
    QCOMPARE(document.selectedToken(), -1);
}

void RunDocumentTest::finishes()
{
    RunDocument document;
    QSignalSpy finished(&document, &RunDocument::finished);
    document.finish(FinishReason::Length, 0.5, 2);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(document.run().finishReason, FinishReason::Length);
    QCOMPARE(document.run().prefillSeconds, 0.5);
    QCOMPARE(document.run().decodeSeconds, 2.0);
}

void RunDocumentTest::learnsWhatFullDepthCosts()
{
    RunDocument document;
    document.reset(syntheticRun({.layers = 4, .tokens = 3}));
    QVERIFY(!document.run().fullDepth);
    QSignalSpy measured(&document, &RunDocument::fullDepthMeasured);
    const FullDepthCost cost{.layersMs = 4, .restMs = 2, .headMs = 1};
    document.setFullDepth(cost);
    QCOMPARE(measured.count(), 1);
    QVERIFY(document.run().fullDepth == cost);
    document.reset(syntheticStart({.layers = 4}));
    QVERIFY2(!document.run().fullDepth, "another run has not been measured");
}

QTEST_GUILESS_MAIN(RunDocumentTest)
#include "tst_rundocument.moc"

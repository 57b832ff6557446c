#include "syntheticrun.h"
#include "widgets/costmodel.h"
#include "widgets/costview.h"
#include "widgets/rundocument.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QLabel>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class CostViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsItsContract();
    void figuresAreTheSummarys();
    void draftsAreCounted();
    void cellsAreCountedByState();
    void timesAddUp();
    void followsTheDocument();

private:
    static const CostModel::Row* row(const CostModel& model, const QString& name)
    {
        const auto found = std::ranges::find(model.rows(), name, &CostModel::Row::name);
        return found == model.rows().end() ? nullptr : &*found;
    }
    static QString total(const CostModel& model, const char* name)
    {
        const CostModel::Row* found = row(model, QString::fromLatin1(name));
        return found ? found->total : QString();
    }
};

void CostViewTest::keepsItsContract()
{
    CostModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(syntheticRun({.tokens = 5}));
    model.setRun(syntheticRun({.tokens = 9}));
    model.setRun(speculativeRun({}));
    QVERIFY(model.rowCount() > 0);
    model.setRun({});
    QCOMPARE(model.rowCount(), 0);
}

void CostViewTest::figuresAreTheSummarys()
{
    CostModel model;
    Run run = syntheticRun({.tokens = 41, .watch = false});
    run.tokens.back().debtRows = 17;
    const RunSummary summary = summarize(run);
    QVERIFY(summary.catchUpRows > 0);
    model.setRun(run);
    QCOMPARE(total(model, "At full depth"), QString::number(40 * 12));
    QCOMPARE(total(model, "Run"), QString::number(summary.layersRun));
    QCOMPARE(total(model, "Catch-up"), QString::number(summary.catchUpRows));
    QCOMPARE(total(model, "Waiting now"), QStringLiteral("17"));
    QCOMPARE(row(model, QStringLiteral("Past the exit"))->share,
             QStringLiteral("%1 %").arg(100 * summary.layersPastExit, 0, 'f', 1));
    QCOMPARE(row(model, QStringLiteral("Run"))->perToken,
             QString::number(double(summary.layersRun) / 40, 'f', 1));
    QVERIFY2(!row(model, QStringLiteral("Drafted")), "nothing was drafted");
}

void CostViewTest::draftsAreCounted()
{
    CostModel model;
    Run run = speculativeRun({.rounds = 10});
    run.closeCalls.resize(3);
    const RunSummary summary = summarize(run);
    model.setRun(run);
    QCOMPARE(total(model, "Rounds"), QStringLiteral("10"));
    QCOMPARE(total(model, "Drafted"), QStringLiteral("40"));
    QCOMPARE(total(model, "Accepted"), QString::number(summary.accepted));
    QCOMPARE(row(model, QStringLiteral("Accepted"))->share,
             QStringLiteral("%1 %").arg(100 * *summary.acceptanceRate(), 0, 'f', 1));
    QCOMPARE(total(model, "Close calls"), QStringLiteral("3"));
}

void CostViewTest::cellsAreCountedByState()
{
    CostModel model;
    const Run run = syntheticRun({.tokens = 30, .watch = false, .policy = KvPolicy::Copy});
    int copied = 0;
    int computed = 0;
    for (const TokenTrace& token : run.tokens) {
        copied += static_cast<int>(std::ranges::count(token.cells, CellState::Copied));
        computed += static_cast<int>(std::ranges::count(token.cells, CellState::Computed));
    }
    QVERIFY(copied > 0);
    model.setRun(run);
    QCOMPARE(total(model, "Copied"), QString::number(copied));
    QCOMPARE(total(model, "Computed"), QString::number(computed));
    QVERIFY(!row(model, QStringLiteral("Caught up")));
    QVERIFY(!row(model, QStringLiteral("Not made")));
}

void CostViewTest::timesAddUp()
{
    CostModel model;
    Run run = syntheticRun({.tokens = 3});
    run.tokens[0].times = {.layersMs = 1000, .scoringMs = 1000}; // the prompt's
    run.tokens[1].times = {
        .layersMs = 6, .scoringMs = 2, .catchUpMs = 1, .samplingMs = 1, .otherMs = 3};
    run.tokens[2].times = {
        .layersMs = 4, .scoringMs = 3, .catchUpMs = 2, .samplingMs = 1, .otherMs = 2};
    model.setRun(run);
    QCOMPARE(total(model, "Layers"), QStringLiteral("10.0"));
    QCOMPARE(total(model, "Scoring"), QStringLiteral("5.0"));
    QCOMPARE(total(model, "Catching up"), QStringLiteral("3.0"));
    QCOMPARE(total(model, "Sampling"), QStringLiteral("2.0"));
    QCOMPARE(total(model, "Bookkeeping"), QStringLiteral("5.0"));
    QCOMPARE(total(model, "Together"), QStringLiteral("25.0"));
    QCOMPARE(row(model, QStringLiteral("Layers"))->perToken, QStringLiteral("5.00"));
    QCOMPARE(row(model, QStringLiteral("Layers"))->share, QStringLiteral("40.0 %"));
    QVERIFY(!row(model, QStringLiteral("Full depth")));
    run.fullDepth = FullDepthCost{.layersMs = 8, .restMs = 2, .headMs = 1};
    model.setRun(run);
    QCOMPARE(total(model, "Full depth"), QStringLiteral("20.0"));
    QCOMPARE(total(model, "Added"), QStringLiteral("5.0"));
    run.fullDepth->restMs = 6;
    model.setRun(run);
    QCOMPARE(total(model, "Saved"), QStringLiteral("3.0"));
}

void CostViewTest::followsTheDocument()
{
    RunDocument document;
    CostView view;
    view.setDocument(&document);
    view.resize(400, 600);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    auto* table = view.findChild<TableView*>();
    const auto* model = view.findChild<CostModel*>();
    QVERIFY(!table->isVisible());
    const SpeculativeShape shape{.rounds = 4};
    document.reset(speculativeStart(shape));
    document.append(speculativeSteps(shape));
    QTRY_COMPARE(total(*model, "Drafted"), QStringLiteral("16"));
    view.hide();
    view.show();
    QVERIFY(table->isVisible());
    const auto labels = view.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->isVisible() && label->text().contains(QLatin1String("Self-speculative")) &&
               label->text().contains(QLatin1String("Exact"));
    }));
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(table);
    QVERIFY(!accessible->text(QAccessible::Name).isEmpty());
}

QTEST_MAIN(CostViewTest)
#include "tst_costview.moc"

#include "syntheticrun.h"
#include "widgets/costmodel.h"
#include "widgets/costview.h"
#include "widgets/costwaterfall.h"
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
    void verdicts_data();
    void verdicts();
    void comparesOnceFullDepthIsMeasured();

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
    static QString shownText(const CostView& view)
    {
        QStringList texts;
        for (const QLabel* label : view.findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
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
    QVERIFY2(row(model, QStringLiteral("Added"))->share.isEmpty(), "no part of this run");
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

void CostViewTest::verdicts_data()
{
    QTest::addColumn<double>("fullDepth"); // ms of one token; 0: not measured
    QTest::addColumn<QString>("criterion");
    QTest::addColumn<bool>("watch");
    QTest::addColumn<FinishReason>("end");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("measure");
    const auto length = FinishReason::Length;
    const char* rule = "entropy_based";
    const char* beside = "measured beside this run";
    QTest::addRow("saves") << 10.0 << rule << false << length << "Saves 50 % of full depth's time"
                           << beside;
    QTest::addRow("adds") << 4.0 << rule << false << length << "Takes 25 % longer than full depth"
                          << beside;
    QTest::addRow("neither") << 5.01 << rule << false << length << "Takes as long as full depth"
                             << beside;
    QTest::addRow("watching") << 4.0 << rule << true << length
                              << "Watching takes 25 % longer than full depth" << beside;
    QTest::addRow("watching, neither")
        << 5.0 << rule << true << length << "Watching takes as long as full depth" << beside;
    QTest::addRow("unfinished") << 0.0 << rule << false << FinishReason::Unfinished << ""
                                << "is measured when the run ends or pauses";
    QTest::addRow("not measured") << 0.0 << rule << false << length << ""
                                  << "has not been measured";
    QTest::addRow("full depth") << 0.0 << "none" << false << length << "This run is full depth"
                                << "nothing to compare";
}

void CostViewTest::verdicts()
{
    QFETCH(double, fullDepth);
    QFETCH(QString, criterion);
    QFETCH(bool, watch);
    QFETCH(FinishReason, end);
    QFETCH(QString, verdict);
    QFETCH(QString, measure);
    Run run = syntheticRun({.tokens = 3, .watch = watch, .criterion = criterion.toStdString()});
    run.tokens[1].times = {.layersMs = 4};
    run.tokens[2].times = {.layersMs = 6};
    run.finishReason = end;
    if (fullDepth > 0)
        run.fullDepth = FullDepthCost{.layersMs = fullDepth - 0.5, .restMs = 0.5, .headMs = 0.25};
    RunDocument document;
    CostView view;
    view.setDocument(&document);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    document.reset(run);
    const QString text = shownText(view);
    QVERIFY2(text.contains(measure), qPrintable(text));
    if (verdict.isEmpty()) {
        QVERIFY2(!text.contains(QLatin1String("longer")) && !text.contains(QLatin1String("Saves")),
                 qPrintable(text));
    } else {
        QVERIFY2(text.split(u'\n').contains(verdict), qPrintable(text));
    }
    QCOMPARE(view.findChild<CostWaterfall*>()->isVisible(), fullDepth > 0);
}

void CostViewTest::comparesOnceFullDepthIsMeasured()
{
    RunDocument document;
    CostView view;
    view.setDocument(&document);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto* waterfall = view.findChild<CostWaterfall*>();
    document.reset(speculativeRun({.rounds = 3}));
    QVERIFY(!waterfall->isVisible());
    document.setFullDepth({.layersMs = 8, .restMs = 2, .headMs = 1});
    QVERIFY(waterfall->isVisible());
    QVERIFY2(std::ranges::count(waterfall->bars(), QStringLiteral("Verification"), &CostBar::name),
             "layers that ran late verified drafts");
    document.reset(syntheticRun({.tokens = 3}));
    QVERIFY(!waterfall->isVisible());
    document.setFullDepth({.layersMs = 8, .restMs = 2, .headMs = 1});
    QVERIFY(std::ranges::count(waterfall->bars(), QStringLiteral("Catch-up"), &CostBar::name));
    document.reset(Run());
    QVERIFY(!waterfall->isVisible());
    QCOMPARE(shownText(view), QStringLiteral("Run a prompt to see what its tokens cost."));
}

QTEST_MAIN(CostViewTest)
#include "tst_costview.moc"

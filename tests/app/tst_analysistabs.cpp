#include "windowfixture.h"

#include "trace/exitfigures.h"
#include "widgets/acceptanceplot.h"
#include "widgets/exithistogramplot.h"
#include "widgets/exitmodels.h"
#include "widgets/exitsview.h"
#include "widgets/roundmodel.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircaseview.h"
#include "widgets/tableview.h"

#include <QComboBox>
#include <QTemporaryDir>

#include <numeric>

using namespace exitscope;
using namespace exitscope::test;

/// The tabs Staircase and Exits over what the real model did.
class TestAnalysisTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void theStaircaseAddsUpWithTheRun();
    void roundsAddUpWithTheRun_data();
    void roundsAddUpWithTheRun();
    void exitsAreTheRuns();
    void theWhatIfRuleIsDrawnBesideTheRun();

private:
    static StaircasePlot& openStaircase(WindowFixture& it)
    {
        QTest::keyClick(&it.window, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        auto* view = it.window.findChild<StaircaseView*>();
        Q_ASSERT(view->isVisible());
        return *view->plot();
    }
    static int cells(const StaircaseState& state)
    {
        return std::accumulate(state.cells.begin(), state.cells.end(), 0);
    }

    QTemporaryDir m_folder;
};

void TestAnalysisTabs::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestAnalysisTabs::cleanup()
{
    QSettings().clear();
}

void TestAnalysisTabs::theStaircaseAddsUpWithTheRun()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(80, "entropy_based", false);
    QVERIFY(it.ran());
    StaircasePlot& plot = openStaircase(it);
    const Run& run = it.run();
    QTRY_COMPARE(plot.history().steps(), 80);
    const RunSummary summary = summarize(run);
    const StaircaseState& state = plot.state();
    QVERIFY2(summary.catchUpRows > 0, "some tokens left early and were caught up");
    QCOMPARE(state.promptCells, run.model.layers);
    QCOMPARE(state.count(CellOrigin::OwnPass) - state.promptCells, int(summary.layersRun));
    QCOMPARE(state.count(CellOrigin::CaughtUp), int(summary.catchUpRows));
    for (int step = 0; step < 80; ++step) {
        const TokenTrace& token = run.tokens[std::size_t(step)];
        plot.setStep(step);
        QCOMPARE(plot.state().waitingLayerRows, token.debtRows);
        QCOMPARE(plot.state().columns, step + 1);
        // What waited too long ran in a batch of its own, with the token's own row.
        const auto own = std::ranges::count(token.caughtUpAt, step);
        QCOMPARE(plot.state().carriedLayerRows + int(own), token.catchUpRows);
    }
}

void TestAnalysisTabs::roundsAddUpWithTheRun_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addRow("self") << Strategy::SelfSpeculative;
    QTest::addRow("dynamic") << Strategy::DynamicSelfSpeculative;
}

void TestAnalysisTabs::roundsAddUpWithTheRun()
{
    QFETCH(Strategy, strategy);
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(70, "entropy_based", false);
    for (QComboBox* box : it.panel.findChildren<QComboBox*>()) {
        if (box->accessibleName() == QLatin1String("Strategy"))
            box->setCurrentIndex(box->findData(int(strategy)));
    }
    QVERIFY(it.ran());
    StaircasePlot& plot = openStaircase(it);
    const Run& run = it.run();
    QVERIFY(!run.rounds.empty());
    QTRY_COMPARE(plot.history().columnsAfter(plot.history().steps() - 1), 70);
    const RunSummary summary = summarize(run);
    const StaircaseState state = plot.state();
    QCOMPARE(cells(state), 70 * run.model.layers);
    QCOMPARE(cells(state) - state.promptCells + state.rejectedLayerRows,
             int(summary.layersRun + summary.catchUpRows));
    QCOMPARE(state.waitingRows, 0);
    int drafted = 0;
    for (const SpeculationRound& round : run.rounds) {
        for (std::size_t i = 0; i < round.drafts.size() && int(i) <= round.accepted; ++i) {
            if (round.firstToken + int(i) < 70)
                drafted += round.drafts[i].exitLayer + 1;
        }
    }
    QCOMPARE(state.count(CellOrigin::DraftPass), drafted);
    const auto* bars = it.window.findChild<AcceptancePlot*>();
    QVERIFY(bars->isVisible());
    QCOMPARE(bars->figures().drafted, summary.drafted);
    QCOMPARE(bars->figures().accepted, summary.accepted);
    const auto* rounds = it.window.findChild<RoundModel*>();
    QCOMPARE(rounds->rowCount(), int(run.rounds.size()));
}

void TestAnalysisTabs::exitsAreTheRuns()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(80, "max_probability", true);
    Settings settings = it.panel.settings();
    for (auto& [name, value] : settings.rule.conditions.front().parameters)
        value = std::min(value, 0.3);
    it.panel.setSettings(settings);
    QVERIFY(it.ran());
    QTest::keyClick(&it.window, Qt::Key_8, Qt::ControlModifier);
    auto* view = it.window.findChild<ExitsView*>();
    QVERIFY(view->isVisible());
    QTRY_COMPARE(view->plot()->picture().exits.total, 80);
    QVERIFY(std::abs(view->plot()->picture().exits.mean - summarize(it.run()).meanExitLayer) <
            1e-9);
    auto* wrong = it.window.findChild<WrongExitModel*>();
    const std::vector<WrongExit> due = wrongExits(it.run());
    QVERIFY2(!due.empty(), "so low a threshold lets tokens out wrongly");
    QTRY_COMPARE(wrong->rowCount(), int(due.size()));
    for (TableView* table : view->findChildren<TableView*>()) {
        if (table->model() == wrong)
            table->setCurrentIndex(wrong->index(wrong->rowCount() - 1, 0));
    }
    QCOMPARE(it.document.selectedToken(), due.back().token);
    QCOMPARE(it.document.selectedLayer(), due.back().layer);
}

void TestAnalysisTabs::theWhatIfRuleIsDrawnBesideTheRun()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(40, "top2_margin", true);
    QVERIFY(it.ran());
    QTest::keyClick(&it.window, Qt::Key_8, Qt::ControlModifier);
    auto* view = it.window.findChild<ExitsView*>();
    QVERIFY(!view->plot()->picture().hasOther());
    QTest::keyClick(&it.window, Qt::Key_6, Qt::ControlModifier);
    QTRY_VERIFY(view->plot()->picture().hasOther());
    QCOMPARE(view->plot()->picture().other.total, 40);
    it.side.setCurrentIndex(0);
    QTRY_VERIFY(!view->plot()->picture().hasOther());
}

QTEST_MAIN(TestAnalysisTabs)
#include "tst_analysistabs.moc"

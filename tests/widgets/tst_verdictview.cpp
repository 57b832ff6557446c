#include "syntheticrun.h"
#include "widgets/recordedscore.h"
#include "widgets/scheduleplot.h"
#include "widgets/verdictview.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTableView>
#include <QtTest>

#include <cmath>

using namespace exitscope;

namespace {

QTableView* tableOf(const VerdictView& view)
{
    return view.findChild<QTableView*>();
}

int rowOf(const VerdictView& view, std::string_view criterion)
{
    const auto& rows = view.model()->rows();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row].criterion && rows[row].criterion->name == criterion && !rows[row].isRule)
            return static_cast<int>(row);
    }
    return -1;
}

} // namespace

class TestVerdictView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRanIsDrawnFirst();
    void plotFollowsTheChosenRow();
    void choiceOutlivesTheToken();
    void scoresStandAgainstThresholds();
    void theMinimumLayerCounts();
    void unrecordedScoresSaySo();
    void otherPoliciesAreNoExactAnswer();
    void everyTokenKeepsTheContract();
};

void TestVerdictView::whatRanIsDrawnFirst()
{
    const Run run = test::syntheticRun({.layers = 6, .tokens = 5});
    VerdictView view;
    view.setToken(run, 2, 4);
    view.show();
    QCOMPARE(view.plot()->curve().condition.name(), std::string("max_probability"));
    QCOMPARE(view.plot()->curve().exitLayer, run.tokens[2].exitLayer);
    QCOMPARE(view.plot()->curve().selectedLayer, 4);
    QCOMPARE(view.plot()->curve().thresholds.size(), 6u);
    QVERIFY(!view.plot()->isEditable());
    QVERIFY(!view.plot()->grab().isNull());
}

void TestVerdictView::plotFollowsTheChosenRow()
{
    const Run run = test::syntheticRun({.layers = 6, .tokens = 5});
    VerdictView view;
    view.setToken(run, 2, -1);
    view.show();
    tableOf(view)->selectRow(rowOf(view, "entropy_based"));
    const ScheduleCurve& curve = view.plot()->curve();
    QCOMPARE(curve.condition.name(), std::string("entropy_based"));
    for (int layer = 0; layer < 6; ++layer) {
        const float expected = recordedScore(run, 2, curve.condition, layer);
        const double drawn = curve.scores[std::size_t(layer)];
        QVERIFY(std::isnan(expected) ? std::isnan(drawn) : drawn == double(expected));
    }
    tableOf(view)->selectRow(view.model()->rowCount() - 1);
    QVERIFY2(!view.plot()->isVisible(), "full depth has no score");
}

void TestVerdictView::choiceOutlivesTheToken()
{
    Run run = test::syntheticRun({.layers = 6, .tokens = 8, .settingsChangeAt = 4});
    run.settings[1].settings.rule.patience = 2; // from there on the whole rule has a row too
    VerdictView view;
    view.setToken(run, 1, -1);
    const int before = rowOf(view, "top2_margin");
    tableOf(view)->selectRow(before);
    view.setToken(run, 6, -1);
    QCOMPARE(rowOf(view, "top2_margin"), before + 1);
    QCOMPARE(tableOf(view)->currentIndex().row(), before + 1);
    QCOMPARE(view.plot()->curve().condition.name(), std::string("top2_margin"));
    // The whole rule is chosen, and where there is none, what ran stands in for it.
    tableOf(view)->selectRow(0);
    view.setToken(run, 1, -1);
    QCOMPARE(view.plot()->curve().condition.name(), std::string("max_probability"));
    view.setToken(run, 6, -1);
    QCOMPARE(tableOf(view)->currentIndex().row(), 0);
}

void TestVerdictView::scoresStandAgainstThresholds()
{
    Run run = test::syntheticRun({.layers = 4, .tokens = 1});
    const float probabilities[] = {0.1f, 0.2f, 0.75f, 0.9f};
    for (std::size_t layer = 0; layer < 4; ++layer)
        run.tokens[0].layers[layer].maxProbability = probabilities[layer];
    const auto flat = [&run](double at) {
        run.settings[0].settings.rule =
            makeRule("max_probability",
                     {{"max_prob_initial_threshold", at}, {"max_prob_final_threshold", at}});
    };
    flat(0.5);
    OutlookModel model;
    model.setToken(run, 0);
    const auto row = [&model]() -> const OutlookModel::Row& {
        return *std::ranges::find(model.rows(), true, &OutlookModel::Row::active);
    };
    const auto cell = [&model, &row](int column) {
        return model.index(int(&row() - model.rows().data()), column).data().toString();
    };
    QVERIFY(row().fired);
    QCOMPARE(row().exitLayer, std::optional(2));
    QCOMPARE(row().threshold, 0.5);
    QCOMPARE(row().score, 0.75f);
    QCOMPARE(cell(OutlookModel::ScoreColumn), QStringLiteral("0.75 > 0.5"));
    QCOMPARE(cell(OutlookModel::ExitColumn), QStringLiteral("2"));
    QVERIFY(model.sentence(int(&row() - model.rows().data())).contains(QStringLiteral("Exact")));
    flat(0.95);
    model.setToken(run, 0);
    QVERIFY(!row().fired);
    QCOMPARE(cell(OutlookModel::ExitColumn), QStringLiteral("end"));
    QCOMPARE(cell(OutlookModel::ScoreColumn), QStringLiteral("0.9 ≤ 0.95"));
    QVERIFY(model.sentence(int(&row() - model.rows().data()))
                .contains(QStringLiteral("would not have let it out")));
}

void TestVerdictView::theMinimumLayerCounts()
{
    Run run = test::syntheticRun({.layers = 6, .tokens = 1});
    for (LayerStatistics& layer : run.tokens[0].layers)
        layer.maxProbability = 0.9f;
    Rule rule = makeRule("max_probability",
                         {{"max_prob_initial_threshold", 0.5}, {"max_prob_final_threshold", 0.5}});
    rule.minimumLayer = 3;
    run.settings[0].settings.rule = rule;
    VerdictView view;
    view.setToken(run, 0, -1);
    view.show();
    QVERIFY(view.model()->rows().front().isRule);
    const ScheduleCurve& whole = view.plot()->curve();
    QCOMPARE(whole.minimumLayer, 3);
    QCOMPARE(whole.wouldLeaveAt, 3);
    QVERIFY(!whole.fires(2));
    QVERIFY(whole.fires(3));
    QVERIFY(!whole.fires(6));
    QVERIFY(!view.plot()->grab().isNull());
    // The criterion by itself has none.
    tableOf(view)->selectRow(rowOf(view, "max_probability"));
    QCOMPARE(view.plot()->curve().minimumLayer, 0);
    QCOMPARE(view.plot()->curve().wouldLeaveAt, 0);
}

void TestVerdictView::unrecordedScoresSaySo()
{
    const Run run = test::syntheticRun({.layers = 12, .tokens = 60, .watch = false});
    VerdictView view;
    int early = 1;
    while (run.tokens[std::size_t(early)].exitLayer > 9)
        ++early;
    view.setToken(run, early, -1);
    bool found = false;
    for (std::size_t row = 0; row < view.model()->rows().size(); ++row) {
        if (view.model()->rows()[row].exitLayer)
            continue;
        found = true;
        const QModelIndex first = view.model()->index(int(row), OutlookModel::CriterionColumn);
        QVERIFY(
            first.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Not recorded")));
        QCOMPARE(view.model()->index(int(row), OutlookModel::TokenColumn).data().toString(),
                 QStringLiteral("not recorded"));
    }
    QVERIFY(found);
}

void TestVerdictView::otherPoliciesAreNoExactAnswer()
{
    const Run run = test::syntheticRun({.layers = 6, .tokens = 3, .policy = KvPolicy::Copy});
    OutlookModel model;
    model.setToken(run, 2);
    for (int row = 0; row < model.rowCount(); ++row) {
        const OutlookModel::Row& each = model.rows()[std::size_t(row)];
        if (!each.exitLayer || !each.criterion)
            continue;
        QCOMPARE(model.sentence(row).contains(QStringLiteral("Exact")), each.active);
    }
}

void TestVerdictView::everyTokenKeepsTheContract()
{
    const Run run = test::syntheticRun({.layers = 80, .tokens = 12, .watch = false});
    VerdictView view;
    const QAbstractItemModelTester tester(view.model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    view.resize(340, 600);
    view.show();
    for (int token = 0; token < 12; ++token) {
        view.setToken(run, token, token % 80);
        for (int row = 0; row < view.model()->rowCount(); ++row) {
            tableOf(view)->selectRow(row);
            QVERIFY(!view.grab().isNull());
        }
    }
    view.setToken({}, -1, -1);
    QCOMPARE(view.model()->rowCount(), 0);
    QVERIFY(!view.plot()->isVisible());
}

QTEST_MAIN(TestVerdictView)
#include "tst_verdictview.moc"

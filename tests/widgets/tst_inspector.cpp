#include "support/randomrun.h"
#include "widgets/inspector.h"
#include "widgets/lensmodel.h"
#include "widgets/outlookmodel.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace exitscope;

namespace {

/// Four layers that predict 5, 5, 9, 9; the token 9 left at layer 2.
TokenTrace watchedToken()
{
    TokenTrace token;
    token.id = 9;
    token.bytes = " nine";
    token.exitLayer = 2;
    token.layers.resize(4);
    for (std::size_t layer = 0; layer < 4; ++layer) {
        token.layers[layer].top1 = layer < 2 ? 5 : 9;
        token.layers[layer].maxProbability = 0.25f * static_cast<float>(layer + 1);
        for (int rank = 0; rank < topEntriesPerLayer; ++rank)
            token.top.push_back(
                {rank == 0 ? token.layers[layer].top1 : 20 + rank,
                 token.layers[layer].maxProbability / static_cast<float>(1 + rank)});
    }
    return token;
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelsKeepTheirContracts();
    void deepestLayerComesFirst();
    void changesAreMarkedTwice();
    void exitIsMarked();
    void unscoredLayersSaySo();
    void decidedTokensShowTheirTopToken();
    void outlookOfEveryCriterion();
    void inspectorFollowsSelectionAndNewest();
};

void TestInspector::modelsKeepTheirContracts()
{
    LensModel lens;
    OutlookModel outlook;
    const QAbstractItemModelTester lensTester(
        &lens, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester outlookTester(
        &outlook, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Run run = test::RandomRun(3).make(12, 5);
    for (int token = 0; token < 12; ++token) {
        lens.setToken(run.tokens[std::size_t(token)]);
        outlook.setToken(run, token);
        QCOMPARE(lens.rowCount(), 5);
        QCOMPARE(outlook.rowCount(), int(allCriteria().size()) + 1);
    }
    lens.setTokenText([](int id) { return QStringLiteral("t%1").arg(id); });
    lens.setToken(test::RandomRun(4).make(1, 9).tokens[0]);
    QCOMPARE(lens.rowCount(), 9);
    lens.setToken({});
    outlook.setToken({}, -1);
    QCOMPARE(lens.rowCount(), 0);
    QCOMPARE(outlook.rowCount(), 0);
}

void TestInspector::deepestLayerComesFirst()
{
    LensModel lens;
    lens.setToken(watchedToken());
    QCOMPARE(cell(lens, 0, LensModel::LayerColumn), QStringLiteral("3"));
    QCOMPARE(cell(lens, 3, LensModel::LayerColumn), QStringLiteral("0"));
    QCOMPARE(lens.layerOfRow(0), 3);
    // Without names, ids stand in for them.
    QCOMPARE(cell(lens, 3, LensModel::FirstTokenColumn), QStringLiteral("5  25.0 %"));
    QCOMPARE(cell(lens, 0, LensModel::FirstTokenColumn + 1), QStringLiteral("21  50.0 %"));
    lens.setTokenText([](int id) { return QStringLiteral("<%1>").arg(id); });
    QCOMPARE(cell(lens, 3, LensModel::FirstTokenColumn), QStringLiteral("<5>  25.0 %"));
    QCOMPARE(lens.index(3, 1).data(LensModel::ProbabilityRole).toDouble(), 0.25);
}

void TestInspector::changesAreMarkedTwice()
{
    LensModel lens;
    lens.setToken(watchedToken());
    for (int layer = 0; layer < 4; ++layer) {
        const QModelIndex index = lens.index(3 - layer, LensModel::FirstTokenColumn);
        const bool changed = layer == 2;
        QCOMPARE(lens.predictionChanged(layer), changed);
        QCOMPARE(index.data().toString().contains(QStringLiteral("◆")), changed);
        if (layer != 2) // the exit row is bold as a whole
            QVERIFY(!index.data(Qt::FontRole).value<QFont>().bold());
        else
            QVERIFY(index.data(Qt::FontRole).value<QFont>().bold());
    }
}

void TestInspector::exitIsMarked()
{
    LensModel lens;
    lens.setToken(watchedToken());
    for (int layer = 0; layer < 4; ++layer) {
        const QModelIndex index = lens.index(3 - layer, LensModel::LayerColumn);
        QCOMPARE(index.data().toString().contains(QStringLiteral("▸")), layer == 2);
        QCOMPARE(
            index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("left here")),
            layer == 2);
    }
}

void TestInspector::unscoredLayersSaySo()
{
    TokenTrace token;
    token.exitLayer = 0;
    token.layers.resize(2);
    LensModel lens;
    lens.setToken(token);
    QCOMPARE(cell(lens, 0, LensModel::FirstTokenColumn), QStringLiteral("not scored"));
    QVERIFY(!lens.index(0, 1).data(LensModel::ProbabilityRole).isValid());
    QCOMPARE(cell(lens, 0, LensModel::FirstTokenColumn + 1), QString());
}

void TestInspector::decidedTokensShowTheirTopToken()
{
    TokenTrace token = watchedToken();
    token.top.clear();
    LensModel lens;
    lens.setToken(token);
    QCOMPARE(cell(lens, 3, LensModel::FirstTokenColumn), QStringLiteral("5  25.0 %"));
    QCOMPARE(cell(lens, 3, LensModel::FirstTokenColumn + 1), QString());
}

void TestInspector::outlookOfEveryCriterion()
{
    Run run;
    run.model.layers = 4;
    run.model.vocabulary = 100;
    Settings settings;
    settings.rule = makeRule("token_repeat", {{"repeats", 1.0}});
    run.settings.push_back({0, settings});
    run.tokens.push_back(watchedToken());

    OutlookModel outlook;
    outlook.setRecommended(
        {{"max_probability",
          {{"max_prob_initial_threshold", 0.4}, {"max_prob_final_threshold", 0.4}}}});
    outlook.setToken(run, 0);
    const auto row = [&outlook](std::string_view name) {
        for (const OutlookModel::Row& candidate : outlook.rows()) {
            if (candidate.criterion ? candidate.criterion->name == name : name == "none")
                return candidate;
        }
        return OutlookModel::Row{};
    };
    QVERIFY(row("token_repeat").active); // with the values that ran: one repeat, at layer 1
    QCOMPARE(row("token_repeat").exitLayer, std::optional(1));
    QCOMPARE(row("token_repeat").topToken, 5);
    QVERIFY(!row("max_probability").active); // with the recommended values: 0.5 > 0.4 at layer 1
    QCOMPARE(row("max_probability").exitLayer, std::optional(1));
    QCOMPARE(row("none").exitLayer, std::optional(3));
    QCOMPARE(row("none").topToken, 9);
    QCOMPARE(row("cosine_similarity").exitLayer, std::optional<int>());

    const int last = outlook.rowCount() - 1;
    QCOMPARE(cell(outlook, last, OutlookModel::TokenColumn), QStringLiteral("= 9"));
    QVERIFY(cell(outlook, 1, OutlookModel::TokenColumn).startsWith(QStringLiteral("≠")));
    QVERIFY(cell(outlook, 1, OutlookModel::CriterionColumn).startsWith(QStringLiteral("▸")));
    QCOMPARE(cell(outlook, 0, OutlookModel::ExitColumn), QStringLiteral("unknown"));
}

void TestInspector::inspectorFollowsSelectionAndNewest()
{
    RunDocument document;
    Inspector inspector;
    inspector.setDocument(&document);
    inspector.resize(400, 700);
    inspector.show();
    auto* lens = inspector.findChild<LensModel*>();
    QCOMPARE(lens->rowCount(), 0);

    document.reset(test::RandomRun(11).make(5, 6));
    QCOMPARE(lens->rowCount(), 6);
    QCOMPARE(lens->token().id, document.run().tokens[4].id);
    document.select(1, 4);
    QCOMPARE(lens->token().id, document.run().tokens[1].id);
    auto* view = inspector.findChild<QTableView*>();
    QCOMPARE(view->selectionModel()->selectedRows().value(0).row(), 1);

    // Arrow keys in the table move the shared selection.
    view->setFocus();
    QTRY_VERIFY(view->hasFocus());
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(document.selectedToken(), 1);
    QCOMPARE(document.selectedLayer(), 3);
    document.reset({});
    QCOMPARE(lens->rowCount(), 0);
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"

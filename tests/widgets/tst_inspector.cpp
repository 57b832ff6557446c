#include "support/randomrun.h"
#include "widgets/inspector.h"
#include "widgets/lensmodel.h"
#include "widgets/outlookmodel.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QIcon>
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
    void writtenTokenHasRankAndProbability();
    void pinsOutliveTheToken();
    void decidedTokensShowTheirTopToken();
    void outlookOfEveryCriterion();
    void aRuleOfSeveralHasARowOfItsOwn();
    void fullDepthIsTheWholeModelsAlsoBehindDrafts();
    void inspectorFollowsSelectionAndNewest();
    void focusSelectsNoLayer();
    void fitsANarrowPanel();
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
        const Settings& settings = run.settingsAt(token);
        const Rule& rule = settings.rule;
        const bool isMore = settings.ruleApplies() && (rule.conditions.size() > 1 ||
                                                       rule.patience > 1 || rule.minimumLayer > 0);
        QCOMPARE(outlook.rowCount(), int(allCriteria().size()) + 1 + isMore);
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
    QCOMPARE(lens.index(3, LensModel::FirstTokenColumn).data(LensModel::ProbabilityRole).toDouble(),
             0.25);
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
        QCOMPARE(index.data(Qt::FontRole).value<QFont>().bold(), changed);
    }
}

void TestInspector::exitIsMarked()
{
    LensModel lens;
    lens.setToken(watchedToken());
    for (int layer = 0; layer < 4; ++layer) {
        const QModelIndex index = lens.index(3 - layer, LensModel::LayerColumn);
        QCOMPARE(index.data().toString().contains(QStringLiteral("▸")), layer == 2);
        QCOMPARE(index.data(LensModel::ExitRole).toBool(), layer == 2);
        QVERIFY(!index.data(Qt::FontRole).value<QFont>().bold());
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
    QVERIFY(!lens.index(0, LensModel::FirstTokenColumn).data(LensModel::ProbabilityRole).isValid());
    QCOMPARE(cell(lens, 0, LensModel::FirstTokenColumn + 1), QString());
}

void TestInspector::writtenTokenHasRankAndProbability()
{
    TokenTrace token = watchedToken();
    token.top[1] = {9, 0.125f}; // layer 0: second
    token.layers[0].emittedProbability = 0.125f;
    token.layers[1].emittedProbability = 0.002f; // layer 1: not among those kept
    LensModel lens;
    lens.setToken(token);
    const auto written = [&lens](int layer) {
        return cell(lens, 3 - layer, LensModel::WrittenColumn);
    };
    QCOMPARE(written(0), QStringLiteral("2.  13 %"));
    QCOMPARE(written(1), QStringLiteral(">5.  0.2 %"));
    QCOMPARE(written(2), QStringLiteral("1.  75 %"));
    QCOMPARE(lens.writtenRank(0), std::optional(2));
    QCOMPARE(lens.writtenText(1), QStringLiteral("not among the first 5, 0.2 %"));
    token.top.clear();
    token.layers[1].emittedProbability = unknownScore;
    lens.setToken(token);
    QCOMPARE(written(1), QString());
    QCOMPARE(lens.writtenRank(1), std::optional<int>());
    QCOMPARE(written(2), QStringLiteral("1.  75 %"));
}

void TestInspector::pinsOutliveTheToken()
{
    LensModel lens;
    const QAbstractItemModelTester tester(&lens,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    lens.setToken(watchedToken());
    QSignalSpy spy(&lens, &LensModel::pinsChanged);
    lens.setPinned(1, true);
    lens.setPinned(1, true);
    lens.setPinned(8, true); // of a deeper model, shown before
    QCOMPARE(spy.count(), 2);
    const QModelIndex row = lens.index(2, LensModel::LayerColumn);
    QVERIFY(row.data(LensModel::PinnedRole).toBool());
    QVERIFY(!row.data(Qt::DecorationRole).value<QIcon>().isNull());
    QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("pinned")));
    lens.setToken(test::RandomRun(4).make(1, 12).tokens[0]);
    QVERIFY(lens.index(12 - 1 - 1, 0).data(LensModel::PinnedRole).toBool());
    QVERIFY(lens.index(12 - 1 - 8, 0).data(LensModel::PinnedRole).toBool());
    lens.unpinAll();
    QVERIFY(lens.pinnedLayers().empty());
    QVERIFY(lens.index(10, 0).data(Qt::DecorationRole).isNull());
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
    QCOMPARE(cell(outlook, 0, OutlookModel::TokenColumn), QStringLiteral("not recorded"));
}

void TestInspector::aRuleOfSeveralHasARowOfItsOwn()
{
    Run run;
    run.model.layers = 4;
    run.model.vocabulary = 100;
    Settings settings;
    settings.rule.conditions = {
        makeCondition("token_repeat", {{"repeats", 1.0}}),
        makeCondition("max_probability",
                      {{"max_prob_initial_threshold", 0.99}, {"max_prob_final_threshold", 0.99}})};
    run.settings.push_back({0, settings});
    run.tokens.push_back(watchedToken());
    OutlookModel outlook;
    outlook.setToken(run, 0);
    QVERIFY(outlook.rows().front().isRule);
    QCOMPARE(outlook.rows().front().exitLayer, std::optional(1));
    QCOMPARE(cell(outlook, 0, OutlookModel::CriterionColumn), QStringLiteral("▸ The whole rule"));
    const auto active = [&outlook] {
        return std::ranges::count(outlook.rows(), true, &OutlookModel::Row::active);
    };
    QCOMPARE(active(), 3); // as a whole, and each of the two by itself
    run.settings[0].settings.rule.combine = Combine::All;
    outlook.setToken(run, 0);
    QCOMPARE(outlook.rows().front().exitLayer, std::optional(3));

    // Drafts of a fixed depth ask no rule.
    run.settings[0].settings.strategy = Strategy::SelfSpeculative;
    run.settings[0].settings.exitLayerLimit = 2;
    outlook.setToken(run, 0);
    QVERIFY(!outlook.rows().front().isRule);
    QCOMPARE(active(), 1);
    QVERIFY(outlook.rows().back().active);
}

void TestInspector::fullDepthIsTheWholeModelsAlsoBehindDrafts()
{
    Run run;
    run.model.layers = 4;
    run.model.vocabulary = 64;
    Settings settings;
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = 2;
    run.settings.push_back({0, settings});
    run.tokens.push_back(watchedToken());
    OutlookModel outlook;
    outlook.setToken(run, 0);
    const OutlookModel::Row& full = outlook.rows().back();
    QCOMPARE(full.exitLayer, std::optional(3));
    QCOMPARE(full.topToken, 9);
    QVERIFY2(full.active, "that is how the drafts are verified");
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
    auto* view = inspector.findChild<QTableView*>(QStringLiteral("lens"));
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

void TestInspector::focusSelectsNoLayer()
{
    RunDocument document;
    Inspector inspector;
    inspector.setDocument(&document);
    inspector.resize(400, 700);
    inspector.show();
    QVERIFY(QTest::qWaitForWindowActive(&inspector));
    document.reset(test::RandomRun(11).make(5, 6));
    document.select(2);
    for (QTableView* view : inspector.findChildren<QTableView*>()) {
        view->setFocus(Qt::TabFocusReason);
        if (!view->isVisible())
            continue;
        QVERIFY(view->hasFocus());
        QCOMPARE(document.selectedLayer(), -1);
        // Of the rules one is chosen from the start: it is drawn.
        QCOMPARE(view->currentIndex().isValid(), view->objectName() == QStringLiteral("verdicts"));
    }
}

void TestInspector::fitsANarrowPanel()
{
    RunDocument document;
    Inspector inspector;
    inspector.setDocument(&document);
    document.reset(test::RandomRun(11).make(5, 32));
    inspector.show();
    int shownBefore = 0;
    for (const int width : {340, 380, 600}) {
        inspector.resize(width, 700);
        QCOMPARE(inspector.width(), width);
        for (const QTableView* view : inspector.findChildren<QTableView*>()) {
            if (!view->isVisible())
                continue;
            QTRY_VERIFY2(view->horizontalHeader()->length() <= view->viewport()->width(),
                         qPrintable(QStringLiteral("%1: %2 in %3")
                                        .arg(view->accessibleName())
                                        .arg(view->horizontalHeader()->length())
                                        .arg(view->viewport()->width())));
        }
        auto* lens = inspector.findChild<QTableView*>(QStringLiteral("lens"));
        int shown = 0;
        for (int column = LensModel::FirstTokenColumn; column < lens->model()->columnCount();
             ++column) {
            if (lens->isColumnHidden(column))
                continue;
            ++shown;
            QVERIFY(lens->columnWidth(column) >= 8 * lens->fontMetrics().averageCharWidth());
        }
        QVERIFY(shown >= std::max(1, shownBefore));
        shownBefore = shown;
    }
    QCOMPARE(shownBefore, topEntriesPerLayer);
    auto* outlook = inspector.findChild<QTableView*>(QStringLiteral("verdicts"));
    QVERIFY(
        outlook->visualRect(outlook->model()->index(outlook->model()->rowCount() - 1, 0)).bottom() <
        outlook->viewport()->height());
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"

#include "exportedviews.h"
#include "trace/speculationfigures.h"
#include "widgets/pictureexport.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <iterator>

using namespace exitscope;
using namespace exitscope::test;

/// The numbers behind the plots, and what the views hand out while they are hidden or empty.
class TestViewTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesHoldWhatIsShown();
    void tablesOfExitsAndDrafts();
    void staircaseAfterTheShownStep();
    void comparisonHoldsFiguresAndTokens();
    void heatmapCarriesTheOtherRule();
    void jsonNamesItsRun();
    void csvQuotes();
    void viewsWithoutData();
    void hiddenViewsKeepUp();
};

void TestViewTables::tablesHoldWhatIsShown()
{
    const Views views(measuredRun());
    const Run& run = views.document.run();
    const ExportTable cells = views.pictureOf(views.heatmap).table();
    QCOMPARE(cells.rows.size(), run.tokens.size() * 12);
    const QVariantList& cell = cells.rows[12 * 5 + 3];
    QCOMPARE(cell[0].toInt(), 6);
    QCOMPARE(cell[2].toString(), QStringLiteral(" there"));
    QCOMPARE(cell[4].toInt(), 3);
    QCOMPARE(cell[6].toFloat(), run.tokens[5].layers[3].maxProbability);

    const ExportTable cost = views.pictureOf(views.cost).table();
    QCOMPARE(cost.rows.size(), std::size_t(6));
    QCOMPARE(cost.rows.front()[1].toDouble(), 2.5);

    const ExportTable schedule = views.pictureOf(views.rule).table();
    QCOMPARE(schedule.rows.size(), std::size_t(12));
    QCOMPARE(schedule.rows[7][2].toFloat(), run.tokens.back().layers[7].maxProbability);

    const ExportTable curves = views.pictureOf(views.whatIf).table();
    QSet<QString> what;
    for (const QVariantList& row : curves.rows)
        what.insert(row[0].toString());
    QCOMPARE(what, QSet<QString>({"curve", "this_rule", "as_it_ran", "oracle_ceiling"}));
}

void TestViewTables::tablesOfExitsAndDrafts()
{
    Views views(measuredRun());
    const Run& run = views.document.run();
    const ExportTable exits = views.pictureOf(views.exits).table();
    QCOMPARE(exits.rows.size(), std::size_t(12));
    QCOMPARE(exits.columns.size(), qsizetype(4));
    int tokens = 0;
    for (const QVariantList& row : exits.rows)
        tokens += row[1].toInt();
    QCOMPARE(tokens, 40);
    QCOMPARE(exits.rows.back()[3].toDouble(), 1.0);
    views.exits.setOtherExits(std::vector<int>(40, 3));
    QCOMPARE(views.pictureOf(views.exits).table().rows[3][4].toInt(), 40);

    const SpeculationFigures figures = speculationFiguresOf(views.drafted.run());
    const ExportTable drafts = views.pictureOf(views.speculation).table();
    QCOMPARE(drafts.rows.size(), figures.positions.size());
    QCOMPARE(drafts.rows[1][0].toInt(), 2);
    QCOMPARE(drafts.rows[1][2].toInt(), figures.positions[1].accepted);

    views.document.select(4, 2);
    const ExportTable scores = views.pictureOf(views.inspector).table();
    QCOMPARE(scores.rows.size(), std::size_t(12));
    QCOMPARE(scores.rows[7][2].toFloat(), run.tokens[4].layers[7].maxProbability);

    const ExportTable risk = views.pictureOf(views.risk).table();
    QCOMPARE(risk.rows.size(), std::size_t(10));
    QCOMPARE(risk.rows[5][1].toDouble(), 0.002 * 25);
    QCOMPARE(risk.rows[5][2].toDouble(), views.risk.bounds()[5]);
    QVERIFY(risk.rows[5][5].toBool() && risk.rows[5][6].toBool());
    QVERIFY(!risk.rows[6][5].toBool() && !risk.rows[6][6].toBool());
}

void TestViewTables::staircaseAfterTheShownStep()
{
    Views views(syntheticRun({.tokens = 40, .watch = false}));
    const Run& run = views.document.run();
    const auto held = [&] {
        const ExportTable table = views.pictureOf(views.staircase).table();
        return std::ranges::count_if(table.rows,
                                     [](const QVariantList& row) { return row[4].isValid(); });
    };
    const int all = int(held());
    int expected = 0;
    for (const TokenTrace& token : run.tokens)
        expected += int(std::ranges::count_if(
            token.cells, [](CellState state) { return state != CellState::Never; }));
    QCOMPARE(all, expected);
    const PlotPicture last = views.pictureOf(views.staircase);
    views.staircase.plot()->setStep(10);
    QVERIFY(held() < all);
    const ExportTable early = views.pictureOf(views.staircase).table();
    QCOMPARE(early.rows.size(), std::size_t(40 * 12));
    QCOMPARE(early.rows[0][5].toString(), QStringLiteral("own_pass"));
    QCOMPARE(early.rows.back()[5].toString(), QStringLiteral("never"));
    QVERIFY(pictureImage(last, {}) != pictureImage(views.pictureOf(views.staircase), {}));
}

void TestViewTables::comparisonHoldsFiguresAndTokens()
{
    const Views views(measuredRun());
    const ExportTable table = views.pictureOf(views.compare).table();
    const auto rowsOf = [&](const char* what) {
        std::vector<QVariantList> rows;
        std::ranges::copy_if(table.rows, std::back_inserter(rows),
                             [what](const auto& row) { return row[0] == QLatin1String(what); });
        return rows;
    };
    const auto runs = rowsOf("runs");
    QCOMPARE(runs.size(), std::size_t(1));
    QVERIFY(runs[0][6].toString().contains(QStringLiteral("36 tokens")));
    QVERIFY(runs[0][7].toString().startsWith(QStringLiteral("Run 2: ")));
    const auto figures = rowsOf("figure");
    QVERIFY(figures.size() > 3);
    QCOMPARE(figures[0][6].toDouble(), 36.0);
    QCOMPARE(figures[0][8].toDouble(), 4.0);
    const auto tokens = rowsOf("token");
    QVERIFY(tokens.size() >= 40);
    QVERIFY(tokens[0][5].toBool());
    QVERIFY(!tokens[10][5].toBool());
    QCOMPARE(tokens[0][7].toInt(), views.document.run().tokens[0].exitLayer);
}

void TestViewTables::heatmapCarriesTheOtherRule()
{
    Views views(measuredRun());
    const PlotPicture without = views.pictureOf(views.heatmap);
    QVERIFY(!without.table().columns.contains(QStringLiteral("what_if_exit_layer")));
    std::vector<int> others(40, 3);
    others[7] = -1;
    views.heatmap.setOtherExits(others, 9);
    const PlotPicture with = views.pictureOf(views.heatmap);
    const ExportTable cells = with.table();
    QCOMPARE(cells.columns.last(), QStringLiteral("what_if_exit_layer"));
    QCOMPARE(cells.rows[12 * 5][7].toInt(), 3);
    QVERIFY(!cells.rows[12 * 7][7].isValid());
    QVERIFY(pictureImage(with, {}) != pictureImage(without, {}));
    // The mark of the first other token is a thing of its own.
    views.heatmap.setOtherExits(others, -1);
    QVERIFY(pictureImage(views.pictureOf(views.heatmap), {}) != pictureImage(with, {}));
}

void TestViewTables::jsonNamesItsRun()
{
    const Views views(measuredRun());
    const QByteArray json = *encodePicture(views.pictureOf(views.cost), QStringLiteral("json"), {});
    const QJsonObject document = QJsonDocument::fromJson(json).object();
    QCOMPARE(document["model"].toObject()["name"].toString(), QStringLiteral("fable-12"));
    QVERIFY(document["settings"].toObject().contains("program"));
    const QJsonArray rows = document["rows"].toArray();
    QCOMPARE(rows.size(), qsizetype(6));
    QCOMPARE(rows[0].toObject()["ms_per_token"].toDouble(), 2.5);
    QCOMPARE(rows[0].toObject()["is_total"].toBool(), true);
}

void TestViewTables::csvQuotes()
{
    const ExportTable table{{"a", "b"},
                            {{QStringLiteral("one, \"two\"\n"), 0.1},
                             {QVariant(), std::numeric_limits<double>::quiet_NaN()},
                             {exportNumber(0.7F), true}}};
    QCOMPARE(tableAsCsv(table),
             QByteArray("a,b\r\n\"one, \"\"two\"\"\n\",0.1\r\n,\r\n0.7,true\r\n"));
    const QJsonArray rows =
        QJsonDocument::fromJson(tableAsJson(table, QStringLiteral("t"), nullptr))
            .object()["rows"]
            .toArray();
    QVERIFY(rows[1].toObject()["a"].isNull() && rows[1].toObject()["b"].isNull());
}

void TestViewTables::viewsWithoutData()
{
    const Views empty{Run()};
    QVERIFY(!empty.heatmap.hasData());
    QVERIFY(!empty.cost.hasData());
    for (const Exportable* view : empty.all()) {
        if (view != static_cast<const Exportable*>(&empty.rule))
            QVERIFY2(!view->hasData(), qPrintable(view->exportTitle()));
    }
    const Views bare(syntheticRun({.tokens = 10, .watch = false}));
    QVERIFY(bare.heatmap.hasData());
    QVERIFY2(!bare.cost.hasData(), "full depth was not measured");
    QVERIFY2(!bare.whatIf.hasData(), "only a watched run can be asked");
}

void TestViewTables::hiddenViewsKeepUp()
{
    Views views(measuredRun());
    Run other = syntheticRun({.layers = 8, .tokens = 15, .criterion = "entropy_based"});
    other.fullDepth = FullDepthCost{.layersMs = 4, .restMs = 1, .headMs = 0.5};
    views.document.reset(other);
    QCOMPARE(views.pictureOf(views.heatmap).table().rows.size(), std::size_t(15 * 8));
    QCOMPARE(views.pictureOf(views.cost).table().rows.front()[1].toDouble(), 5.0);
    QCOMPARE(views.pictureOf(views.rule).table().rows.size(), std::size_t(8));
    QCOMPARE(views.pictureOf(views.exits).table().rows.size(), std::size_t(8));
    QCOMPARE(views.pictureOf(views.staircase).table().rows.size(), std::size_t(15 * 8));
    QCOMPARE(views.pictureOf(views.inspector).table().rows.size(), std::size_t(8));
    const ExportTable curves = views.pictureOf(views.whatIf).table();
    const auto asked = std::ranges::find_if(
        curves.rows, [](const QVariantList& row) { return row[0] == QLatin1String("this_rule"); });
    const auto ran = std::ranges::find_if(
        curves.rows, [](const QVariantList& row) { return row[0] == QLatin1String("as_it_ran"); });
    QVERIFY(asked != curves.rows.end() && ran != curves.rows.end());
    QCOMPARE((*asked)[4].toDouble(), (*ran)[4].toDouble());
}

QTEST_MAIN(TestViewTables)
#include "tst_viewtables.moc"

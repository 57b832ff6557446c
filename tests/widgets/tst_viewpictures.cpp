#include "syntheticrun.h"

#include "trace/speculationfigures.h"
#include "widgets/compareview.h"
#include "widgets/costview.h"
#include "widgets/exitsview.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/pictureexport.h"
#include "widgets/plotexport.h"
#include "widgets/riskplot.h"
#include "widgets/rulepanel.h"
#include "widgets/runtitle.h"
#include "widgets/speculationpane.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircaseview.h"
#include "widgets/theme.h"
#include "widgets/whatifview.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

Run measuredRun()
{
    Run run = syntheticRun({.tokens = 40});
    run.fullDepth = FullDepthCost{.layersMs = 2, .restMs = 0.5, .headMs = 0.4};
    return run;
}

/// Another text from the tenth token on.
Run otherRun()
{
    Run run = syntheticRun({.tokens = 36, .criterion = "entropy_based"});
    for (std::size_t token = 10; token < 14; ++token) {
        run.tokens[token].id += 1000;
        run.tokens[token].bytes = " other";
    }
    return run;
}

/// A calibration of ten thresholds, the first six of which qualify.
Calibration madeCalibration()
{
    Calibration calibration;
    calibration.units = 60;
    for (int i = 0; i < 10; ++i)
        calibration.points.push_back({.threshold = 0.9 - 0.05 * i,
                                      .meanLoss = 0.002 * i * i,
                                      .layersSaved = 0.06 * i,
                                      .pValue = i < 6 ? 0.01 : 0.5,
                                      .qualifies = i < 6});
    calibration.chosen = 5;
    return calibration;
}

/// Every view of a run that can be exported, none of them ever shown.
struct Views
{
    explicit Views(const Run& run)
    {
        heatmap.setDocument(&document);
        staircase.setDocument(&document);
        exits.setDocument(&document);
        cost.setDocument(&document);
        rule.setDocument(&document);
        inspector.setDocument(&document);
        whatIf.setDocument(&document);
        compare.setHistory(&history, &document);
        rule.setModelShape(run.model.shape());
        if (!run.settings.empty())
            rule.setSettings(run.settings.back().settings);
        speculation.setDocument(&drafted);
        if (run.tokens.empty())
            return;
        history.begin({}, otherRun());
        history.begin({}, run);
        drafted.reset(speculativeRun({}));
        risk.setCalibration(madeCalibration(), QStringLiteral("fable-12 in fp32"));
    }

    RunDocument document;
    RunHistory history{&document};
    RunDocument drafted;
    HeatmapView heatmap;
    StaircaseView staircase;
    ExitsView exits;
    CostView cost;
    RulePanel rule;
    Inspector inspector;
    WhatIfView whatIf;
    CompareView compare;
    SpeculationPane speculation;
    RiskPlot risk;

    std::vector<const Exportable*> all() const
    {
        return {&heatmap,   &staircase, &exits,   &cost,        &rule,
                &inspector, &whatIf,    &compare, &speculation, &risk};
    }
    PlotPicture pictureOf(const Exportable& view) const
    {
        const bool isDrafted = &view == static_cast<const Exportable*>(&speculation);
        return view.picture(
            std::make_shared<const Run>(isDrafted ? drafted.run() : document.run()));
    }
};

int colorsIn(const QImage& image)
{
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            seen.insert(image.pixel(x, y));
    }
    return int(seen.size());
}

/// The share of pixels that differ clearly.
double difference(const QImage& a, const QImage& b)
{
    int differing = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            differing += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 90;
    }
    return double(differing) / (double(a.width()) * a.height());
}

} // namespace

class TestViewPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyViewInEveryForm();
    void vectorsShowWhatPixelsShow();
    void scaleAndTheme();
    void tablesHoldWhatIsShown();
    void tablesOfExitsAndDrafts();
    void staircaseAfterTheShownStep();
    void comparisonHoldsFiguresAndTokens();
    void heatmapCarriesTheOtherRule();
    void jsonNamesItsRun();
    void csvQuotes();
    void viewsWithoutData();
    void hiddenViewsKeepUp();
    void fromAnotherThread();
    void allFilesOrNone();
    void fileNames();

private:
    QTemporaryDir m_folder;
};

void TestViewPictures::everyViewInEveryForm()
{
    const Views views(measuredRun());
    QSet<QString> names;
    for (const Exportable* view : views.all()) {
        QVERIFY2(view->hasData(), qPrintable(view->exportTitle()));
        const PlotPicture picture = views.pictureOf(*view);
        names.insert(picture.name);
        for (const QString& ending : pictureEndings() + tableEndings()) {
            Result<QByteArray> content = encodePicture(picture, ending, {});
            QVERIFY2(content.ok(), qPrintable(picture.name + u'.' + ending));
        }
        const QByteArray svg = *encodePicture(picture, QStringLiteral("svg"), {});
        QVERIFY2(!svg.contains("<text"), qPrintable(picture.name)); // outlines
        QVERIFY2(!svg.contains("<image"), qPrintable(picture.name));
        const QByteArray pdf = *encodePicture(picture, QStringLiteral("pdf"), {});
        QVERIFY2(pdf.contains("/FontFile"), "fonts are embedded");
        QVERIFY2(!pdf.contains("/Subtype /Image"), qPrintable(picture.name));
        const QImage image = pictureImage(picture, {});
        QVERIFY2(colorsIn(image) > 8, qPrintable(picture.name));
    }
    QCOMPARE(names.size(), qsizetype(views.all().size()));
}

void TestViewPictures::vectorsShowWhatPixelsShow()
{
    const Views views(measuredRun());
    const PictureOptions options{.scale = 1, .size = {800, 460}};
    for (const Exportable* view : views.all()) {
        const PlotPicture picture = views.pictureOf(*view);
        QSvgRenderer renderer(*encodePicture(picture, QStringLiteral("svg"), options));
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox(), QRect(0, 0, 800, 460));
        QCOMPARE(renderer.defaultSize(), QSize(800, 460));
        QImage drawn(800, 460, QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        renderer.render(&painter);
        painter.end();
        const double differs = difference(drawn, pictureImage(picture, options));
        QVERIFY2(differs < 0.03, qPrintable(picture.name + QString::number(differs)));
    }
}

void TestViewPictures::scaleAndTheme()
{
    const Views views(measuredRun());
    for (const Exportable* view : views.all()) {
        const PlotPicture picture = views.pictureOf(*view);
        const QImage once = pictureImage(picture, {.scale = 1});
        for (const int scale : {2, 4}) {
            const QImage image = pictureImage(picture, {.scale = scale, .dark = true});
            QCOMPARE(image.size(), once.size() * scale);
            QCOMPARE(image.pixelColor(1, 1),
                     theme::palette(theme::Scheme::Dark).color(QPalette::Base));
        }
        QCOMPARE(once.pixelColor(1, 1), theme::palette(theme::Scheme::Light).color(QPalette::Base));
    }
}

void TestViewPictures::tablesHoldWhatIsShown()
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

void TestViewPictures::tablesOfExitsAndDrafts()
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

void TestViewPictures::staircaseAfterTheShownStep()
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

void TestViewPictures::comparisonHoldsFiguresAndTokens()
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

void TestViewPictures::heatmapCarriesTheOtherRule()
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

void TestViewPictures::jsonNamesItsRun()
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

void TestViewPictures::csvQuotes()
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

void TestViewPictures::viewsWithoutData()
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

void TestViewPictures::hiddenViewsKeepUp()
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

void TestViewPictures::fromAnotherThread()
{
    const Views views(measuredRun());
    for (const Exportable* view : views.all()) {
        const PlotPicture picture = views.pictureOf(*view);
        const PlotPicture again = views.pictureOf(*view);
        QByteArray there;
        const std::unique_ptr<QThread> thread(
            QThread::create([&] { there = *encodePicture(picture, QStringLiteral("svg"), {}); }));
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(there, *encodePicture(again, QStringLiteral("svg"), {}));
    }
}

void TestViewPictures::allFilesOrNone()
{
    const QDir folder(m_folder.path());
    const auto entries = [&folder] {
        return folder.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    };
    QVERIFY(folder.mkdir(QStringLiteral("b")));
    const std::vector<NamedContent> blocked{{QStringLiteral("a"), "1"}, {QStringLiteral("b"), "2"}};
    const Status failed = writeTogether(blocked, folder.path(), {QStringLiteral("b")});
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().code(), ErrorCode::WriteFailed);
    QCOMPARE(entries(), QStringList{QStringLiteral("b")});

    const std::vector<NamedContent> files{{QStringLiteral("a"), "1"}, {QStringLiteral("c"), "2"}};
    QVERIFY(writeTogether(files, folder.path(), {}).ok());
    QCOMPARE(entries(), QStringList({"a", "b", "c"}));
    const std::vector<NamedContent> more{{QStringLiteral("d"), "3"}, {QStringLiteral("a"), "4"}};
    QVERIFY2(!writeTogether(more, folder.path(), {}).ok(), "nobody agreed to replace a");
    QCOMPARE(entries(), QStringList({"a", "b", "c"}));
    QVERIFY(writeTogether(more, folder.path(), {QStringLiteral("a")}).ok());
    QFile a(folder.filePath(QStringLiteral("a")));
    QVERIFY(a.open(QIODevice::ReadOnly));
    QCOMPARE(a.readAll(), QByteArray("4"));
}

void TestViewPictures::fileNames()
{
    Run run;
    QCOMPARE(runFileName(run), QStringLiteral("run"));
    run.model.name = "facebook/layerskip-llama3.2-1B";
    QCOMPARE(runFileName(run), QStringLiteral("layerskip-llama3.2-1B"));
    run.model.name = "..\\ a:b*c?";
    QVERIFY(!runFileName(run).contains(QRegularExpression(QStringLiteral("[\\\\ :*?]|^\\."))));
}

QTEST_MAIN(TestViewPictures)
#include "tst_viewpictures.moc"

#include "syntheticrun.h"
#include "widgets/costview.h"
#include "widgets/heatmapview.h"
#include "widgets/pictureexport.h"
#include "widgets/rulepanel.h"
#include "widgets/runtitle.h"
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

/// Every view of a run that can be exported, none of them ever shown.
struct Views
{
    explicit Views(const Run& run)
    {
        heatmap.setDocument(&document);
        cost.setDocument(&document);
        rule.setDocument(&document);
        whatIf.setDocument(&document);
        rule.setModelShape(run.model.shape());
        if (!run.settings.empty())
            rule.setSettings(run.settings.back().settings);
        document.reset(run);
    }

    RunDocument document;
    HeatmapView heatmap;
    CostView cost;
    RulePanel rule;
    WhatIfView whatIf;

    std::vector<const Exportable*> all() const { return {&heatmap, &cost, &rule, &whatIf}; }
    PlotPicture pictureOf(const Exportable& view) const
    {
        return view.picture(std::make_shared<const Run>(document.run()));
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
        QVERIFY2(!svg.contains("<text"), "text is outlines");
        QVERIFY2(!svg.contains("<image"), "shapes are shapes");
        const QByteArray pdf = *encodePicture(picture, QStringLiteral("pdf"), {});
        QVERIFY2(pdf.contains("/FontFile"), "fonts are embedded");
        QVERIFY(!pdf.contains("/Subtype /Image"));
        const QImage image = pictureImage(picture, {});
        QVERIFY(colorsIn(image) > 8);
    }
    QCOMPARE(names.size(), qsizetype(4));
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
    QVERIFY(!empty.whatIf.hasData());
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

#include "syntheticrun.h"
#include "widgets/plotexport.h"

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSet>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class PlotExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesPng();
    void writesSvg();
    void writesPdf();
    void keepsSizeAndColours();
    void adjacentCellsShowNoSeams();
    void pageIsThePicture();
    void svgEscapesItsTitle();
    void longRun();
    void namesAllRules();
    void fromAnotherThread();
    void tooLarge();
    void refuses();
    void leavesTheOldFileAlone();
    void fullDevice();

private:
    std::filesystem::path file(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    static QByteArray content(const std::filesystem::path& path)
    {
        QFile in(QString::fromStdString(path.string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    static int colorsIn(const QImage& image)
    {
        QSet<QRgb> seen;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                seen.insert(image.pixel(x, y));
        }
        return int(seen.size());
    }

    QTemporaryDir m_folder;
    Run m_run = syntheticRun({.tokens = 40, .watch = false, .settingsChangeAt = 20});
};

void PlotExportTest::writesPng()
{
    QVERIFY(exportPlot(m_run, file("a.png")).ok());
    const QImage image(QString::fromStdString(file("a.png").string()));
    QVERIFY(!image.isNull());
    QVERIFY(image.width() >= 1400);
    QVERIFY(colorsIn(image) > 100);
    QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
}

void PlotExportTest::writesSvg()
{
    QVERIFY(exportPlot(m_run, file("a.SVG")).ok());
    const QByteArray svg = content(file("a.SVG"));
    QVERIFY(svg.contains("<svg"));
    QVERIFY(svg.contains("fable-12"));
    QVERIFY(!svg.contains("<text"));
    QVERIFY(!svg.contains("<image"));
    int scored = 0;
    for (const TokenTrace& token : m_run.tokens)
        scored += token.exitLayer + 1;
    QVERIFY(svg.count("<rect") + svg.count("<path") >= scored);
}

void PlotExportTest::writesPdf()
{
    QVERIFY(exportPlot(m_run, file("a.pdf")).ok());
    const QByteArray pdf = content(file("a.pdf"));
    QVERIFY(pdf.startsWith("%PDF"));
    QVERIFY(pdf.contains("%%EOF"));
    QVERIFY(!pdf.contains("/Subtype /Image"));
    QVERIFY(pdf.size() > 10000);
}

void PlotExportTest::keepsSizeAndColours()
{
    PlotOptions options;
    options.size = {900, 500};
    options.dark = true;
    options.contour = true;
    options.quantity = HeatmapQuantity::Kind::Distance;
    QVERIFY(exportPlot(m_run, file("dark.png"), options).ok());
    const QImage image(QString::fromStdString(file("dark.png").string()));
    QCOMPARE(image.size(), QSize(1800, 1000));
    QVERIFY(image.pixelColor(2, 2).lightness() < 60);
}

/// A viewer that smooths edges would let the ground shine through between cells that only touch.
void PlotExportTest::adjacentCellsShowNoSeams()
{
    Run run = syntheticRun({.tokens = 40});
    for (TokenTrace& token : run.tokens) {
        token.exitLayer = 0;
        for (LayerStatistics& layer : token.layers)
            layer.top1 = token.id;
    }
    PlotOptions options;
    options.size = {900, 500};
    options.quantity = HeatmapQuantity::Kind::PredictionChanged;
    QVERIFY(exportPlot(run, file("uniform.svg"), options).ok());
    QSvgRenderer renderer(content(file("uniform.svg")));
    QVERIFY(renderer.isValid());
    // No whole number of pixels a cell.
    QImage image(int(900 * 1.37), int(500 * 1.37), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    QVERIFY(exportPlot(run, file("uniform.png"), options).ok());
    const QColor cell =
        QImage(QString::fromStdString(file("uniform.png").string())).pixelColor(900, 400);
    QVERIFY(cell.lightness() < 240);
    const auto isCell = [&](int x, int y) {
        const QColor pixel = image.pixelColor(x, y);
        return std::abs(pixel.red() - cell.red()) + std::abs(pixel.green() - cell.green()) +
                   std::abs(pixel.blue() - cell.blue()) <
               6;
    };
    // The upper half of the plot has neither exits nor marks.
    int rows = 0;
    for (int y = image.height() / 5; y < image.height() / 2; ++y) {
        int longest = 0;
        int streak = 0;
        for (int x = 0; x < image.width(); ++x) {
            streak = isCell(x, y) ? streak + 1 : 0;
            longest = std::max(longest, streak);
        }
        QVERIFY2(longest > image.width() * 0.8, qPrintable(QString::number(y)));
        ++rows;
    }
    QVERIFY(rows > 100);
}

void PlotExportTest::pageIsThePicture()
{
    PlotOptions options;
    options.size = {794, 1123}; // A4 but for a fraction of a point
    QVERIFY(exportPlot(m_run, file("page.pdf"), options).ok());
    const QString pdf = QString::fromLatin1(content(file("page.pdf")));
    const auto box =
        QRegularExpression(QStringLiteral("/MediaBox \\[\\s*0 0 ([\\d.]+) ([\\d.]+)\\s*\\]"))
            .match(pdf);
    QVERIFY(box.hasMatch());
    QVERIFY(std::abs(box.captured(1).toDouble() - 794 * 0.75) <= 1);
    QVERIFY(std::abs(box.captured(2).toDouble() - 1123 * 0.75) <= 1);
    QVERIFY(pdf.contains(QLatin1String("/FontFile")));
}

void PlotExportTest::svgEscapesItsTitle()
{
    Run run = syntheticRun({.tokens = 4});
    run.model.name = "<b>&co";
    QVERIFY(exportPlot(run, file("title.svg")).ok());
    const QByteArray svg = content(file("title.svg"));
    QVERIFY2(svg.contains("<title>&lt;b&gt;&amp;co:"), svg.left(600));
    QVERIFY(QSvgRenderer(svg).isValid());
}

void PlotExportTest::longRun()
{
    const Run run = syntheticRun({.tokens = 2000});
    QVERIFY(exportPlot(run, file("long.png")).ok());
    const QImage image(QString::fromStdString(file("long.png").string()));
    QVERIFY(image.width() <= 4800);
    QVERIFY(colorsIn(image) > 100);
    QVERIFY(exportPlot(run, file("long.svg")).ok());
    QVERIFY(content(file("long.svg")).size() < 10'000'000);
    QVERIFY(exportPlot(syntheticRun({.tokens = 1}), file("one.png")).ok());
}

void PlotExportTest::namesAllRules()
{
    const Run run = syntheticRun({.tokens = 20,
                                  .criterion = "entropy_based",
                                  .settingsChangeAt = 10,
                                  .later = "cosine_similarity"});
    QVERIFY(exportPlot(run, file("two.svg")).ok());
    QVERIFY(content(file("two.svg")).contains("Entropy, then Cosine similarity"));
}

void PlotExportTest::fromAnotherThread()
{
    PlotOptions options;
    options.size = {900, 500};
    for (const char* name : {"here.png", "here.svg"})
        QVERIFY(exportPlot(m_run, file(name), options).ok());
    bool ok = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        ok = exportPlot(m_run, file("there.png"), options).ok() &&
             exportPlot(m_run, file("there.svg"), options).ok() &&
             exportPlot(m_run, file("there.pdf"), options).ok();
    }));
    thread->start();
    QVERIFY(thread->wait());
    QVERIFY(ok);
    QCOMPARE(content(file("there.png")), content(file("here.png")));
    QCOMPARE(content(file("there.svg")), content(file("here.svg")));
}

void PlotExportTest::tooLarge()
{
    PlotOptions options;
    options.size = {1 << 20, 1 << 20};
    const Status status = exportPlot(m_run, file("vast.png"), options);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code(), ErrorCode::WriteFailed);
    QVERIFY(!std::filesystem::exists(file("vast.png")));
}

void PlotExportTest::refuses()
{
    const Status extension = exportPlot(m_run, file("a.gif"));
    QVERIFY(!extension.ok());
    QCOMPARE(extension.error().code(), ErrorCode::WrongUse);
    QVERIFY(std::string(extension.error().what()).find("gif") != std::string::npos);
    QVERIFY(!std::filesystem::exists(file("a.gif")));

    const Status empty = exportPlot(Run(), file("empty.png"));
    QVERIFY(!empty.ok());
    QCOMPARE(empty.error().code(), ErrorCode::WrongUse);
    QVERIFY(!std::filesystem::exists(file("empty.png")));

    const Status nowhere = exportPlot(m_run, file("no/such/folder.png"));
    QVERIFY(!nowhere.ok());
    QCOMPARE(nowhere.error().code(), ErrorCode::WriteFailed);
    QVERIFY(std::string(nowhere.error().what()).find("folder.png") != std::string::npos);
}

void PlotExportTest::leavesTheOldFileAlone()
{
    std::filesystem::create_directory(file("taken.png"));
    const Status folder = exportPlot(m_run, file("taken.png"));
    QVERIFY(!folder.ok());
    QCOMPARE(folder.error().code(), ErrorCode::WriteFailed);
    QVERIFY(std::filesystem::is_directory(file("taken.png")));
}

void PlotExportTest::fullDevice()
{
    if (!std::filesystem::exists("/dev/full"))
        QSKIP("this system has no /dev/full");
    for (const char* name : {"full.png", "full.svg", "full.pdf"}) {
        std::filesystem::create_symlink("/dev/full", file(name));
        const Status status = exportPlot(m_run, file(name));
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code(), ErrorCode::WriteFailed);
        QVERIFY(std::filesystem::is_character_file("/dev/full"));
    }
}

QTEST_MAIN(PlotExportTest)
#include "tst_plotexport.moc"

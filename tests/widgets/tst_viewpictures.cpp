#include "exportedviews.h"
#include "widgets/pictureexport.h"
#include "widgets/runtitle.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

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

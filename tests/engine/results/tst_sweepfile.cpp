#include "results/sweepfile.h"
#include "support/sweeps.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class TestSweepFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savedAndLoaded();
    void theDocumentIsJson();
    void theTable();
    void damagedFiles_data();
    void damagedFiles();
    void namesOfPoints();
    void aFolderThatIsNone();

private:
    std::filesystem::path path(const char* name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    QTemporaryDir m_folder;
};

void TestSweepFile::savedAndLoaded()
{
    SweepResult sweep = gridSweep();
    sweep.points[3].difference.reset();
    sweep.status = ResultStatus::Interrupted;
    sweep.drift = 0.75;
    QVERIFY(saveSweep(sweep, path("")).ok());
    const auto loaded = loadSweep(path(sweepDocumentName));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().what());
    QVERIFY(*loaded == sweep);
    const SweepResult begun{ResultStatus::Running, sweep.axes, "rouge-l", {}, {}, {}};
    QVERIFY(saveSweep(begun, path("")).ok());
    QVERIFY(*loadSweep(path(sweepDocumentName)) == begun);
}

void TestSweepFile::theDocumentIsJson()
{
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromStdString(sweepDocument(gridSweep()))).object();
    QCOMPARE(document["format"].toString(), QString("exitscope-sweep"));
    QCOMPARE(document["points"].toArray().size(), 25);
    QCOMPARE(document["full_depth"]["model"]["name"].toString(), QString("fable"));
    QCOMPARE(document["best"]["at"]["exit_layer"].toDouble(), 6.0);
    QCOMPARE(document["best"]["at"]["num_speculations"].toDouble(), 3.0);
    QVERIFY(document["best"]["why"].toString().startsWith("exit_layer 6, num_speculations 3"));
}

void TestSweepFile::theTable()
{
    SweepResult sweep;
    sweep.quality = "rouge-l";
    sweep.axes = {layers({2, 4}), drafts({3})};
    QCOMPARE(sweepTable(sweep),
             std::string("point,exit_layer,num_speculations,samples,skipped,quality_difference,"
                         "quality_difference_low,quality_difference_high\r\n"));
    sweep.baseline = measured(30, 0.25);
    sweep.points = {pointAt({2, 3}, 40.5, -0.05)};
    sweep.points[0].result.metrics.push_back({"acceptance_rate", 0.5, {}, {}, 1});
    sweep.points[0].difference = QualityDifference{-0.05, -0.075, -0.025, 20};
    sweep.points[0].result.metrics[0] = {"rouge-l", 0.125, 0.0625, 0.25, 20};
    sweep.baseline->metrics[0] = {"rouge-l", 0.25, 0.125, 0.5, 20};
    const QStringList lines = QString::fromStdString(sweepTable(sweep)).split("\r\n");
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].endsWith(",rouge-l,rouge-l_low,rouge-l_high,tokens_per_second,"
                              "tokens_per_second_low,tokens_per_second_high,acceptance_rate,"
                              "acceptance_rate_low,acceptance_rate_high"));
    QCOMPARE(lines[1], QString("full_depth,,,20,0,,,,0.25,0.125,0.5,30,29,31,,,"));
    QCOMPARE(lines[2],
             QString("1,2,3,20,0,-0.05,-0.075,-0.025,0.125,0.0625,0.25,40.5,39.5,41.5,0.5,,"));
}

void TestSweepFile::damagedFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("told");
    const QByteArray whole = QByteArray::fromStdString(sweepDocument(gridSweep()));
    QTest::newRow("cut") << whole.left(whole.size() / 2) << QByteArray("no whole JSON");
    QTest::newRow("another document") << QByteArray("{\"format\":\"x\"}") << QByteArray("a sweep");
    QByteArray newer = whole;
    newer.replace("\"exitscope-sweep\",\"format_version\":1",
                  "\"exitscope-sweep\",\"format_version\":9");
    QTest::newRow("newer") << newer << QByteArray("version 9");
    QByteArray place = whole;
    place.replace("\"at\":[2.0,1.0]", "\"at\":[2.0]");
    QTest::newRow("a place without an axis") << place << QByteArray("points[0].at");
    QByteArray status = whole;
    status.replace("\"status\":\"complete\"", "\"status\":\"odd\"");
    QTest::newRow("status") << status << QByteArray("unknown value \"odd\"");
}

void TestSweepFile::damagedFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, told);
    QFile file(m_folder.filePath("damaged.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto loaded = loadSweep(path("damaged.json"));
    QVERIFY(!loaded.ok());
    const QByteArray sentence = loaded.error().what();
    QVERIFY2(sentence.contains(told) && sentence.contains("damaged.json"), sentence);
}

void TestSweepFile::namesOfPoints()
{
    const std::vector<SweepAxis> axes = {layers({2}), {"threshold", "max_probability", {0.5}}};
    QCOMPARE(pointFile("out", axes, {2, 0.5}),
             std::filesystem::path("out/points/exit_layer-2_max_probability_threshold-0.5.json"));
    QCOMPARE(pointFile("out", axes, {}), std::filesystem::path("out/points/full_depth.json"));
}

void TestSweepFile::aFolderThatIsNone()
{
    const Status saved = saveSweep(gridSweep(), path("missing/folder"));
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().code(), ErrorCode::WriteFailed);
    const auto loaded = loadSweep(path("missing.json"));
    QVERIFY(!loaded.ok());
    QCOMPARE(loaded.error().code(), ErrorCode::FileMissing);
}

QTEST_APPLESS_MAIN(TestSweepFile)
#include "tst_sweepfile.moc"

#include "results/benchmarkfile.h"
#include "samplebenchmark.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

class TestBenchmarkFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aResultComesBack();
    void samplesComeBack();
    void aSkippedSampleComesBack();
    void damagedResultsAreRefused_data();
    void damagedResultsAreRefused();
    void aHalfWrittenLastLineIsToldOf();
    void aBrokenLineInTheMiddleIsRefused();
    void theLogGoesOnAfterWhatIsWhole();
    void differencesAreNamed();
    void whatMayDiffer();
    void itemsOfAShard();

private:
    std::filesystem::path file(const char* name) const
    {
        return m_folder.filePath(name).toStdString();
    }
    std::filesystem::path written(const char* name, const QByteArray& content)
    {
        QFile target(m_folder.filePath(name));
        if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
            qFatal("cannot write the fixture");
        return file(name);
    }

    QTemporaryDir m_folder;
};

void TestBenchmarkFile::aResultComesBack()
{
    const BenchmarkResult result = test::sampleBenchmark();
    QVERIFY(saveBenchmark(result, file("a.json")).ok());
    const auto loaded = loadBenchmark(file("a.json"));
    QVERIFY2(loaded.ok(), loaded ? "" : loaded.error().what());
    QVERIFY(*loaded == result);
    // Another program's view of it.
    const QByteArray text = QByteArray::fromStdString(benchmarkDocument(result));
    QCOMPARE(text.count('\n'), 1);
    const QJsonObject document = QJsonDocument::fromJson(text).object();
    QCOMPARE(document["status"].toString(), QString("interrupted"));
    QCOMPARE(document["dataset"]["source"]["hash"].toString(), QString("sha256:01"));
    QCOMPARE(document["settings"]["exit_layer"].toInt(), 6);
}

void TestBenchmarkFile::samplesComeBack()
{
    auto log = SampleLog::open(file("s.jsonl"));
    QVERIFY(log.ok());
    auto lines = loadSamples(file("s.jsonl"));
    QVERIFY(lines.ok() && lines->samples.empty());
    for (const int position : {0, 5})
        QVERIFY(log->append(test::sampleAt(position)).ok());
    lines = loadSamples(file("s.jsonl")); // on disk though the log is still open
    QVERIFY(lines.ok());
    QCOMPARE(lines->samples.size(), std::size_t{2});
    QVERIFY(lines->samples[1] == test::sampleAt(5));
    QCOMPARE(lines->wholeBytes, std::filesystem::file_size(file("s.jsonl")));
    QVERIFY(lines->unfinished.empty());
}

void TestBenchmarkFile::aSkippedSampleComesBack()
{
    SampleResult sample;
    sample.position = 3;
    sample.prompt = "long";
    sample.skipped = "The prompt has 5000 tokens.";
    const auto path = written("k.jsonl", QByteArray::fromStdString(sampleLine(sample)));
    const auto lines = loadSamples(path);
    QVERIFY(lines.ok());
    QVERIFY(lines->samples.front() == sample);
}

void TestBenchmarkFile::damagedResultsAreRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* from, const char* to, const char* says) {
        QTest::newRow(says) << QByteArray(from) << QByteArray(to) << says;
    };
    row("\"status\":\"interrupted\"", "\"status\":\"done\"", "status has the unknown value");
    row("\"items\":10", "\"items\":-1", "dataset.items is -1");
    row("\"shots\":[4,7]", "\"shots\":[4,null]", "dataset.shots[1] should be a whole number");
    row("\"format_version\":1", "\"format_version\":2", "format version 2");
    row("exitscope-benchmark", "exitscope-run", "is not the result of a benchmark");
    row("{", "", "no whole JSON value");
    row("\"index\":1", "\"index\":4", "shard.index is 4");
}

void TestBenchmarkFile::damagedResultsAreRefused()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, says);
    QByteArray text = QByteArray::fromStdString(benchmarkDocument(test::sampleBenchmark()));
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const auto loaded = loadBenchmark(written("damaged.json", text));
    QVERIFY(!loaded.ok());
    const QString sentence = loaded.error().what();
    QVERIFY2(sentence.contains(says) && sentence.contains("damaged.json"), qPrintable(sentence));
}

void TestBenchmarkFile::aHalfWrittenLastLineIsToldOf()
{
    const QByteArray first = QByteArray::fromStdString(sampleLine(test::sampleAt(0)));
    const QByteArray second = QByteArray::fromStdString(sampleLine(test::sampleAt(1)));
    for (qsizetype length = 1; length < second.size(); length += 7) {
        const auto lines = loadSamples(written("half.jsonl", first + second.first(length)));
        QVERIFY2(lines.ok(), lines ? "" : lines.error().what());
        QCOMPARE(lines->samples.size(), std::size_t{1});
        QCOMPARE(lines->wholeBytes, static_cast<std::uintmax_t>(first.size()));
        QVERIFY(lines->unfinished.find("half.jsonl, line 2") != std::string::npos);
    }
    // A crash of the system may leave a last line of anything, with its end.
    const auto zeros = loadSamples(written("zeros.jsonl", first + QByteArray(30, '\0') + '\n'));
    QVERIFY(zeros.ok());
    QCOMPARE(zeros->samples.size(), std::size_t{1});
    QVERIFY(zeros->unfinished.find("line 2") != std::string::npos);
}

void TestBenchmarkFile::aBrokenLineInTheMiddleIsRefused()
{
    QByteArray first = QByteArray::fromStdString(sampleLine(test::sampleAt(0)));
    const QByteArray second = QByteArray::fromStdString(sampleLine(test::sampleAt(1)));
    first.replace("\"drafted\":4", "\"drafted\":true");
    const auto lines = loadSamples(written("broken.jsonl", second + first + second));
    QVERIFY(!lines.ok());
    const QString sentence = lines.error().what();
    QVERIFY2(sentence.contains("broken.jsonl, line 2: drafted should be a whole number"),
             qPrintable(sentence));
}

void TestBenchmarkFile::theLogGoesOnAfterWhatIsWhole()
{
    const QByteArray first = QByteArray::fromStdString(sampleLine(test::sampleAt(0)));
    const auto path = written("on.jsonl", first + "{\"half");
    auto log = SampleLog::open(path, loadSamples(path)->wholeBytes);
    QVERIFY(log.ok() && log->append(test::sampleAt(1)).ok());
    const auto lines = loadSamples(path);
    QVERIFY(lines.ok() && lines->unfinished.empty());
    QCOMPARE(lines->samples.size(), std::size_t{2});
    QVERIFY(lines->samples[0] == test::sampleAt(0) && lines->samples[1] == test::sampleAt(1));
    const auto nowhere = SampleLog::open(file("no/such/folder.jsonl"));
    QVERIFY(!nowhere.ok());
    QCOMPARE(nowhere.error().code(), ErrorCode::WriteFailed);
}

void TestBenchmarkFile::differencesAreNamed()
{
    const BenchmarkResult result = test::sampleBenchmark();
    const auto differs = [&](void (*change)(BenchmarkResult&)) {
        BenchmarkResult other = result;
        change(other);
        return QString::fromStdString(differenceOf(result, other));
    };
    QCOMPARE(differs([](BenchmarkResult& r) { r.settings.exitLayerLimit = 4; }),
             QString("settings.exit_layer is 6 in one and 4 in the other"));
    QCOMPARE(differs([](BenchmarkResult& r) { r.data.file.hash = "sha256:03"; }),
             QString("dataset.source.hash is \"sha256:01\" in one and \"sha256:03\" in the other"));
    QVERIFY(differs([](BenchmarkResult& r) { r.model.hash.clear(); }).startsWith("model.hash"));
    QVERIFY(differs([](BenchmarkResult& r) { r.model.dtype.clear(); }).startsWith("model.dtype"));
    QVERIFY(differs([](BenchmarkResult& r) { r.data.nShot = 0; }).startsWith("dataset.n_shot"));
    QVERIFY(differs([](BenchmarkResult& r) {
                r.metricOptions.stemmer = false;
            }).startsWith("metric_options.stemmer"));
    QVERIFY(differs([](BenchmarkResult& r) {
                r.settings.rule = makeRule("token_repeat");
            }).startsWith("settings.criteria"));
    QVERIFY(
        differs([](BenchmarkResult& r) { r.overlong = Overlong::Error; }).startsWith("overlong"));
}

void TestBenchmarkFile::whatMayDiffer()
{
    const BenchmarkResult result = test::sampleBenchmark();
    BenchmarkResult other = result;
    other.data.file.path = "/elsewhere/cnn.jsonl";
    other.model.path = "/elsewhere/fable";
    other.machines = {};
    other.shard = {0, 4};
    other.counts = {};
    other.metrics = {};
    other.started.clear();
    QCOMPARE(QString::fromStdString(differenceOf(result, other)), QString());
}

void TestBenchmarkFile::itemsOfAShard()
{
    BenchmarkResult result;
    result.data.items = 10;
    QCOMPARE(result.itemsToDo(), 10);
    int all = 0;
    for (int index = 0; index < 4; ++index) {
        result.shard = {index, 4};
        int held = 0;
        for (int position = 0; position < 10; ++position)
            held += result.shard.holds(position) ? 1 : 0;
        QCOMPARE(result.itemsToDo(), held);
        all += held;
    }
    QCOMPARE(all, 10);
    result.data.items = 2;
    result.shard = {3, 4};
    QCOMPARE(result.itemsToDo(), 0);
}

QTEST_GUILESS_MAIN(TestBenchmarkFile)
#include "tst_benchmarkfile.moc"

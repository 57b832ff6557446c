#include "results/benchmarkfolder.h"
#include "results/benchmarktext.h"
#include "results/benchmarkwriter.h"
#include "samplebenchmark.h"
#include "trace/runfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

class TestBenchmarkFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aSittingIsGoneOnWith();
    void anErrorLeavesAnInterruptedResult();
    void samplesWithoutAResult();
    void resultsInAFolder();
    void runsAreSavedBeside();
    void aFolderThatCannotBe();
    void theText();

private:
    std::filesystem::path path(const char* name = "") const
    {
        return m_folder->filePath(name).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestBenchmarkFolder::aSittingIsGoneOnWith()
{
    const BenchmarkFiles files = benchmarkFiles(path("new/out"), {1, 4});
    QCOMPARE(files.result.filename().string(), std::string("benchmark_1_of_4.json"));
    QVERIFY(!holdsSitting(files));
    BenchmarkResult result = test::sampleBenchmark();
    {
        auto writer = BenchmarkWriter::open(files, result);
        QVERIFY(writer.ok());
        QVERIFY(holdsSitting(files));
        // Killed before the first sample: nothing is lost, nothing is done.
        result.counts = {};
        QVERIFY(writer->add(test::sampleAt(1), result).ok());
        QVERIFY(writer->add(test::sampleAt(5), result).ok());
    }
    auto saved = loadSitting(files);
    QVERIFY2(saved.ok(), saved ? "" : saved.error().what());
    QCOMPARE(saved->sitting.result.status, ResultStatus::Running);
    QCOMPARE(saved->sitting.samples.size(), std::size_t{2});
    auto writer = BenchmarkWriter::open(files, result, saved->wholeBytes);
    result.status = ResultStatus::Complete;
    QVERIFY(writer.ok() && writer->add(test::sampleAt(9), result).ok());
    QVERIFY(writer->finish(result).ok());
    saved = loadSitting(files.result);
    QVERIFY(saved.ok());
    QCOMPARE(saved->sitting.result.status, ResultStatus::Complete);
    QCOMPARE(saved->sitting.samples.size(), std::size_t{3});
    QCOMPARE(saved->sitting.samples.back().position, 9);
}

void TestBenchmarkFolder::anErrorLeavesAnInterruptedResult()
{
    const BenchmarkFiles files = benchmarkFiles(path(), {});
    BenchmarkResult result = test::sampleBenchmark();
    auto writer = BenchmarkWriter::open(files, result);
    QVERIFY(writer.ok());
    result.counts.done = 7;
    QVERIFY(writer->add(test::sampleAt(0), result).ok());
    QVERIFY(writer->giveUp().ok());
    const auto loaded = loadBenchmark(files.result);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->status, ResultStatus::Interrupted);
    QCOMPARE(loaded->counts.done, 7);
}

void TestBenchmarkFolder::samplesWithoutAResult()
{
    const BenchmarkFiles files = benchmarkFiles(path(), {});
    auto log = SampleLog::open(files.samples);
    QVERIFY(log.ok());
    QVERIFY(!holdsSitting(files)); // an empty file is what a start that failed leaves
    QVERIFY(log->append(test::sampleAt(0)).ok());
    QVERIFY(holdsSitting(files));
    const auto saved = loadSitting(files);
    QVERIFY(!saved.ok());
    QVERIFY2(QString(saved.error().what()).contains("has no benchmark.json beside it"),
             saved.error().what());
}

void TestBenchmarkFolder::resultsInAFolder()
{
    QVERIFY(!resultFilesIn(path()).ok());
    const BenchmarkResult result = test::sampleBenchmark();
    QVERIFY(saveBenchmark(result, benchmarkFiles(path(), {}).result).ok());
    auto found = resultFilesIn(path());
    QVERIFY(found.ok());
    QCOMPARE(found->size(), std::size_t{1});
    QCOMPARE(found->front(), path("benchmark.json"));
    for (const int index : {1, 0})
        QVERIFY(saveBenchmark(result, benchmarkFiles(path(), {index, 2}).result).ok());
    found = resultFilesIn(path()); // what was merged into the same folder is no part
    QVERIFY(found.ok());
    QCOMPARE(*found, (std::vector{path("benchmark_0_of_2.json"), path("benchmark_1_of_2.json")}));
    QCOMPARE(*resultFilesIn(path("any.json")), std::vector{path("any.json")});
}

void TestBenchmarkFolder::runsAreSavedBeside()
{
    const BenchmarkFiles files = benchmarkFiles(path(), {2, 3});
    auto writer = BenchmarkWriter::open(files, test::sampleBenchmark());
    Run run;
    run.prompt = "A king";
    const auto name = writer->addRun(test::sampleAt(12), run);
    QVERIFY(name.ok());
    QCOMPARE(*name, std::string("benchmark_2_of_3_runs/sample_000012.exitscope"));
    const auto loaded = loadRun(path() / *name);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->prompt, std::string("A king"));
}

void TestBenchmarkFolder::aFolderThatCannotBe()
{
    QFile file(m_folder->filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto writer =
        BenchmarkWriter::open(benchmarkFiles(path("file/out"), {}), test::sampleBenchmark());
    QVERIFY(!writer.ok());
    QCOMPARE(writer.error().code(), ErrorCode::WriteFailed);
    QVERIFY2(QString(writer.error().what()).startsWith("Cannot make the folder"),
             writer.error().what());
}

void TestBenchmarkFolder::theText()
{
    BenchmarkResult result = test::sampleBenchmark();
    const QString text = QString::fromStdString(benchmarkText(result));
    QVERIFY2(text.startsWith("fable, 12 layers, bf16; cnn_dm_summarization: 2 of 3 items of shard "
                             "1/4, 1 with a truncated prompt, 1 skipped; interrupted\n"),
             qPrintable(text));
    QVERIFY(text.contains("rouge-1                    0.25         0.125 to 0.5"));
    QVERIFY(text.contains("         1         60   60.0 %"));
    result.figures.exits = {};
    result.metrics = {};
    result.status = ResultStatus::Complete;
    QVERIFY(!QString::fromStdString(benchmarkText(result)).contains("interval"));
}

QTEST_GUILESS_MAIN(TestBenchmarkFolder)
#include "tst_benchmarkfolder.moc"

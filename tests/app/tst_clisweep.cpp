#include "clirun.h"
#include "support/testdata.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace exitscope::test;

/// The command sweep on the bundled model.
class TestCliSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aGridOfSpeculation();
    void thresholdsOfACriterion();
    void theOriginalsOptions_data();
    void theOriginalsOptions();
    void refused_data();
    void refused();
    void aFolderThatCannotBeWritten();
    void killedAndResumed();
    void otherSettings();
    void summariesOfNews();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList sweep(const QStringList& more) const
    {
        return QStringList{"sweep",
                           "--dataset",
                           m_data.filePath("tales.jsonl"),
                           "--num_samples",
                           "3",
                           "--max_steps",
                           "8",
                           "--no-sample"} +
               more;
    }
    QStringList speculation(const QStringList& more) const
    {
        return sweep(QStringList{"--generation_strategy", "self_speculative", "--exit_layer", "3,6",
                                 "--num_speculations", "1:3:2"} +
                     more);
    }

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliSweep::initTestCase()
{
    QFile file(m_data.filePath("tales.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const char* who : {"king", "queen", "miller", "fox"})
        file.write(QByteArray("{\"prompt\": \"Once upon a time there was a ") + who +
                   " who had\", \"response\": \" three sons\"}\n");
}

void TestCliSweep::aGridOfSpeculation()
{
    const Outcome outcome =
        ran(speculation({"--json", "--output_dir", path("new/dir"), "--plot", path("sweep.png")}));
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.err.contains("full depth: ") &&
                 outcome.err.contains("exit_layer 6, num_speculations 3: "),
             outcome.err);
    const QJsonObject document = outcome.document();
    QCOMPARE(contentOf(path("new/dir/sweep.json")), outcome.out);
    QCOMPARE(document["format"].toString(), QString("exitscope-sweep"));
    QCOMPARE(document["status"].toString(), QString("complete"));
    QCOMPARE(document["quality"].toString(), QString("rouge-l"));
    QCOMPARE(document["full_depth"]["model"]["name"].toString(), QString("fable"));
    QCOMPARE(document["full_depth"]["settings"]["max_steps"].toInt(), 8);
    QCOMPARE(document["full_depth"]["dataset"]["items"].toInt(), 3);
    QVERIFY(!document["full_depth"]["versions"]["exitscope"].toString().isEmpty());
    QCOMPARE(document["full_depth"]["machines"].toArray().size(), 1);
    const QJsonArray points = document["points"].toArray();
    QCOMPARE(points.size(), 4);
    QCOMPARE(points[3]["at"].toArray(), (QJsonArray{6, 3}));
    // Greedy speculation writes what full depth does.
    QCOMPARE(points[3]["quality_difference"]["mean"].toDouble(-1), 0.0);
    QVERIFY(!document["best"]["why"].toString().isEmpty());
    const QList<QByteArray> rows = contentOf(path("new/dir/sweep.csv")).trimmed().split('\n');
    QCOMPARE(rows.size(), 6);
    QVERIFY(rows[0].startsWith("point,exit_layer,num_speculations,samples,"));
    QVERIFY(rows[1].startsWith("full_depth,,,3,0,"));
    QVERIFY(rows[5].startsWith("4,6,3,3,0,0,0,0,"));
    const QImage image(path("sweep.png"));
    QVERIFY(image.width() > 2000 && image.height() > 600);
}

void TestCliSweep::thresholdsOfACriterion()
{
    const Outcome outcome =
        ran(sweep({"--criteria", "max_probability", "--threshold", "0.05,1", "--quality",
                   "agreement", "--json", "--plot", path("front.svg")}));
    QVERIFY2(outcome.code == 0, outcome.err);
    const QJsonArray points = outcome.document()["points"].toArray();
    QCOMPARE(points.size(), 2);
    // The first lets tokens out that differ, the second none.
    QVERIFY(points[0]["quality_difference"]["high"].toDouble() < 0);
    QCOMPARE(points[1]["quality_difference"]["mean"].toDouble(-1), 0.0);
    QCOMPARE(points[0]["benchmark"]["settings"]["thresholds"]["max_probability"].toArray(),
             QJsonArray{0.05});
    QVERIFY(contentOf(path("front.svg")).contains("<svg"));
}

void TestCliSweep::theOriginalsOptions_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QJsonArray>("layers");
    QTest::addColumn<QJsonArray>("drafts");
    QTest::newRow("both") << QStringList{"--exit_layer_first",       "4",
                                         "--exit_layer_last",        "8",
                                         "--exit_layer_step",        "4",
                                         "--num_speculations_first", "2",
                                         "--num_speculations_last",  "2"}
                          << QJsonArray{4, 8} << QJsonArray{2};
    // What is missing is the original's, to one layer less than the model has.
    QTest::newRow("one side") << QStringList{"--exit_layer_first", "10"} << QJsonArray{10, 11}
                              << QJsonArray{1, 2, 3, 4, 5, 6};
    QTest::newRow("the other side")
        << QStringList{"--num_speculations_first", "6"}
        << QJsonArray{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11} << QJsonArray{6};
    QTest::newRow("a value of ours")
        << QStringList{"--exit_layer", "3", "--num_speculations_first", "5"} << QJsonArray{3}
        << QJsonArray{5, 6};
}

void TestCliSweep::theOriginalsOptions()
{
    QFETCH(QStringList, options);
    const Outcome outcome =
        ran(sweep(QStringList{"--generation_strategy", "self_speculative", "--json"} + options));
    QVERIFY2(outcome.code == 0, outcome.err);
    const QJsonArray axes = outcome.document()["axes"].toArray();
    QCOMPARE(axes.size(), 2);
    QTEST(axes[0]["values"].toArray(), "layers");
    QTEST(axes[1]["values"].toArray(), "drafts");
}

void TestCliSweep::refused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* name, const QStringList& options, const char* told) {
        QTest::newRow(name) << options << QByteArray(told);
    };
    const QStringList speculative{"--generation_strategy", "self_speculative"};
    row("no grid", {}, "Name what is varied");
    row("a layer that does not exist", speculative + QStringList{"--exit_layer", "4,40"},
        "exit_layer is 40, but must be -1 (none) or from 1 to 12");
    row("backwards", speculative + QStringList{"--exit_layer", "8:2"}, "runs backwards");
    row("empty", speculative + QStringList{"--exit_layer", ""}, "--exit_layer");
    row("a gap", speculative + QStringList{"--exit_layer", "1,,2"}, "no number");
    row("drafts without drafting", {"--num_speculations", "2"}, "autoregressive");
    row("a threshold of nothing", {"--threshold", "0.5"}, "--criteria");
    row("a threshold of two", {"--threshold", "0.5", "--criteria", "max_probability,entropy_based"},
        "--vary");
    row("varied without values", {"--vary", "max_probability", "--exit_layer", "2"}, "--threshold");
    row("two ways", {"--exit_layer", "2", "--exit_layer_first", "2"}, "leave one out");
    row("quality", {"--exit_layer", "2", "--quality", "speed"}, "choose one of rouge-l");
    row("picture", {"--exit_layer", "2", "--plot", "x.bmp"}, ".png, .pdf or .svg");
    row("resume without a folder", {"--exit_layer", "2", "--resume"}, "--output_dir");
}

void TestCliSweep::refused()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, told);
    const Outcome outcome = ran(sweep(options));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(told), outcome.err);
    QVERIFY2(!outcome.err.contains("tokens/s"), "refused before anything runs");
}

void TestCliSweep::aFolderThatCannotBeWritten()
{
    QFile file(path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Outcome outcome = ran(speculation({"--output_dir", path("file/dir")}));
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("Cannot make the folder"), outcome.err);
    const Outcome again = ran(speculation({"--output_dir", path("out")}));
    QCOMPARE(again.code, 0);
    const Outcome taken = ran(speculation({"--output_dir", path("out")}));
    QCOMPARE(taken.code, 2);
    QVERIFY2(taken.err.contains("--resume"), taken.err);
}

void TestCliSweep::killedAndResumed()
{
    QStringList arguments = speculation({"--output_dir", path("out"), "--resume"});
    arguments[arguments.indexOf("--max_steps") + 1] = "200"; // no point is over in a moment
    QProcess process;
    process.start(program, arguments);
    QByteArray told;
    const auto isAtSecond = [&] {
        process.waitForReadyRead(50);
        told += process.readAllStandardError();
        return told.contains("exit_layer 3, num_speculations 1: ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAtSecond(), patienceMs);
    process.kill();
    QVERIFY(process.waitForFinished(patienceMs));
    const QByteArray table = contentOf(path("out/sweep.csv"));
    QVERIFY2(table.count('\n') >= 3 && table.endsWith('\n'), table);
    const QByteArray full = contentOf(path("out/points/full_depth.json"));
    const Outcome resumed = ran(arguments);
    QVERIFY2(resumed.code == 0, resumed.err);
    QVERIFY2(resumed.err.contains("full depth: ") && resumed.err.contains("; measured before"),
             resumed.err);
    QCOMPARE(contentOf(path("out/points/full_depth.json")), full);
    QVERIFY(contentOf(path("out/sweep.csv")).startsWith(table.left(table.indexOf('\n'))));
    QCOMPARE(contentOf(path("out/sweep.csv")).count('\n'), 6);
}

void TestCliSweep::otherSettings()
{
    QVERIFY(ran(speculation({"--output_dir", path("out")})).code == 0);
    const QByteArray before = contentOf(path("out/points/full_depth.json"));
    const QByteArray table = contentOf(path("out/sweep.csv"));
    QStringList other = speculation({"--output_dir", path("out"), "--resume"});
    other[other.indexOf("--max_steps") + 1] = "9";
    const Outcome outcome = ran(other);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("max_steps"), outcome.err);
    QCOMPARE(contentOf(path("out/points/full_depth.json")), before);
    QCOMPARE(contentOf(path("out/sweep.csv")), table);
}

void TestCliSweep::summariesOfNews()
{
    EXITSCOPE_NEED_SHARED();
    const std::filesystem::path news = sharedData() / "datasets/cnn_dm-80.jsonl";
    const Outcome outcome = ran({"sweep", "--dataset", "cnn_dm_summarization", "--data_path",
                                 QString::fromStdString(news.string()), "--num_samples", "2",
                                 "--max_steps", "6", "--no-sample", "--exit_layer", "6,12"});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.out.contains("cnn_dm_summarization, 2 samples"), outcome.out);
}

QTEST_GUILESS_MAIN(TestCliSweep)
#include "tst_clisweep.moc"

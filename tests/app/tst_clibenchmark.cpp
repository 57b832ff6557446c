#include "clirun.h"
#include "support/testdata.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace exitscope::test;

/// `benchmark` and `merge` on the bundled model.
class TestCliBenchmark : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aRunWithItsFiles();
    void anInterruptedRunIsGoneOnWith();
    void aCutLineIsWrittenAgain();
    void shardsAndMerge();
    void aShardWithoutItems();
    void whatTheOriginalIgnores();
    void badInput_data();
    void badInput();
    void theSharedDataSets_data();
    void theSharedDataSets();
    void theGuidesLinesForGnuParallel();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    const QJsonObject document(const QString& name) const
    {
        return QJsonDocument::fromJson(contentOf(path(name))).object();
    }
    QList<QByteArray> lines(const QString& name) const
    {
        QList<QByteArray> found = contentOf(path(name)).split('\n');
        found.removeLast();
        return found;
    }
    static double metric(const QJsonObject& result, const QString& name)
    {
        for (const QJsonValue value : result["metrics"].toArray()) {
            if (value["name"].toString() == name)
                return value["value"].toDouble();
        }
        return -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_common;
};

void TestCliBenchmark::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QByteArray tales;
    for (const char* opening : {"Once upon a time there was a king", "The old woman said",
                                "In the wood there lived a wolf", "A poor tailor had three sons",
                                "The youngest daughter went", "A fox came to the house"})
        tales += QByteArray("{\"prompt\":\"") + opening +
                 "\",\"response\":\" and the king had a daughter\"}\n";
    write("tales.jsonl", tales);
    m_common = {"benchmark", "--dataset", path("tales.jsonl"), "--max_steps", "12"};
}

void TestCliBenchmark::aRunWithItsFiles()
{
    const Outcome outcome =
        ran(m_common + QStringList{"--output_dir", path("new/out"), "--num_samples", "4",
                                   "--n_shot", "1", "--generation_strategy", "self_speculative",
                                   "--exit_layer", "4", "--agreement", "--save_runs"});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.out.startsWith("fable, 12 layers, bf16; tales.jsonl: 4 of 4 items\n"),
             outcome.out);
    QVERIFY2(outcome.err.contains("item 1 of 4: 12 tokens in ") && outcome.err.contains("s left") &&
                 outcome.err.contains("item 4 of 4"),
             outcome.err);
    const QJsonObject result = document("new/out/benchmark.json");
    QCOMPARE(result["status"].toString(), QString("complete"));
    QCOMPARE(result["settings"]["seed"].toInt(), 42);
    QCOMPARE(result["dataset"]["shots"].toArray().size(), 1);
    QVERIFY(result["dataset"]["source"]["hash"].toString().startsWith("sha256:"));
    QVERIFY(!result["model"]["hash"].toString().isEmpty());
    QVERIFY(!result["versions"]["libtorch"].toString().isEmpty());
    QVERIFY(result["machines"].toArray().at(0)["threads"].toInt() > 0);
    QCOMPARE(metric(result, "agreement"), 1.0); // speculation writes the whole model's text
    QVERIFY(metric(result, "acceptance_rate") > 0);
    QVERIFY(metric(result, "rouge-1") >= 0);
    const QList<QByteArray> samples = lines("new/out/benchmark_samples.jsonl");
    QCOMPARE(samples.size(), 4);
    const QJsonObject sample = QJsonDocument::fromJson(samples[2]).object();
    QCOMPARE(sample["position"].toInt(), 2);
    QCOMPARE(sample["tokens"].toArray().size(), 12);
    QVERIFY(sample["prompt"].toString().contains(" and the king had a daughter\n\n"));
    QCOMPARE(sample["run_file"].toString(), QString("benchmark_runs/sample_000002.exitscope"));
    QVERIFY(QFile::exists(path("new/out/" + sample["run_file"].toString())));
    // What is there is kept.
    const Outcome again = ran(m_common + QStringList{"--output_dir", path("new/out")});
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("exist already; go on with --resume"), again.err);
}

void TestCliBenchmark::anInterruptedRunIsGoneOnWith()
{
    const QStringList arguments =
        QStringList{"benchmark",    "--dataset", path("tales.jsonl"), "--max_steps", "500",
                    "--ignore_eos", "--resume",  "--output_dir",      path("out")};
    QProcess process;
    process.start(program, arguments);
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("item 1 of 6")) {
        QVERIFY2(process.waitForReadyRead(patienceMs), said);
        said += process.readAll();
    }
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardOutput().contains("; interrupted\n"));
    QCOMPARE(document("out/benchmark.json")["status"].toString(), QString("interrupted"));
    const auto done = lines("out/benchmark_samples.jsonl");
    QVERIFY(!done.isEmpty() && done.size() < 6);
    const Outcome changed = ran(arguments + QStringList{"--exit_layer", "6"});
    QCOMPARE(changed.code, 2);
    QVERIFY2(changed.err.contains("settings.exit_layer is -1 in one and 6 in the other"),
             changed.err);
    const Outcome rest = ran(arguments);
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY2(!rest.err.contains("item 1 of 6") && rest.err.contains("item 6 of 6"), rest.err);
    QCOMPARE(lines("out/benchmark_samples.jsonl").first(done.size()), done);
    QCOMPARE(lines("out/benchmark_samples.jsonl").size(), 6);
    QCOMPARE(document("out/benchmark.json")["status"].toString(), QString("complete"));
    const Outcome finished = ran(arguments); // nothing is left to do
    QVERIFY2(finished.code == 0 && finished.out.contains("6 of 6 items"), finished.err);
}

void TestCliBenchmark::aCutLineIsWrittenAgain()
{
    const QStringList arguments = m_common + QStringList{"--resume", "--output_dir", path("out")};
    QCOMPARE(ran(arguments).code, 0);
    const QJsonObject whole = document("out/benchmark.json");
    QByteArray samples = contentOf(path("out/benchmark_samples.jsonl"));
    samples.truncate(samples.size() * 2 / 3);
    write("out/benchmark_samples.jsonl", samples);
    const Outcome outcome = ran(arguments);
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.err.contains("was not written to its end"), outcome.err);
    QCOMPARE(lines("out/benchmark_samples.jsonl").size(), 6);
    for (const char* name : {"rouge-l", "bleu_score", "edit_distance", "mean_exit_layer"})
        QCOMPARE(metric(document("out/benchmark.json"), name), metric(whole, name));
    // A line that broke in the middle is not passed over.
    write("out/benchmark_samples.jsonl", "{\"position\":0}\n" + samples);
    const Outcome broken = ran(arguments);
    QCOMPARE(broken.code, 1);
    QVERIFY2(broken.err.contains("line 1: the document has no \"index\""), broken.err);
}

void TestCliBenchmark::shardsAndMerge()
{
    QCOMPARE(ran(m_common + QStringList{"--output_dir", path("whole")}).code, 0);
    for (const char* shard : {"1/2", "0/2"}) {
        const Outcome outcome =
            ran(m_common + QStringList{"--output_dir", path("out"), "--shard", shard});
        QVERIFY2(outcome.code == 0, outcome.err);
        if (QString(shard) == "1/2") {
            const Outcome early = ran({"merge", path("out")});
            QCOMPARE(early.code, 2);
            QVERIFY2(early.err.contains("these are missing: 0/2"), early.err);
        }
    }
    const Outcome merged = ran({"merge", path("out"), "--output_dir", path("out"), "--json"});
    QVERIFY2(merged.code == 0, merged.err);
    QCOMPARE(document("out/benchmark.json"), merged.document());
    const QJsonObject whole = document("whole/benchmark.json");
    for (const char* name :
         {"rouge-1", "rouge-2", "rouge-l", "bleu_score", "exact_match", "mean_exit_layer"})
        QCOMPARE(metric(merged.document(), name), metric(whole, name));
    QCOMPARE(merged.document()["counts"], whole["counts"]);
    QCOMPARE(lines("out/benchmark_samples.jsonl").size(), 6);
    // Each file by itself, one of them twice.
    const Outcome twice = ran({"merge", path("out/benchmark_0_of_2.json"), path("out")});
    QCOMPARE(twice.code, 2);
    QVERIFY2(twice.err.contains("are shard 0/2; name each once"), twice.err);
    QCOMPARE(ran({"merge", path("out"), "--output_dir", path("whole")}).code, 2);
    QVERIFY(ran({"merge", path("nowhere")}).err.contains("nowhere"));
}

void TestCliBenchmark::aShardWithoutItems()
{
    for (const char* shard : {"0/2", "1/2"}) {
        const Outcome outcome = ran(m_common + QStringList{"--num_samples", "1", "--output_dir",
                                                           path("out"), "--shard", shard});
        QVERIFY2(outcome.code == 0, outcome.err);
    }
    const Outcome merged = ran({"merge", path("out")});
    QVERIFY2(merged.code == 0, merged.err);
    QVERIFY2(merged.out.contains("1 of 1 items"), merged.out);
}

void TestCliBenchmark::whatTheOriginalIgnores()
{
    write("code.jsonl", "{\"prompt\":\"def f():\",\"canonical_solution\":\" pass\"}\n");
    const Outcome outcome =
        ran({"benchmark", "--dataset", "human_eval", "--data_path", path("code.jsonl"), "--n_shot",
             "2", "--model_args", "device_map=auto", "--max_steps", "4", "--json"});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.err.contains("--n_shot has no effect: human_eval") &&
                 outcome.err.contains("--model_args has no effect"),
             outcome.err);
    QCOMPARE(outcome.document()["dataset"]["n_shot"].toInt(-1), 0);
}

void TestCliBenchmark::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const auto row = [](const char* says, const QStringList& arguments, int code) {
        QTest::newRow(says) << arguments << code;
    };
    row("Name the data: --dataset", {}, 2);
    row("There is no data set \"mmlu\"", {"--dataset", "mmlu", "--data_path", "x"}, 2);
    row("line 2: it has no text in the field \"response\"", {"--dataset", "$/missing.jsonl"}, 1);
    row("line 1: it has no text in the field \"q\"",
        {"--dataset", "$/tales.jsonl", "--input_field", "q"}, 1);
    row("empty.jsonl holds no samples", {"--dataset", "$/empty.jsonl"}, 1);
    row("n_shot is 9, and of the 6 items", {"--dataset", "$/tales.jsonl", "--n_shot", "9"}, 2);
    row("--shard is \"4/4\"",
        {"--dataset", "$/tales.jsonl", "--shard", "4/4", "--output_dir", "$/o"}, 2);
    row("--shard is \"1\"", {"--dataset", "$/tales.jsonl", "--shard", "1", "--output_dir", "$/o"},
        2);
    row("--shard needs an --output_dir", {"--dataset", "$/tales.jsonl", "--shard", "0/2"}, 2);
    row("--resume needs the --output_dir", {"--dataset", "$/tales.jsonl", "--resume"}, 2);
    row("Cannot make the folder", {"--dataset", "$/tales.jsonl", "--output_dir", "$/tales.jsonl/o"},
        1);
    row("Item 0 of the data: The prompt has",
        {"--dataset", "$/long.jsonl", "--overlong", "error", "--output_dir", "$/o"}, 1);
    row("every item was skipped", {"--dataset", "$/long.jsonl", "--overlong", "skip"}, 1);
    row("exit_layer", {"--dataset", "$/tales.jsonl", "--exit_layer", "40"}, 2);
}

void TestCliBenchmark::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    write("empty.jsonl", "\n");
    write("missing.jsonl",
          "{\"prompt\":\"a\",\"response\":\"b\"}\n{\"prompt\":\"a\"}\n{\"prompt\":\"a\"}\n");
    write("long.jsonl", "{\"prompt\":\"" + QByteArray("king ").repeated(3000) + "\"}\n");
    arguments.replaceInStrings("$", m_folder->path());
    const Outcome outcome = ran(QStringList{"benchmark", "--max_steps", "4"} + arguments);
    QVERIFY2(outcome.code == code && outcome.err.contains(QTest::currentDataTag()), outcome.err);
    QVERIFY(!outcome.err.contains("unforeseen"));
}

void TestCliBenchmark::theSharedDataSets_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::newRow("cnn_dm_summarization") << QStringList{"--n_shot", "1"};
    QTest::newRow("xsum_summarization") << QStringList{"--rouge_tokenization", "original"};
    QTest::newRow("cnn_dm_lm") << QStringList{"--stemmer"};
    QTest::newRow("human_eval") << QStringList{"--criteria", "cosine_similarity"};
}

void TestCliBenchmark::theSharedDataSets()
{
    EXITSCOPE_NEED_SHARED();
    QFETCH(QStringList, more);
    const QString folder = QString::fromStdString((sharedData() / "datasets").string());
    const Outcome outcome =
        ran(QStringList{"benchmark", "--dataset", QTest::currentDataTag(), "--data_path", folder,
                        "--num_samples", "3", "--max_steps", "16", "--json"} +
            more);
    QVERIFY2(outcome.code == 0, outcome.err);
    QCOMPARE(outcome.document()["counts"]["done"].toInt(), 3);
    QVERIFY(metric(outcome.document(), "rouge-1_recall") >= 0);
    QVERIFY(metric(outcome.document(), "tokens_per_second") > 0);
    if (QString(QTest::currentDataTag()) == "cnn_dm_summarization")
        QCOMPARE(outcome.document()["counts"]["truncated"].toInt(), 3);
}

/// The block of the guide that begins with seq, as it stands there.
void TestCliBenchmark::theGuidesLinesForGnuParallel()
{
    const QString page = QString::fromUtf8(
        contentOf(QString::fromStdString((sourceDir() / "resources/help/benchmark.md").string())));
    static const QRegularExpression block("```sh\n(seq [^`]*)```");
    const QString script = block.match(page).captured(1);
    QVERIFY(script.contains("| parallel ") && script.contains("exitscope-cli merge"));
    if (QStandardPaths::findExecutable("parallel").isEmpty())
        QSKIP("GNU parallel is not installed");
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", EXITSCOPE_BIN_DIR ":" + environment.value("PATH"));
    environment.insert("HOME", m_folder->path()); // where parallel keeps its own files
    process.setProcessEnvironment(environment);
    process.start("bash", {"-e", "-o", "pipefail", "-c", script});
    QVERIFY(process.waitForFinished(patienceMs));
    const QByteArray err = process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0, err);
    const QByteArray out = process.readAllStandardOutput();
    QVERIFY2(out.contains("tales.jsonl: 6 of 6 items\n"), out + err);
    QCOMPARE(lines("whole/benchmark_samples.jsonl").size(), 6);
}

QTEST_GUILESS_MAIN(TestCliBenchmark)
#include "tst_clibenchmark.moc"

#include "clirun.h"
#include "support/testdata.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope::test;

/// The command that runs evaluation tasks, on the bundled model.
class CliEvalTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QByteArray questions()
    {
        return R"({"goal": "Where does the king live?", "sol1": "In a castle.", "sol2": "xq zz #!", "label": 0}
{"goal": "Who is in the wood?", "sol1": "A wolf.", "sol2": "k k k k k", "label": 1}
{"goal": "What did he find?", "sol1": "A golden bird.", "sol2": "A golden egg.", "label": 0}
)";
    }

    QString written(const QString& name, const QByteArray& content)
    {
        const QString path = QDir(m_folder.path()).filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) < 0)
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    static QString onlyFile(const QString& folder, const QString& pattern)
    {
        const QStringList files = QDir(folder + "/fable").entryList({pattern});
        return files.size() == 1 ? folder + "/fable/" + files.first() : QString();
    }

private Q_SLOTS:
    void tellsTheTasks()
    {
        const QString own = QFileInfo(written("own/my_task.json", "{}")).path();
        const Outcome outcome = ran({"eval", "--tasks", "list", "--include_path", own});
        QCOMPARE(outcome.code, 0);
        for (const char* name : {"gsm8k\n", "piqa\n", "hellaswag\n", "my_task\n"})
            QVERIFY2(outcome.out.contains(name), outcome.out);
    }

    void writesTheHarnessesFiles()
    {
        const QString folder = m_folder.filePath("out");
        written("data/piqa-validation.jsonl", questions());
        written("data/lambada_openai/test.jsonl", "{\"text\": \"Once upon a time\"}\n");
        const Outcome outcome =
            ran({"eval", "--tasks", "piqa,lambada_openai", "--data_path", m_folder.filePath("data"),
                 "--num_fewshot", "0", "--exit_layer", "8", "--output_dir", folder});
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.out.contains("|piqa          |    1.0|none  |     0|acc"), outcome.out);
        QVERIFY2(outcome.err.contains("piqa: 3 of 3"), outcome.err);
        QVERIFY2(outcome.err.contains("mean exit layer 7"), outcome.err);
        const auto document =
            QJsonDocument::fromJson(contentOf(onlyFile(folder, "results_*.json"))).object();
        QCOMPARE(document["exitscope"]["status"].toString(), QString("complete"));
        QVERIFY(document["results"]["piqa"]["acc,none"].isDouble());
        QVERIFY(document["results"]["lambada_openai"]["perplexity,none"].toDouble() >= 1);
        QCOMPARE(document["task_hashes"]["piqa"].toString().size(), 64);
        const QByteArray samples = contentOf(onlyFile(folder, "samples_piqa_*.jsonl"));
        QCOMPARE(samples.count('\n'), 3);
        const QJsonObject row = QJsonDocument::fromJson(samples.split('\n').first()).object();
        QCOMPARE(row["doc_hash"].toString().size(), 64);
        QCOMPARE(row["acc"].toDouble(), 1.0);
    }

    void gsm8k()
    {
        EXITSCOPE_NEED_SHARED();
        const QString data = QString::fromStdString((sharedData() / "datasets").string());
        const Outcome outcome = ran({"eval", "--tasks", "gsm8k", "--data_path", data, "--limit",
                                     "2", "--num_fewshot", "2"});
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.out.contains("strict-match"), outcome.out);
        QVERIFY2(outcome.out.contains("flexible-extract"), outcome.out);
    }

    /// What a stopped run left is gone on with, also where its last line was cut.
    void resumes()
    {
        const QString folder = m_folder.filePath("resumed");
        const QString data = written("resume/piqa-validation.jsonl", questions());
        const QStringList asked{"eval", "--tasks",      "piqa", "--data_path",
                                data,   "--output_dir", folder};
        QCOMPARE(ran(asked).code, 0);
        const QString results = onlyFile(folder, "results_*.json");
        const QString samples = onlyFile(folder, "samples_*.jsonl");
        const QByteArray whole = contentOf(samples);
        const QByteArray document = contentOf(results);
        written(results, QByteArray(document).replace("\"complete\"", "\"running\""));
        written(samples, whole.left(whole.lastIndexOf('\n', -2) + 40));

        const Outcome other = ran(asked + QStringList{"--exit_layer", "5", "--resume"});
        QCOMPARE(other.code, 2);
        QVERIFY2(other.err.contains("have another exitscope/settings"), other.err);

        const Outcome outcome = ran(asked + QStringList{"--resume"});
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.contains("piqa: goes on after 2 documents"), outcome.err);
        QCOMPARE(contentOf(samples).left(whole.size() / 2), whole.left(whole.size() / 2));
        QCOMPARE(contentOf(samples).count('\n'), 3);
        const auto before = QJsonDocument::fromJson(document).object();
        const auto after = QJsonDocument::fromJson(contentOf(results)).object();
        QCOMPARE(after["results"], before["results"]);
        QCOMPARE(after["task_hashes"], before["task_hashes"]);
        const Outcome again = ran(asked + QStringList{"--resume"});
        QVERIFY2(again.err.contains("Nothing to go on with"), again.err);
    }

    /// A later task whose data are wrong is told of before the first one runs.
    void allTasksAreLookedAtFirst()
    {
        written("two/piqa-validation.jsonl", questions());
        written("two/boolq-validation.jsonl", "{\"passage\": \"P\"}\n");
        const QString folder = m_folder.filePath("two-out");
        const Outcome outcome = ran({"eval", "--tasks", "piqa", "boolq", "--data_path",
                                     m_folder.filePath("two"), "--output_dir", folder});
        QVERIFY2(outcome.code == 1, outcome.err);
        QVERIFY2(outcome.err.contains("boolq-validation.jsonl, line 1: it has no field"),
                 outcome.err);
        QVERIFY2(!outcome.err.contains("piqa: "), outcome.err);
        QVERIFY(!QDir(folder).exists());
    }

    /// Options that only the original has are taken where they change nothing.
    void takesTheOriginalsOptions()
    {
        const QString folder = m_folder.filePath("original");
        const QString data =
            written("o.jsonl", "{\"question\": \"Who?\", \"answer\": \"#### 1\"}\n");
        const Outcome outcome =
            ran({"eval", "--tasks", "gsm8k", "--data_path", data, "--num_fewshot", "0", "--sample",
                 "False", "--seed", "7", "--log_samples", "True", "--max_steps", "3",
                 "--output_dir", folder});
        QVERIFY2(outcome.code == 0, outcome.err);
        const QByteArray line = contentOf(onlyFile(folder, "samples_*.jsonl")).split('\n').first();
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        QCOMPARE(row["arguments"]["gen_args_0"]["arg_1"]["max_gen_toks"].toInt(), 3);
        QVERIFY(row["tokens"].toInt() <= 3);
    }

    void tellsWhatWasCut()
    {
        const QByteArray page = QByteArray("Once upon a time there was a king. ").repeated(200);
        const QString data = written("long.jsonl", "{\"text\": \"" + page + "\"}\n");
        const Outcome outcome = ran({"eval", "--tasks", "lambada_openai", "--data_path", data});
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.contains("note: 1 documents of lambada_openai were too long"),
                 outcome.err);
    }

    void whatCannotBeDone_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const QString good = written("w/good.jsonl", questions());
        const QString empty = written("w/empty.jsonl", "\n");
        const QString broken = written("w/broken.jsonl", questions() + "{\"goal\": ");
        const QString poor = written("w/poor.jsonl", questions() + "{\"goal\": \"G\"}\n");
        const auto row = [](const char* name, const QStringList& arguments, int code,
                            const QByteArray& said) {
            QTest::newRow(name) << arguments << code << said;
        };
        row("no tasks", {}, 2, "Name the tasks to run");
        row("unknown", {"--tasks", "piqa,pica"}, 2,
            "There is no task \"pica\"; the known ones are arc_challenge, ");
        row("twice", {"--tasks", "piqa,piqa"}, 2, "--tasks names piqa twice");
        row("no data", {"--tasks", "piqa", "--data_path", m_folder.path()}, 1,
            "put them there as piqa-validation.jsonl");
        row("empty", {"--tasks", "piqa", "--data_path", empty}, 1, "empty.jsonl holds no samples");
        row("broken line", {"--tasks", "piqa", "--data_path", broken}, 1,
            "broken.jsonl, line 4: it is no whole JSON value");
        row("missing field", {"--tasks", "piqa", "--data_path", poor}, 1,
            "poor.jsonl, line 4: it has no field \"sol1\"");
        row("shots", {"--tasks", "piqa", "--data_path", good, "--num_fewshot", "3"}, 2,
            "num_fewshot is 3, and ");
        row("limit", {"--tasks", "piqa", "--data_path", good, "--limit", "1.5"}, 2,
            "--limit is 1.5");
        row("output", {"--tasks", "piqa", "--data_path", good, "--output_dir", good}, 1,
            "Cannot make the folder");
        row("file for several", {"--tasks", "piqa,boolq", "--data_path", good}, 2,
            "--data_path is a file");
        row("nothing to resume in", {"--tasks", "piqa", "--data_path", good, "--resume"}, 2,
            "name it with --output_dir");
        row("sample", {"--tasks", "piqa", "--data_path", good, "--sample"}, 2,
            "--sample is true, and evaluation is greedy");
        row("no samples", {"--tasks", "piqa", "--data_path", good, "--log_samples", "False"}, 2,
            "--log_samples is false");
        const QString task = written("w/tasks/minus.json", R"({"task": "minus", "data": {},
            "output_type": "generate_until", "doc_to_target": "{label|minus:x}"})");
        row("template",
            {"--tasks", "minus", "--include_path", QFileInfo(task).path(), "--data_path", good}, 1,
            "minus.json has a template with the change \"minus:x\"");
        row("layer", {"--tasks", "piqa", "--data_path", good, "--exit_layer", "13"}, 2,
            "exit_layer");
    }
    void whatCannotBeDone()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, said);
        const Outcome outcome = ran(QStringList{"eval"} + arguments);
        QVERIFY2(outcome.code == code, outcome.err);
        QVERIFY2(outcome.err.contains(said), outcome.err);
        QCOMPARE(outcome.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(CliEvalTest)
#include "tst_clieval.moc"

#include "clirun.h"
#include "support/testdata.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope::test;

class TestCliCorrectness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void speculationIsEqual();
    void looseThresholdsReallyDiffer();
    void idsForAModelWithoutTokenizer();
    void dataSets();
    void wrongUse_data();
    void wrongUse();
    void anOlderReportIsKept();

private:
    const QJsonObject report(const QString& folder) const
    {
        return QJsonDocument::fromJson(contentOf(m_folder.filePath(folder + "/correctness.json")))
            .object();
    }

    void write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    QTemporaryDir m_folder;
    QStringList m_common;
};

void TestCliCorrectness::initTestCase()
{
    write("prompts.txt", "Once upon a time there was a king\nThe old woman said\n");
    m_common = {"correctness", "--prompts", m_folder.filePath("prompts.txt"), "--max_steps", "30"};
}

void TestCliCorrectness::speculationIsEqual()
{
    const Outcome outcome =
        ran(m_common + QStringList{"--generation_strategy", "self_speculative", "--exit_layer", "4",
                                   "--output_dir", m_folder.filePath("new/equal")});
    QVERIFY2(outcome.code == 0, outcome.out + outcome.err);
    QVERIFY2(outcome.out.startsWith("2 samples: 2 equal, 0 with a rounding tie, 0 with a real"),
             outcome.out);
    QVERIFY(outcome.out.contains("acceptance rate"));
    QVERIFY2(outcome.err.contains("sample 2 of 2: equal"), outcome.err);
    const QJsonObject document = report("new/equal");
    QCOMPARE(document["summary"]["equal"].toInt(), 2);
    QCOMPARE(document["summary"]["tokens_compared"].toInt(), 60);
    QCOMPARE(document["settings"]["sample"].toBool(true), false); // greedy unless told otherwise
    QCOMPARE(document["model"]["name"].toString(), QString("fable"));
    for (const QJsonValue sample : document["samples"].toArray()) {
        QVERIFY(sample["difference"].isNull());
        QCOMPARE(sample["full"]["tokens"], sample["other"]["tokens"]);
    }
}

void TestCliCorrectness::looseThresholdsReallyDiffer()
{
    const Outcome outcome =
        ran(m_common + QStringList{"--num_samples", "1", "--criteria", "max_probability",
                                   "--thresholds", "0.05", "--output_dir",
                                   m_folder.filePath("differs")});
    QVERIFY2(outcome.code == 1, outcome.out + outcome.err);
    QVERIFY2(outcome.out.startsWith("sample 0: real difference at token "), outcome.out);
    QVERIFY(outcome.out.contains("1 samples: 0 equal, 0 with a rounding tie, 1 with a real"));
    const QJsonObject difference =
        report("differs")["samples"].toArray().at(0).toObject()["difference"].toObject();
    QCOMPARE(difference["class"].toString(), QString("real difference"));
    QVERIFY(difference["distance"].toDouble() > difference["tolerance"].toDouble());
    QCOMPARE(difference["full"], difference["top2"].toArray().at(0));
    QVERIFY(difference["full"].toObject()["id"] != difference["other"].toObject()["id"]);
}

void TestCliCorrectness::idsForAModelWithoutTokenizer()
{
    EXITSCOPE_NEED_SHARED();
    write("ids.jsonl", "{\"prompt_ids\":[1,5,9,20]}\n{\"prompt_ids\":[7]}\n");
    const QString model = QString::fromStdString((sharedData() / "models" / "random8").string());
    const Outcome outcome = ran(
        {"correctness", "--model", model, "--prompts", m_folder.filePath("ids.jsonl"),
         "--ignore_eos", "--max_steps", "24", "--generation_strategy", "dynamic_self_speculative",
         "--criteria", "cosine_similarity", "--output_dir", m_folder.filePath("ids")});
    QVERIFY2(outcome.code == 0, outcome.out + outcome.err);
    QCOMPARE(report("ids")["samples"].toArray().at(0).toObject()["prompt_tokens"].toInt(), 4);
    const Outcome words = ran({"correctness", "--model", model, "--prompts",
                               m_folder.filePath("ids.jsonl"), "--stop_words", "x"});
    QCOMPARE(words.code, 2);
    QVERIFY2(words.err.contains("--stop_words needs a tokenizer"), words.err);
}

void TestCliCorrectness::dataSets()
{
    EXITSCOPE_NEED_SHARED();
    const QString folder = QString::fromStdString((sharedData() / "datasets").string());
    for (const char* name : {"human_eval", "gsm8k"}) {
        const Outcome outcome =
            ran({"correctness", "--dataset", name, "--data_path", folder, "--num_samples", "2",
                 "--max_steps", "12", "--ignore_eos", "--generation_strategy", "self_speculative",
                 "--exit_layer", "6", "--output_dir", m_folder.filePath(name)});
        QVERIFY2(outcome.code == 0, outcome.out + outcome.err);
        const QJsonObject document = report(name);
        QCOMPARE(document["dataset"]["name"].toString(), QString(name));
        QCOMPARE(document["summary"]["equal"].toInt(), 2);
    }
    // Each prompt is longer than the context: nothing was shown.
    write("long.txt", QByteArray("king ").repeated(2000));
    const Outcome none = ran({"correctness", "--prompts", m_folder.filePath("long.txt")});
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.contains("no sample could be compared"), none.err);
}

void TestCliCorrectness::wrongUse_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList& options, const char* says) {
        QTest::newRow(says) << options << says;
    };
    row({}, "Name the samples");
    row({"--prompts", "a", "--dataset", "gsm8k"}, "excludes");
    row({"--dataset", "gsm8k"}, "need one another");
    row({"--prompts", "a", "--data_path", "b"}, "need one another");
    row({"--dataset", "piqa", "--data_path", "b"}, "There is no data set \"piqa\"");
    row({"--prompts", "a", "--num_samples", "-1"}, "num_samples is -1");
    row({"--prompts", "a", "--watch"}, "--watch");
    row({"--prompts", "a", "--generation_strategy", "self_speculative"}, "needs exit_layer");
}

void TestCliCorrectness::wrongUse()
{
    QFETCH(QStringList, options);
    QFETCH(QString, says);
    const Outcome outcome = ran(QStringList{"correctness"} + options);
    QVERIFY2(outcome.code == 2, outcome.err);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err);
    QCOMPARE(outcome.err.trimmed().count('\n'), 0);
}

void TestCliCorrectness::anOlderReportIsKept()
{
    QVERIFY(QDir(m_folder.path()).mkdir("older"));
    write("older/correctness.json", "precious");
    const Outcome outcome = ran(m_common + QStringList{"--output_dir", m_folder.filePath("older")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("exists already"), outcome.err);
    QCOMPARE(contentOf(m_folder.filePath("older/correctness.json")), QByteArray("precious"));
    const Outcome nowhere =
        ran(m_common + QStringList{"--output_dir", m_folder.filePath("prompts.txt/x")});
    QCOMPARE(nowhere.code, 1);
    QVERIFY2(nowhere.err.contains("Cannot make the folder"), nowhere.err);
}

QTEST_GUILESS_MAIN(TestCliCorrectness)
#include "tst_clicorrectness.moc"

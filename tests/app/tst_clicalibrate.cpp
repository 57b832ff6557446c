#include "clirun.h"
#include "support/testdata.h"
#include "support/tinymodel.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace exitscope::test;

class TestCliCalibrate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsAThreshold();
    void theRuleItNamesRuns_data();
    void theRuleItNamesRuns();
    void summary();
    void noThresholdQualifies();
    void bundledPrompts();
    void aCheckpointWithoutTokenizer();
    void anInterruptClaimsNothing();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    QTemporaryDir m_folder;
    QStringList m_common;
};

void TestCliCalibrate::initTestCase()
{
    QByteArray prompts;
    for (const char* who : {"king", "queen", "miller", "fox", "giant", "witch", "soldier", "boy",
                            "goose", "wolf", "tailor", "bear"})
        prompts += QByteArray("Once upon a time there was a ") + who + " who had\n";
    write("prompts.txt", prompts);
    m_common = {"calibrate",     "--prompts", path("prompts.txt"),
                "--max_steps",   "12",        "--criteria",
                "entropy_based", "--risk",    "0.4",
                "--confidence",  "0.8",       "--held_out",
                "0.25",          "--seed",    "3"};
}

void TestCliCalibrate::findsAThreshold()
{
    const Outcome outcome =
        ran(m_common + QStringList{"--json", "--patience", "2", "--output_dir", path("new/dir")});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.err.contains("prompt 12 of 12: 12 tokens"), outcome.err);
    const QJsonObject document = outcome.document();
    QCOMPARE(contentOf(path("new/dir/calibration.json")), outcome.out);
    QCOMPARE(document["model"]["name"].toString(), QString("fable"));
    QVERIFY(!document["model"]["hash"].toString().isEmpty());
    QCOMPARE(document["settings"]["sample"].toBool(true), false);
    QCOMPARE(document["settings"]["patience"].toInt(), 2);
    QCOMPARE(document["settings"]["max_steps"].toInt(), 12);
    QCOMPARE(document["prompts"]["name"].toString(), QString("prompts"));
    QCOMPARE(document["prompts"]["size"].toInt(), 12);
    QCOMPARE(document["criterion"].toString(), QString("entropy_based"));
    QCOMPARE(document["sweep"].toString(), QString("constant"));
    QCOMPARE(document["risk"].toDouble(), 0.4);
    QCOMPARE(document["confidence"].toDouble(), 0.8);
    QCOMPARE(document["split"]["seed"].toInt(), 3);
    QCOMPARE(document["split"]["held_out"].toArray().size(), 3);
    QCOMPARE(document["calibration"]["prompts"].toInt(), 9);
    QCOMPARE(document["calibration"]["tokens"].toInt(), 108);
    QCOMPARE(document["held_out"]["prompts"].toInt(), 3);
    QVERIFY(document["held_out"]["mean_loss"].isDouble());
    QVERIFY(document["warning"].toString().startsWith("This holds for text like"));
    const QJsonArray points = document["calibration"]["points"].toArray();
    QCOMPARE(points.size(), 64);
    double threshold = -1;
    for (const QJsonValue& point : points) {
        if (point["qualifies"].toBool()) {
            QVERIFY(point["p_value"].toDouble() <= 0.2);
            threshold = point["threshold"].toDouble();
        }
    }
    QCOMPARE(document["threshold"].toDouble(), threshold);
    QVERIFY(document["layers_saved"].toDouble() > 0);
    QCOMPARE(document["rule_options"].toString(),
             QString("--criteria entropy_based --entropy_temp 1 --entropy_relative false "
                     "--thresholds %1 --patience 2")
                 .arg(threshold, 0, 'g', 10));
}

void TestCliCalibrate::theRuleItNamesRuns_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("shift") << QStringList{"--criteria", "max_probability", "--sweep", "shift"};
    QTest::newRow("joined") << QStringList{"--criteria",      "cosine-similarity,entropy_based",
                                           "--combine",       "all",
                                           "--vary",          "entropy-based",
                                           "--minimum_layer", "2"};
    QTest::newRow("whole number") << QStringList{"--criteria", "token_repeat"};
}

void TestCliCalibrate::theRuleItNamesRuns()
{
    QFETCH(QStringList, options);
    QStringList arguments = m_common;
    arguments.removeAt(arguments.indexOf("--criteria") + 1);
    arguments.removeAt(arguments.indexOf("--criteria"));
    const Outcome outcome = ran(arguments + options + QStringList{"--json", "--points", "16"});
    QVERIFY2(outcome.code == 0, outcome.err);
    const QJsonObject document = outcome.document();
    QVERIFY2(document["threshold"].isDouble(), outcome.out);
    const Outcome run = ran(story + document["rule_options"].toString().split(' ') +
                            QStringList{"--no-sample", "--max_steps", "8", "--watch", "--json"});
    QVERIFY2(run.code == 0, run.err);
    QCOMPARE(run.document()["settings"]["criteria"].toString(),
             document["settings"]["criteria"].toString());
}

void TestCliCalibrate::summary()
{
    const Outcome outcome = ran(m_common + QStringList{"--entropy_initial_threshold", "2",
                                                       "--entropy_temp", "1.5", "--repeats", "3"});
    QVERIFY2(outcome.code == 0, outcome.err);
    for (const char* part :
         {"9 to calibrate on, 3 held out, seed 3", "Risk 0.4, confidence 0.8", "tokens differ",
          "Found: the threshold ", "Held-out check: ",
          "Use it: --criteria entropy_based --entropy_temp 1.5 ", "This holds for text like"})
        QVERIFY2(outcome.out.contains(part), outcome.out);
    // Parameters that give way to what is looked for, or belong to no criterion of the rule.
    QVERIFY2(outcome.err.contains("--entropy_initial_threshold has no effect: the threshold of "
                                  "entropy_based is what is looked for."),
             outcome.err);
    QVERIFY2(outcome.err.contains("--repeats has no effect"), outcome.err);
    QVERIFY2(!outcome.err.contains("--entropy_temp has"), outcome.err);
}

void TestCliCalibrate::noThresholdQualifies()
{
    QStringList arguments = m_common;
    arguments[arguments.indexOf("--risk") + 1] = "0.0001";
    const Outcome outcome = ran(arguments + QStringList{"--output_dir", path("none")});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.out.contains("No threshold qualifies."), outcome.out);
    QVERIFY2(!outcome.out.contains("Use it"), outcome.out);
    const QJsonObject document =
        QJsonDocument::fromJson(contentOf(path("none/calibration.json"))).object();
    QCOMPARE(document["cancelled"].toBool(true), false);
    for (const char* key : {"threshold", "layers_saved", "held_out", "rule_options"})
        QVERIFY2(document.contains(key) && document[key].isNull(), key);
    QVERIFY(document["outcome"].toString().contains("No threshold qualifies"));
    QCOMPARE(document["calibration"]["points"].toArray().size(), 64);
    QVERIFY(document["calibration"]["least_prompts"].toInt() > 9);
}

void TestCliCalibrate::bundledPrompts()
{
    const Outcome outcome = ran({"calibrate", "--criteria", "max_probability", "--max_steps", "1",
                                 "--points", "4", "--json"});
    QVERIFY2(outcome.code == 0, outcome.err);
    const QJsonObject document = outcome.document();
    QCOMPARE(document["prompts"]["name"].toString(), QString("fairytales"));
    QCOMPARE(document["prompts"]["size"].toInt(), 120);
    QCOMPARE(document["prompts"]["usable"].toInt(), 120);
    QCOMPARE(document["prompts"]["repeated"].toInt(), 0);
    QCOMPARE(document["calibration"]["prompts"].toInt(), 90);
}

void TestCliCalibrate::aCheckpointWithoutTokenizer()
{
    TinyModel tiny;
    tiny.write();
    const QString model = QString::fromStdString(tiny.folder().string());
    write("ids.jsonl", "{\"prompt_ids\":[1,5,9]}\n{\"prompt_ids\":[7]}\n{\"prompt_ids\":[8,2]}\n");
    const QStringList common{"calibrate",         "--model",     model, "--criteria",
                             "cosine_similarity", "--max_steps", "4"};
    const Outcome outcome = ran(common + QStringList{"--prompts", path("ids.jsonl"), "--risk",
                                                     "0.9", "--confidence", "0.5", "--ignore_eos"});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY2(outcome.out.contains("2 to calibrate on, 1 held out"), outcome.out);
}

void TestCliCalibrate::anInterruptClaimsNothing()
{
    QProcess process;
    process.start(program, {"calibrate", "--criteria", "convergence", "--max_steps", "900",
                            "--ignore_eos", "--json"});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("prompt 1 of 120")) {
        QVERIFY(process.waitForReadyRead(patienceMs));
        said += process.readAll();
    }
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 1);
    const QJsonObject document = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QVERIFY(document["cancelled"].toBool());
    QVERIFY(document["threshold"].isNull() && document["calibration"].isNull());
    QVERIFY(document["outcome"].toString().startsWith("Interrupted after "));
}

QTEST_GUILESS_MAIN(TestCliCalibrate)
#include "tst_clicalibrate.moc"

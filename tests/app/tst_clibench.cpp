#include "clirun.h"
#include "support/owncache.h"
#include "support/tinymodel.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <csignal>

using namespace exitscope::test;

namespace {

/// One block of two tokens.
const QStringList briefly{"bench", "--runs", "1", "--tokens", "2", "--threads", "2"};

QStringList entriesOf(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QStringList labelsOf(const QJsonObject& document)
{
    QStringList labels;
    for (const QJsonValue& row : document["rows"].toArray())
        labels << row["dtype"].toString() + ' ' + row["row"].toString();
    return labels;
}

} // namespace

/// The command that measures speed. How fast this machine is, is not asked.
class CliBenchTest : public QObject
{
    Q_OBJECT

private:
    QString tiny() const { return QString::fromStdString(m_tiny.folder().string()); }

    TinyModel m_tiny; ///< of a context of three positions
    OwnCache m_cache;

private Q_SLOTS:
    void initTestCase()
    {
        m_tiny.config["max_position_embeddings"] = 3;
        m_tiny.write();
    }

    /// The table is for people; the file holds the same as a document.
    void tableAndDocument()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("speed.json");
        const QStringList arguments =
            briefly + QStringList{"--rows", "full, watch,load", "--output", file};
        const Outcome outcome = ran(arguments);
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.contains("watch, round 1 of 1"), outcome.err);
        for (const char* part : {"fable, 12 layers", "load", "watch", "tokens/s", "targets",
                                 "watch_of_full_depth/bf16", "at least"})
            QVERIFY2(outcome.out.contains(part), outcome.out);
        QVERIFY(!outcome.out.contains("prefill"));
        const QByteArray written = contentOf(file);
        QCOMPARE(written.count('\n'), 1);
        const QJsonObject document = QJsonDocument::fromJson(written).object();
        QCOMPARE(document["format_version"].toInt(), 2);
        QCOMPARE(document["interrupted"].toBool(true), false);
        QCOMPARE(document["model"]["layers"].toInt(), 12);
        QCOMPARE(labelsOf(document), (QStringList{"fp32 load", "fp32 full", "fp32 watch",
                                                  "bf16 load", "bf16 full", "bf16 watch"}));
        for (const QJsonValue& row : document["rows"].toArray()) {
            QVERIFY(row["error"].isNull());
            QCOMPARE(row["value"]["count"].toInt(), 1);
            QVERIFY(row["value"]["median"].toDouble() > 0);
        }
        QVERIFY(!document["targets"].toArray().isEmpty());
        for (const QJsonValue& target : document["targets"].toArray()) {
            QVERIFY(target["name"].toString().endsWith("/bf16")); // fp32 has no goals
            QVERIFY(target["met"].isBool() && target["goal"].isDouble());
        }
        const Outcome again = ran(arguments);
        QCOMPARE(again.code, 2);
        QVERIFY2(again.err.contains("speed.json exists already"), again.err);
        QCOMPARE(again.out, QByteArray());
        QCOMPARE(contentOf(file), written);
        QCOMPARE(entriesOf(folder), QStringList{"speed.json"});
    }

    void documentOnStandardOutput()
    {
        const Outcome outcome = ran(briefly + QStringList{"--json", "--rows", "prefill", "--dtype",
                                                          "fp32", "--prompt-tokens", "7"});
        QVERIFY2(outcome.code == 0, outcome.err);
        QCOMPARE(outcome.out.count('\n'), 1);
        const QJsonObject document = outcome.document();
        QCOMPARE(labelsOf(document), QStringList{"fp32 prefill"});
        QCOMPARE(document["rows"][0]["detail"].toString(), QString("7 tokens"));
        QVERIFY(document["bandwidth_bytes_per_second"].isNull()); // not asked for
    }

    /// Quantized weights of a synthetic model go with it, too.
    void synthetic()
    {
        const QTemporaryDir folder;
        const Outcome outcome =
            ran(briefly + QStringList{"--json", "--synthetic", "fable", "--synthetic_dir",
                                      folder.path(), "--rows", "full,speculation", "--dtype",
                                      "bf16,int8"});
        QVERIFY2(outcome.code == 0, outcome.err);
        const QJsonObject document = outcome.document();
        QCOMPARE(labelsOf(document),
                 (QStringList{"bf16 full", "int8 full", "bf16 speculation", "int8 speculation"}));
        for (const QJsonValue& row : document["rows"].toArray())
            QVERIFY2(row["error"].isNull(), qPrintable(row["error"].toString()));
        QCOMPARE(document["model"]["vocabulary"].toInt(), 4096);
        QCOMPARE(entriesOf(folder), QStringList());
        QVERIFY(m_cache.files().empty());
    }

    void keptWhereAskedFor()
    {
        const QTemporaryDir folder;
        const Outcome outcome =
            ran(briefly + QStringList{"--synthetic", "fable", "--synthetic_dir", folder.path(),
                                      "--keep", "--rows", "load"});
        QVERIFY2(outcome.code == 0, outcome.err);
        const QStringList kept = entriesOf(folder);
        QCOMPARE(kept.size(), 1);
        const QString model = folder.filePath(kept.first());
        QVERIFY2(outcome.err.contains("kept: " + model.toUtf8()), outcome.err);
        const Outcome run = ran({"generate", "--model", model, "--prompt_ids", "1,5", "--max_steps",
                                 "3", "--ignore_eos", "--json"});
        QVERIFY2(run.code == 0, run.err);
        QCOMPARE(run.document()["tokens"].toArray().size(), 3);
    }

    /// What certainly fails: a prompt that must be shorter than a quarter of three positions.
    void check_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("failed"); // a row
        QTest::addColumn<int>("code");
        const auto add = [](const char* title, const char* rows, const QStringList& more,
                            bool failed, int code) {
            QTest::newRow(title) << QStringList{"--rows", rows, "--model", "TINY"} + more << failed
                                 << code;
        };
        add("not asked", "load,prefill", {}, true, 0);
        add("failed row", "load,prefill", {"--check"}, true, 1);
        add("unmet target", "load,full", {"--dtype", "bf16", "--check"}, true, 1);
        add("no goals", "load", {"--check"}, false, 1);
        add("nothing could be measured", "prefill", {}, true, 1);
    }

    void check()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, failed);
        QFETCH(int, code);
        arguments.replaceInStrings("TINY", tiny());
        const Outcome outcome = ran(briefly + QStringList{"--json"} + arguments);
        QVERIFY2(outcome.code == code, outcome.err);
        const QJsonArray rows = outcome.document()["rows"].toArray();
        QVERIFY(!rows.isEmpty());
        QCOMPARE(
            std::ranges::any_of(rows, [](const QJsonValue& row) { return !row["error"].isNull(); }),
            failed);
        const QJsonArray targets = outcome.document()["targets"].toArray();
        QCOMPARE(targets.size(), arguments.contains("load,full") ? 1 : 0);
        for (const QJsonValue& target : targets)
            QCOMPARE(target["met"].toBool(true), false);
    }

    void modelThatCannotBeOpened()
    {
        const Outcome outcome =
            ran(briefly + QStringList{"--model", "/nowhere", "--rows", "full,bundled"});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.out.contains("/nowhere"), outcome.out);
        QVERIFY2(outcome.out.contains("bundled"), outcome.out); // which is measured all the same
    }

    void wrongUse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const QStringList& arguments, const char* says) {
            QTest::newRow(qPrintable(arguments.join(' '))) << arguments << QByteArray(says);
        };
        row({"--dtype", "bf16,int3"}, "\"int3\"; choose of fp32");
        row({"--dtype", "bf16,"}, "--dtype holds \"\"");
        row({"--rows", "full,fulll"}, "no row \"fulll\"; the rows are load");
        row({"--rows", "speculation"}, "use --synthetic");
        row({"--model", "TINY", "--synthetic", "fable"}, "excludes");
        row({"--synthetic", "gpt"}, "no synthetic model \"gpt\"; the known ones are llama");
        row({"--tokens", "-1"}, "--tokens");
        row({"--prompt_tokens", "0"}, "--prompt_tokens");
        row({"--runs", "1.5"}, "--runs");
        row({"--keep", "maybe"}, "maybe");
        row({"stray"}, "stray");
    }

    void wrongUse()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        arguments.replaceInStrings("TINY", tiny());
        const Outcome outcome = ran(QStringList{"bench"} + arguments);
        QVERIFY2(outcome.code == 2, outcome.err);
        QVERIFY2(outcome.err.contains(says), outcome.err);
        QCOMPARE(outcome.err.trimmed().count('\n'), 0); // one clear sentence
        QCOMPARE(outcome.out, QByteArray());
    }

    void noPlaceForSyntheticWeights()
    {
        const Outcome outcome = ran(briefly + QStringList{"--synthetic", "fable", "--synthetic_dir",
                                                          tiny() + "/config.json"});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.contains("Cannot write " + tiny().toUtf8()), outcome.err);
        QCOMPARE(outcome.out, QByteArray());
    }

    void interruptKeepsWhatWasMeasured()
    {
        const QTemporaryDir folder;
        QProcess process;
        process.start(program, {"bench", "--json", "--runs", "1000", "--tokens", "2", "--rows",
                                "full,watch,prefill", "--synthetic", "fable", "--synthetic_dir",
                                folder.path()});
        QVERIFY(process.waitForStarted());
        process.setReadChannel(QProcess::StandardError);
        QByteArray said;
        while (!said.contains("watch, round 3 of 1000")) {
            QVERIFY2(process.waitForReadyRead(patienceMs), said);
            said += process.readAll();
        }
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QJsonObject document =
            QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(document["interrupted"].toBool(), true);
        QCOMPARE(labelsOf(document), (QStringList{"bf16 full", "bf16 watch"}));
        for (const QJsonValue& row : document["rows"].toArray()) {
            const int count = row["value"]["count"].toInt();
            QVERIFY(count >= 2 && count < 1000);
        }
        QCOMPARE(entriesOf(folder), QStringList());
    }
};

QTEST_GUILESS_MAIN(CliBenchTest)
#include "tst_clibench.moc"
